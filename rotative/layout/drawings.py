"""Drawings with letters: the outlet's icon for those who cannot show an SVG, and the card that other sites show with a link.

Pages are set in the reader's own fonts; a drawing has to bring one. `fonts/` has a single face with Latin and Arabic letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from rotative.layout.colour import PAPER

FACE = Path(__file__).parent / "fonts" / "Amiri-Bold.ttf"
# Pixels a side: the icon of a home screen, and the sizes within the icon of a tab.
TOUCH_SIDE = 180
TAB_SIDES = (16, 32, 48)
# Pixels: what social networks ask for.
CARD = (1200, 630)
# The icon's own measure, that of icons/outlet.svg.
_GRID = 64
_INK, _QUIET = "#191a1c", "#595b5e"
_MARGIN = 80
# Pixels of a headline's letters, largest first, and the lines that fit at each size.
_HEADLINE = ((92, 3), (80, 4), (68, 4), (58, 5))
_CODE = sha256(Path(__file__).read_bytes()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Card:
    """The words on a card."""

    # "ltr" or "rtl"
    direction: str
    # "#8a1c1c", dark enough for paper.
    shade: str
    # The outlet's.
    name: str
    # Under the name where there is no headline.
    motto: str = ""
    headline: str = ""
    # Over the headline.
    section: str = ""


def digest(*words: object) -> str:
    """Return the part of a name that depends on what is drawn: another one for other words, and when this module draws otherwise."""
    return sha256("\0".join((_CODE, *map(repr, words))).encode()).hexdigest()[:12]


def touch_icon(shade: str, letter: str) -> bytes:
    """Draw the icon of home screens as a PNG: the outlet's initial on its colour, over a rule."""
    return _png(_initial(shade, letter, TOUCH_SIDE))


def tab_icon(shade: str, letter: str) -> bytes:
    """Draw the icon that is asked for at /favicon.ico, in all its sizes."""
    file = BytesIO()
    largest = max(TAB_SIDES)
    _initial(shade, letter, largest).save(file, "ICO", sizes=[(side, side) for side in TAB_SIDES])
    return file.getvalue()


def card(words: Card) -> bytes:
    """Draw a card as a PNG: the outlet's name, and under it a headline or the motto."""
    image = Image.new("RGB", CARD, PAPER)
    sheet = _Sheet(image, words.direction)
    sheet.bar(0, 14, words.shade)
    if words.headline:
        sheet.line(words.name, 56, 118, _INK)
        sheet.rule(148)
        sheet.line(words.section, 38, 214, words.shade)
        sheet.headline(words.headline, top=246)
    else:
        sheet.line(words.name, 150, 330, _INK)
        sheet.bar(384, 8, words.shade, width=240)
        sheet.line(words.motto, 46, 476, _QUIET)
    return _png(image)


class _Sheet:
    """A card on which lines begin at the side where its language begins."""

    def __init__(self, image: Image.Image, direction: str) -> None:
        self._pen = ImageDraw.Draw(image)
        self._faces: dict[int, ImageFont.FreeTypeFont] = {}
        self._direction = direction
        self._start = CARD[0] - _MARGIN if direction == "rtl" else _MARGIN
        self._room = CARD[0] - 2 * _MARGIN
        # Without this library Arabic would be drawn letter by letter, from the left.
        self._shapes = bool(features.check("raqm"))

    def bar(self, top: int, height: int, colour: str, *, width: int = CARD[0]) -> None:
        left = self._start - width if self._direction == "rtl" and width < CARD[0] else self._start
        left = 0 if width == CARD[0] else left
        self._pen.rectangle((left, top, left + width - 1, top + height - 1), fill=colour)

    def rule(self, top: int) -> None:
        """Draw the double rule of the nameplate."""
        for at in (top, top + 5):
            self._pen.rectangle((_MARGIN, at, CARD[0] - _MARGIN - 1, at + 1), fill=_INK)

    def line(self, words: str, size: int, baseline: int, colour: str) -> None:
        """Draw one line, smaller if it is too long."""
        words = self._drawable(words)
        while size > 24 and self._length(words, size) > self._room:
            size -= 4
        self._draw(words, size, baseline, colour)

    def headline(self, words: str, *, top: int) -> None:
        """Draw a headline as large as it fits; what is too long even then ends with an ellipsis."""
        words = self._drawable(words)
        for size, most in _HEADLINE:
            lines = list(self._broken(words, size))
            if len(lines) <= most:
                break
        else:
            lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' ,;:.،؛')}…"]
        for number, line in enumerate(lines, start=1):
            self._draw(line, size, top + round(number * size * 1.12), _INK)

    def _broken(self, words: str, size: int) -> Iterator[str]:
        line = ""
        for word in words.split(" "):
            longer = f"{line} {word}".strip()
            if line and self._length(longer, size) > self._room:
                yield line
                longer = word
            line = longer
        yield line

    def _length(self, words: str, size: int) -> float:
        return float(self._face(size).getlength(words, direction=self._asked))

    def _draw(self, words: str, size: int, baseline: int, colour: str) -> None:
        place = (self._start, baseline)
        anchor = "rs" if self._direction == "rtl" else "ls"
        self._pen.text(place, words, font=self._face(size), fill=colour, anchor=anchor, direction=self._asked)

    def _drawable(self, words: str) -> str:
        if self._direction == "rtl" and not self._shapes:
            return ""
        face = self._face(24)
        missing = {sign for sign in set(words) if not sign.isspace() and not has(face, sign)}
        return "".join(sign for sign in words if sign not in missing).strip()

    def _face(self, size: int) -> ImageFont.FreeTypeFont:
        if size not in self._faces:
            self._faces[size] = ImageFont.truetype(FACE, size)
        return self._faces[size]

    @property
    def _asked(self) -> str | None:
        return self._direction if self._shapes else None


def has(face: ImageFont.FreeTypeFont, sign: str) -> bool:
    """Tell whether the face has a sign of its own for a character, not the box of a missing one."""
    found, missing = (face.getmask(one) for one in (sign, "\uffff"))
    return (found.size, bytes(found)) != (missing.size, bytes(missing))


def _initial(shade: str, letter: str, side: int) -> Image.Image:
    unit = side / _GRID
    image = Image.new("RGB", (side, side), shade)
    pen = ImageDraw.Draw(image)
    face = ImageFont.truetype(FACE, round(44 * unit))
    letter = letter if has(face, letter) else ""
    left, top, right, bottom = face.getbbox(letter)
    pen.text((32 * unit - (left + right) / 2, 28 * unit - (top + bottom) / 2), letter, font=face, fill=PAPER)
    pen.rectangle((10 * unit, 54 * unit, 54 * unit, 56 * unit), fill=PAPER)
    return image


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()
