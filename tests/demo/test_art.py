"""The demo's drawings: the right size, the same each time, and one for each motif of the articles."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from rotative.demo.art import MOTIFS, UnknownMotif, illustrate, mark, portrait

LISTED = [
    "port",
    "tramway",
    "council",
    "dam",
    "river",
    "field",
    "school",
    "hospital",
    "market",
    "book",
    "music",
    "stadium",
    "ball",
    "city",
    "housing",
    "factory",
    "energy",
    "ship",
    "fish",
    "mountain",
    "globe",
    "court",
    "chart",
    "museum",
    "phone",
    "road",
    "bird",
    "olive",
]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_success_every_listed_motif_is_drawn() -> None:
    assert sorted(MOTIFS) == sorted(LISTED)


@pytest.mark.parametrize("motif", LISTED)
def test_success_motif_with_several_seeds(motif: str) -> None:
    pictures = [illustrate(motif, seed=str(seed), width=320, height=200) for seed in range(4)]

    assert len(set(pictures)) == 4
    for picture in pictures:
        image = opened(picture)
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (320, 200))
        assert len(image.getcolors(maxcolors=320 * 200) or ()) > 500


@pytest.mark.parametrize("motif", LISTED)
def test_success_same_seed_same_bytes(motif: str) -> None:
    assert illustrate(motif, seed="a", width=160, height=100) == illustrate(
        motif, seed="a", width=160, height=100
    )


@pytest.mark.parametrize(("width", "height"), [(1600, 1000), (1200, 630), (600, 600), (401, 777), (1, 1)])
def test_success_any_size(width: int, height: int) -> None:
    image = opened(illustrate("port", seed="a", width=width, height=height))

    assert image.size == (width, height)
    assert image.info.get("progressive")


def test_fail_unknown_motif() -> None:
    with pytest.raises(UnknownMotif) as caught:
        illustrate("unicorn", seed="a")

    assert caught.value.code == "art.unknown_motif"
    assert str(caught.value) == (
        f"There is no motif named “unicorn”. Choose one of: {', '.join(sorted(LISTED))}."
    )


@pytest.mark.parametrize("size", [16, 32, 180, 512])
def test_success_mark(size: int) -> None:
    image = opened(mark(size))

    assert (image.format, image.mode, image.size) == ("PNG", "RGBA", (size, size))
    assert image.getpixel((0, 0))[3] < 128
    assert image.getpixel((size // 2, size // 2))[3] == 255


def test_success_portraits_differ_and_repeat() -> None:
    pictures = [portrait(f"Somebody {k}", size=200) for k in range(8)]

    assert len(set(pictures)) == 8
    assert portrait("Somebody 3", size=200) == pictures[3]
    assert opened(pictures[0]).size == (200, 200)


def test_success_portrait_look_changes_the_picture() -> None:
    assert portrait("a", look="woman", size=200) != portrait("a", look="man", size=200)
