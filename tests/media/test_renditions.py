"""Renditions: every size and format from one decoding, upright, in sRGB, without a word about where they were taken."""

import os
import signal
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from PIL import Image, ImageCms

from rotative.bake import keys, oven
from rotative.bake.models import PublicPath
from rotative.bake.store.folder import MemoryPress
from rotative.core import clock
from rotative.core.http_headers import MEDIA_NAME
from rotative.media import actions, reads
from rotative.media import encoder as encoder_module
from rotative.media.encoder import MOST_PIXELS, Encoder
from rotative.media.errors import EncoderNotStarted, PictureDamaged, PictureTooHeavy
from rotative.media.models import Picture
from rotative.media.picture_sizes import every_spec
from tests.factories.articles import published
from tests.media import files

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def encoder() -> Iterator[Encoder]:
    with Encoder() as found:
        yield found


def added(data: bytes, name: str = "a.jpg") -> Picture:
    picture: Picture = Picture.objects.create(title=name, file=ImageFile(BytesIO(data), name=name))
    return picture


def made(data: bytes, encoder: Encoder, name: str = "a.jpg") -> dict[str, Image.Image]:
    """Make a picture's renditions and open them, by spec."""
    picture = added(data, name)
    actions.make_renditions(picture, encoder)
    return {one.filter_spec: opened(one.file.path) for one in picture.renditions.all()}


def opened(path: str) -> Image.Image:
    return Image.open(BytesIO(Path(path).read_bytes()))


