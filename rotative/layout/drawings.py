"""Drawings with letters: the outlet's icon, for those who cannot show an SVG.

Pages are set in the reader's own fonts; a drawing has to bring one. `fonts/` has a single face with Latin and Arabic letters.
"""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from rotative.layout.colour import PAPER

FACE = Path(__file__).parent / "fonts" / "Amiri-Bold.ttf"
# Pixels a side: the icon of a home screen, and the sizes within the icon of a tab.
TOUCH_SIDE = 180
TAB_SIDES = (16, 32, 48)
# The drawing's own measure, that of icons/outlet.svg.
_GRID = 64


def touch_icon(shade: str, letter: str) -> bytes:
    """Draw the icon of home screens as a PNG: the outlet's initial on its colour, over a rule."""
    file = BytesIO()
    _initial(shade, letter, TOUCH_SIDE).quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


def tab_icon(shade: str, letter: str) -> bytes:
    """Draw the icon that is asked for at /favicon.ico, in all its sizes."""
    file = BytesIO()
    largest = max(TAB_SIDES)
    _initial(shade, letter, largest).save(file, "ICO", sizes=[(side, side) for side in TAB_SIDES])
    return file.getvalue()


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
