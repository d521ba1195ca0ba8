"""The header of a picture file: everything that is known without decoding it, at a cost that does not grow with the picture."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from PIL import Image

from rotative.media.encoder import MOST_PIXELS
from rotative.media.errors import NotAPicture, PictureCutOff, PictureMoves, PictureTooLarge

# The formats the library takes, as Pillow names them. SVG is not one of them: a drawing can hold scripts.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
# No picture is decoded in this process, so every size may be read, and named where it is too large.
Image.MAX_IMAGE_PIXELS = None
_ORIENTATION = 0x0112
_SIDEWAYS = {5, 6, 7, 8}


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """The header of a picture file."""

    # One of FORMATS.
    format: str
    # Pixels, of the picture as it is shown: upright.
    width: int
    height: int
    # Whether it has more than one frame.
    moves: bool


def read(file: IO[bytes]) -> Header:
    """Read the header of an open file. Raises NotAPicture."""
    try:
        file.seek(0)
        image = Image.open(file, formats=FORMATS)
        width, height = image.size
        if _orientation(image) in _SIDEWAYS:
            width, height = height, width
        return Header(
            format=image.format or "",
            width=width,
            height=height,
            moves=bool(getattr(image, "is_animated", False)),
        )
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, RuntimeError) as exc:
        raise NotAPicture from exc


def check(file: IO[bytes]) -> Header:
    """Read the header of an open file, and refuse what could not be printed as it is.

    Raises NotAPicture, PictureCutOff, PictureTooLarge, PictureMoves.
    """
    file.seek(0)
    data = file.read()
    for begins, ends in _FORMS:
        if begins(data) and not ends(data):
            raise PictureCutOff
    found = read(file)
    if found.width * found.height > MOST_PIXELS:
        raise PictureTooLarge(megapixels=-(-found.width * found.height // 10**6), most=MOST_PIXELS // 10**6)
    if found.moves:
        raise PictureMoves
    return found


def _orientation(image: Image.Image) -> int:
    exif = Image.Exif()
    # A damaged note of the camera is no damaged picture.
    with contextlib.suppress(Exception):
        exif.load(image.info.get("exif") or b"")
    return int(exif.get(_ORIENTATION) or 1)


def _jpeg_ends(data: bytes) -> bool:
    """Return whether the mark of the end follows the beginning of the scans; a preview in the header has one of its own."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xDA:
            return data.rfind(b"\xff\xd9", at) != -1
        alone = kind == 0xFF or kind == 0x01 or 0xD0 <= kind <= 0xD8
        at += 1 if kind == 0xFF else 2 if alone else 2 + int.from_bytes(data[at + 2 : at + 4])
    return False


def _png_ends(data: bytes) -> bool:
    at = 8
    while at + 12 <= len(data):
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + int.from_bytes(data[at : at + 4])
    return False


def _gif_ends(data: bytes) -> bool:
    return data.rstrip(b"\0").endswith(b";")


def _webp_ends(data: bytes) -> bool:
    return len(data) >= 8 + int.from_bytes(data[4:8], "little")


def _avif_ends(data: bytes) -> bool:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        if size == 0:
            return True
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16])
        if size < 8:
            return False
        at += size
    return at == len(data)


_FORMS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], bool]], ...] = (
    (lambda data: data.startswith(b"\xff\xd8\xff"), _jpeg_ends),
    (lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), _png_ends),
    (lambda data: data.startswith(b"GIF8"), _gif_ends),
    (lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP", _webp_ends),
    (lambda data: data[4:12] in (b"ftypavif", b"ftypavis"), _avif_ends),
)
