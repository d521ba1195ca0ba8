"""EXIF: what the camera wrote. Its place and its make are not asked for."""

from __future__ import annotations

import contextlib
import re

from PIL import Image

from rotative.media.photo_metadata import old_charsets
from rotative.media.photo_metadata.notes import Notes, clean, day, one_line

MOST_BYTES = 64 * 1024
_DESCRIPTION, _ARTIST, _COPYRIGHT = 0x010E, 0x013B, 0x8298
_CAMERA_FOLDER, _TAKEN = 0x8769, 0x9003
# What cameras put into every picture as its description.
_OF_THE_CAMERA = re.compile(r"OLYMPUS DIGITAL CAMERA|SONY DSC|KONICA MINOLTA.*|DCIM\\.*|DIGITAL CAMERA|IMG_?\d+|-+", re.IGNORECASE)  # fmt: skip


def read(block: bytes) -> Notes:
    """Read a block; nothing when it is damaged."""
    exif = Image.Exif()
    found: dict[int, str] = {}
    # Pillow raises whatever a damaged block leads it to.
    with contextlib.suppress(Exception):
        exif.load(block[:MOST_BYTES])
        found = {tag: str(exif.get(tag) or "") for tag in (_DESCRIPTION, _ARTIST, _COPYRIGHT)}
        found[_TAKEN] = str(exif.get_ifd(_CAMERA_FOLDER).get(_TAKEN) or "")
    texts = dict(zip(found, old_charsets.decoded(map(_bytes, found.values())), strict=True))
    caption = clean(texts.get(_DESCRIPTION, ""), "caption")
    return Notes(
        caption="" if _OF_THE_CAMERA.fullmatch(caption) else caption,
        creator=one_line(texts.get(_ARTIST, ""), "creator"),
        taken_on=day(texts.get(_TAKEN, "")),
        rights=clean(texts.get(_COPYRIGHT, ""), "rights"),
    )


def _bytes(text: str) -> bytes:
    """Return a text as it is in the file: Pillow has taken it for Latin-1."""
    return text.encode("latin-1", "replace").split(b"\0")[0]
