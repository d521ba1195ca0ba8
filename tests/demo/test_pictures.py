"""The demo's pictures: one for each article and each byline, as its code draws them, at the widths of pages."""

import hashlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from rotative.demo import library, pictures
from rotative.demo.art.keep import drawn, encoded
from rotative.demo.art.mark import mark
from rotative.demo.pictures import FOLDER, LOGO, LOGO_NIGHT, WIDTHS, Illustration, Portrait
from rotative.media import picture_sizes
from tests.conftest import proofs

WANTED = {one.name: one for one in pictures.wanted()}
# All of them take a minute and a half.
COMPARED = proofs(["salma-bensouda", min(WANTED)], sorted(WANTED))
# The two are compared after they were shrunk, so that only grain is lost. Of 255.
GRID = (32, 20)
TOLERANCE = 14


def difference(image: Image.Image, other: Image.Image) -> int:
    """Return the greatest difference between two pictures in any part of them, 0 to 255."""
    small, other_small = (one.convert("RGB").resize(GRID, Image.Resampling.BOX) for one in (image, other))
    return max(high for _low, high in ImageChops.difference(small, other_small).getextrema())


def opened(file: Path) -> Image.Image:
    return Image.open(BytesIO(file.read_bytes()))


def shipped(name: str) -> Image.Image:
    return opened(pictures.files(name)[max(pictures.files(name))])


def widths(of: Iterable[Illustration | Portrait]) -> dict[str, set[int]]:
    return {one.name: set(WIDTHS) if isinstance(one, Illustration) else {400, 640, 800} for one in of}


def test_success_every_picture_wanted_and_no_other() -> None:
    kept: dict[str, set[int]] = {}
    for file in FOLDER.glob("*/*.avif"):
        kept.setdefault(file.stem, set()).add(int(file.parent.name))

    assert kept == widths(WANTED.values())


def test_success_small_in_total() -> None:
    assert sum(file.stat().st_size for file in FOLDER.rglob("*.avif")) < 5_000_000


@pytest.mark.slow
@pytest.mark.parametrize("name", COMPARED)
def test_success_kept_as_drawn(name: str) -> None:
    image = drawn(WANTED[name])

    assert difference(shipped(name), image) <= TOLERANCE
    assert {width: opened(file).width for width, file in pictures.files(name).items()} == {
        width: width for width in WIDTHS if width <= image.width
    }


def test_fail_kept_and_drawn_differ() -> None:
    one, other = sorted(WANTED)[:2]

    assert difference(shipped(one), shipped(other)) > 2 * TOLERANCE


def test_success_logos_as_drawn() -> None:
    assert (LOGO.read_bytes(), LOGO_NIGHT.read_bytes()) == (mark(512), mark(512, night=True))


def test_success_encoded_at_the_widths_of_pages() -> None:
    files = encoded(Image.new("RGB", (900, 450), "teal"))

    assert sorted(files) == [400, 640, 800]
    assert WIDTHS == picture_sizes.WIDTHS


def test_success_renditions_at_hand(db: None) -> None:
    name = min(WANTED)

    picture = library.add(name, title="A picture")

    # Where another test has put the picture before, the name has a few letters more.
    stem = Path(picture.file.name).stem
    digest = hashlib.sha256(Path(picture.file.path).read_bytes()).hexdigest()[:12]
    assert {
        one.filter_spec: (one.file.name, one.width, Path(one.file.path).read_bytes())
        for one in picture.renditions.all()
    } == {
        f"width-{width}|format-avif": (
            f"images/{stem}.{digest}.w{width}.avif",
            width,
            file.read_bytes(),
        )
        for width, file in pictures.files(name).items()
    }