@pytest.mark.parametrize(
    ("format", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif")]
)
def test_success_nothing_is_told_about_the_camera(db: None, encoder: Encoder, format: str, name: str) -> None:
    data = files.photograph(6, format=format)
    assert files.OWNER.encode() in data

    renditions = made(data, encoder, name)

    for image in renditions.values():
        kept = image.fp.getvalue()
        assert (dict(image.getexif()), image.info.get("icc_profile"), image.info.get("comment")) == (
            {},
            None,
            None,
        )
        assert b"Exif" not in kept and files.OWNER.encode() not in kept
    assert len(renditions) >= 9


def test_success_nothing_of_captions_and_places_is_published(db: None, encoder: Encoder) -> None:
    words = ("Recouvrance", "Soizic", "Canon", "48,51", "photoshop", "8BIM", "xpacket", "rdf")
    packet = files.xmp(
        "<photoshop:City>Recouvrance</photoshop:City><photoshop:Credit>Canon</photoshop:Credit>"
    )
    image = Image.new("RGB", (900, 600), "navy")
    data = files.with_iptc(
        files.saved(image, "JPEG", xmp=packet), files.iptc({80: "Soizic", 92: "Recouvrance"}, "utf-8")
    )
    assert all(word.encode() in data for word in words)

    renditions = made(data, encoder)

    kept = b"".join(image.fp.getvalue() for image in renditions.values())
    assert [word for word in words if word.encode() in kept] == []


@pytest.mark.parametrize("orientation", range(1, 9))
def test_success_upright(db: None, encoder: Encoder, orientation: int) -> None:
    renditions = made(files.photograph(orientation), encoder)

    sizes = {image.size for spec, image in renditions.items() if spec.startswith("width-400")}
    assert sizes == {(400, 266) if orientation < 5 else (400, 600)}
    red = {1: "top", 2: "top", 3: "bottom", 4: "bottom", 5: "left", 6: "right", 7: "right", 8: "left"}[
        orientation
    ]
    for spec in ("width-400|format-jpeg", "width-400|format-avif", "max-165x165"):
        assert _side(renditions[spec], red)[0] > 150 > 100 > _side(renditions[spec], red)[2]


def test_success_size_of_the_library_is_the_upright_one(db: None) -> None:
    picture = added(files.photograph(6))

    assert (picture.width, picture.height) == (400, 600)


def test_success_sixteen_bits(db: None, encoder: Encoder) -> None:
    image = Image.new("I;16", (320, 200))
    for at in range(320):
        for down in range(200):
            image.putpixel((at, down), at * 204)

    renditions = made(files.saved(image, "PNG"), encoder, "a.png")

    shades = [renditions["width-320|format-jpeg"].convert("L").getpixel((at, 100)) for at in (2, 160, 317)]
    assert [abs(shade - right) <= 3 for shade, right in zip(shades, (1, 126, 251), strict=True)] == [True] * 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_success_every_mode(db: None, encoder: Encoder, mode: str) -> None:
    image = Image.new(mode, (64, 48), 1 if mode == "1" else 0)
    format = "JPEG" if mode == "CMYK" else "PNG"

    renditions = made(files.saved(image, format), encoder, "a.jpg" if mode == "CMYK" else "a.png")

    assert {image.mode for image in renditions.values()} <= {"RGB", "RGBA"}


def test_success_transparent_becomes_white_only_in_jpeg(db: None, encoder: Encoder) -> None:
    renditions = made(files.saved(Image.new("RGBA", (500, 300)), "PNG"), encoder, "a.png")

    assert renditions["width-400|format-jpeg"].getpixel((200, 100)) == (255, 255, 255)
    assert renditions["width-400|format-webp"].getpixel((200, 100))[3] == 0


def test_success_colours_of_another_profile(db: None, encoder: Encoder) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

    # The profile is not of this picture's mode: its colours stay as they are.
    renditions = made(files.saved(Image.new("RGB", (420, 300), "#c01010"), "JPEG", icc_profile=lab), encoder)

    red, green, _blue = renditions["width-400|format-jpeg"].getpixel((10, 10))
    assert (red > 180, green < 40) == (True, True)


def test_success_the_article_is_printed_again_with_its_picture(db: None, encoder: Encoder) -> None:
    press, picture = MemoryPress(), added(files.photograph(size=(900, 600)))
    article = published(picture=picture)
    oven.bake_stale(press)
    before = press.read(article.path) or b""
    assert b"<img" not in before.split(b"<main")[1]

    assert actions.make_waiting() == 1
    oven.bake_stale(press)

    page = (press.read(article.path) or b"").decode()
    card = reads.picture(picture.pk)
    assert card is not None
    assert f'srcset="{card.sources[0].srcset}"' in page
    assert [source.srcset.count("/media/images/") for source in card.sources] == [3, 3]
    assert "original" not in page
    assert keys.picture(picture.pk) in PublicPath.objects.get(path=article.path).keys.values_list(
        "key", flat=True
    )


def test_success_a_second_run_makes_nothing(db: None, encoder: Encoder) -> None:
    picture = added(files.photograph())
    actions.make_renditions(picture, encoder)
    before = {one.pk: one.file.name for one in picture.renditions.all()}

    actions.make_renditions(picture, encoder)

    assert {one.pk: one.file.name for one in picture.renditions.all()} == before
    assert len(before) == len(every_spec(picture))


def test_success_two_processes_share_the_work(db: None) -> None:
    first, second = (added(files.photograph(size=(64, 48))) for _ in range(2))
    Picture.objects.filter(pk=first.pk).update(begun_at=clock.now())

    assert actions.make_waiting() == 1

    states = dict(Picture.objects.values_list("pk", "state"))
    assert states == {first.pk: Picture.State.WAITING, second.pk: Picture.State.READY}


def test_success_what_a_killed_process_began_is_begun_again(db: None) -> None:
    picture = added(files.photograph(size=(64, 48)))
    Picture.objects.update(begun_at=clock.now() - 2 * actions.ABANDONED_AFTER)

    assert actions.make_waiting() == 1

    assert Picture.objects.get(pk=picture.pk).state == Picture.State.READY


def outdated(encoder: Encoder, *, size: tuple[int, int] = (900, 600)) -> Picture:
    """Add a picture as a version of ours made it that knew fewer widths."""
    picture = added(files.photograph(size=size))
    actions.make_renditions(picture, encoder)
    picture.renditions.filter(filter_spec__startswith="width-640").delete()
    Picture.objects.filter(pk=picture.pk).update(state=Picture.State.OUTDATED)
    return picture


def widths(picture: Picture) -> list[list[str]]:
    card = reads.picture(picture.pk)
    assert card is not None
    sets = [*(source.srcset for source in card.sources), card.srcset]
    return [[one.rsplit(" ", 1)[1] for one in each.split(", ")] for each in sets]


def test_success_pages_show_the_widths_that_are_there(db: None, encoder: Encoder) -> None:
    picture = outdated(encoder)
    before = widths(picture)

    assert actions.make_waiting() == 1

    assert before == [["400w", "800w"]] * 3
    assert widths(picture) == [["400w", "640w", "800w"]] * 2 + [["400w", "800w"]]
    assert Picture.objects.get().state == Picture.State.READY
    assert not actions.any_waiting()


def test_success_an_upload_does_not_wait_for_outdated_pictures(db: None, encoder: Encoder) -> None:
    old = outdated(encoder, size=(700, 40))
    new = added(files.photograph(size=(64, 48)))
    made = iter([False, True])

    assert actions.make_waiting(stop=lambda: next(made)) == 1

    assert dict(Picture.objects.values_list("pk", "state")) == {
        old.pk: Picture.State.OUTDATED,
        new.pk: Picture.State.READY,
    }


def test_fail_an_outdated_picture_without_its_file_stays_on_its_pages(db: None, encoder: Encoder) -> None:
    picture = outdated(encoder)
    Path(picture.file.path).unlink()

    assert actions.make_waiting() == 1

    assert Picture.objects.get().state == Picture.State.READY
    assert widths(picture) == [["400w", "800w"]] * 3


def test_success_another_file_has_other_addresses(db: None, encoder: Encoder) -> None:
    names = []
    for size in ((600, 400), (600, 401)):
        picture = added(files.photograph(size=size))
        actions.make_renditions(picture, encoder)
        names.append({one.file.name for one in picture.renditions.all()})
        picture.delete()

    assert not names[0] & names[1]
    assert all(MEDIA_NAME.match(f"/media/{name}") for each in names for name in each)
    assert {name.split(".", 2)[2] for name in names[0]} >= {"w400.avif", "w400.jpg", "max165x165.webp"}


@pytest.mark.parametrize("state", [Picture.State.WAITING, Picture.State.OUTDATED])
def test_success_looking_for_work_reads_an_index(db: None, state: Picture.State) -> None:
    plan = Picture.objects.filter(state=state).order_by("pk").values_list("pk")[:10].explain()

    assert f"picture_{state}" in plan or connection.vendor == "postgresql"


@pytest.mark.parametrize("spoil", [files.damaged_within, lambda data: data])
def test_fail_damaged_picture_is_marked_and_the_next_one_made(
    db: None, spoil: Callable[[bytes], bytes]
) -> None:
    noise = Image.effect_noise((600, 400), 90).convert("RGB")
    bad = added(spoil(files.saved(noise, "PNG")), "bad.png")
    if spoil is not files.damaged_within:
        Path(bad.file.path).unlink()
    good = added(files.photograph(size=(64, 48)))

    assert actions.make_waiting() == 2

    assert dict(Picture.objects.values_list("pk", "state")) == {
        bad.pk: Picture.State.DAMAGED,
        good.pk: Picture.State.READY,
    }
    assert reads.picture(bad.pk) is None


def test_success_the_largest_allowed_fits_the_limits(encoder: Encoder, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(files.bomb(8_000, MOST_PIXELS // 8_000))

    encoder.encode(tmp_path / "a.png", [])


def test_fail_one_pixel_more_is_not_decoded(encoder: Encoder, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(files.bomb(8_000, MOST_PIXELS // 8_000 + 1))

    with pytest.raises(PictureDamaged):
        encoder.encode(tmp_path / "a.png", [])


def test_fail_a_process_that_does_not_answer_is_ended(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never.png")

    with Encoder(longest_s=0.05) as encoder, pytest.raises(PictureTooHeavy):
        encoder.encode(tmp_path / "never.png", [])


def test_fail_a_process_that_does_not_start_blames_no_picture(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit(1)")
    monkeypatch.setattr(encoder_module, "_PROGRAM", broken)
    picture = added(files.photograph())

    with pytest.raises(EncoderNotStarted):
        actions.make_waiting()

    assert Picture.objects.get(pk=picture.pk).state == Picture.State.WAITING


def test_success_a_killed_process_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(files.photograph())
    with Encoder() as encoder:
        encoder.encode(tmp_path / "a.jpg", [])
        os.kill(encoder.pid, signal.SIGKILL)
        with pytest.raises(PictureTooHeavy):
            encoder.encode(tmp_path / "a.jpg", [])

        encoder.encode(tmp_path / "a.jpg", [])


def _side(image: Image.Image, side: str) -> tuple[int, int, int]:
    width, height = image.size
    at = {
        "top": (width // 2, 10), "bottom": (width // 2, height - 10),
        "left": (10, height // 2), "right": (width - 10, height // 2),
    }[side]  # fmt: skip
    red, green, blue = image.convert("RGB").getpixel(at)
    return red, green, blue
