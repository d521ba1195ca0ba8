"""Reading all that a file says about its picture, without decoding the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, Any

from PIL import Image

from rotative.media.headers import FORMATS
from rotative.media.photo_metadata import exif, iptc, xmp
from rotative.media.photo_metadata.notes import Notes, credit_line

# The number of IPTC's part in a Photoshop block.
_IPTC = 0x0404


def read(file: IO[bytes], *, language: str) -> Notes:
    """Read an open file; nothing when it is no picture. XMP goes before IPTC, and IPTC before EXIF.

    language: the one to prefer where a text is there in several.
    """
    try:
        file.seek(0)
        image = Image.open(file, formats=FORMATS)
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, RuntimeError):
        return Notes()
    blocks = image.info.get("photoshop")
    block = blocks.get(_IPTC) if isinstance(blocks, dict) else None
    packet = image.info.get("xmp")
    found = (
        xmp.read(_bytes(packet), language=language)
        .or_else(iptc.read(_bytes(block)))
        .or_else(exif.read(_bytes(image.info.get("exif"))))
    )
    return replace(found, credit=credit_line(found))


def _bytes(found: Any) -> bytes:
    return found.encode() if isinstance(found, str) else found if isinstance(found, bytes) else b""
