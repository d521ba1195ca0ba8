"""The demo's pictures: a list of them, and their files, which were drawn once by rotative.demo.art and are kept here.

Each picture is an AVIF file a width, in a folder named after the width. Encoding AVIF is most of the work of making a
newsroom's pictures, so the files are used as they are; WebP and JPEG are made from the widest when the demo is filled.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from rotative.demo import text

FOLDER = Path(__file__).parent
LOGO, LOGO_NIGHT = FOLDER / "logo.png", FOLDER / "logo-night.png"
# Pixels: the widths that pages ask for.
WIDTHS = (400, 640, 800, 1040, 1280)

LANGUAGES = ("fr", "ar")
_WOMEN = {"Salma", "Hind", "Nora", "Meryem"}
# Texts have dates in them, their pictures have not: any day will do.
_ANY_DAY = date(2026, 1, 1)

Look = Literal["woman", "man"]


@dataclass(frozen=True, kw_only=True)
class Illustration:
    """The picture of an article; an article and its translation share one."""

    motif: str
    seed: str

    @property
    def name(self) -> str:
        """The name of its files, without suffix."""
        return f"{self.motif}-{self.seed}"


@dataclass(frozen=True, kw_only=True)
class Portrait:
    """The picture of somebody who signs articles."""

    name: str
    look: Look


def illustration(piece: text.Piece) -> Illustration:
    """Return the picture of an article of the texts."""
    return Illustration(motif=piece.facts["art"], seed=piece.facts.get("translation", piece.slug))


def wanted() -> Iterator[Illustration | Portrait]:
    """Yield every picture that the texts ask for, once each."""
    pieces = (
        piece
        for code in LANGUAGES
        for piece in text.pieces(text.CONTENT / code, language=code, today=_ANY_DAY)
    )
    yield from dict.fromkeys(illustration(piece) for piece in pieces)
    outlet = text.table(text.CONTENT / "outlet.toml", language="fr", today=_ANY_DAY)
    for person in outlet["person"]:
        if person["key"] != "redaction":
            first_name = person["fr"]["name"].split(" ")[0]
            yield Portrait(name=person["key"], look="woman" if first_name in _WOMEN else "man")


def files(name: str) -> dict[int, Path]:
    """Return the files of a picture by width in pixels, the widest last."""
    found = {width: FOLDER / str(width) / f"{name}.avif" for width in WIDTHS}
    return {width: file for width, file in found.items() if file.is_file()}
