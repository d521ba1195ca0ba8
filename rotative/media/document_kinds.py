"""The kinds of documents that readers may get: by the ending of the name, and by how the file begins.

What a browser could run under our name, a page or a drawing, is not among them. Imports neither Django nor Wagtail.
"""

from collections.abc import Callable, Mapping

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Bytes of a text that are looked at.
_LOOKED_AT = 100_000

Begins = Callable[[bytes], bool]


def _with(*marks: bytes) -> Begins:
    return lambda data: data.startswith(marks)


def _text(data: bytes) -> bool:
    """Tell whether this is plain text: no control signs, in UTF-8 or a one-byte code."""
    part = data[:_LOOKED_AT]
    return not any(part.count(sign) for sign in (b"\0", b"\x01", b"\x02", b"\x1b")) and not part.lstrip(
        b"\xef\xbb\xbf \r\n\t"
    ).startswith(b"<")


def _mp3(data: bytes) -> bool:
    return data.startswith(b"ID3") or (len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0)


def _mp4(data: bytes) -> bool:
    return data[4:8] == b"ftyp"


def _wave(data: bytes) -> bool:
    return data.startswith(b"RIFF") and data[8:12] == b"WAVE"


SOUNDS: Mapping[str, Begins] = {
    "mp3": _mp3, "m4a": _mp4, "ogg": _with(b"OggS"), "opus": _with(b"OggS"), "wav": _wave,
}  # fmt: skip
PAPERS: Mapping[str, Begins] = {
    "pdf": _with(b"%PDF-"), "txt": _text, "csv": _text, "epub": _with(_ZIP), "zip": _with(_ZIP),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _with(_ZIP)),
    **dict.fromkeys(("doc", "xls", "ppt"), _with(_OLD_OFFICE)),
}  # fmt: skip
# Shown by the browser itself, at an address of their own.
FILMS: Mapping[str, Begins] = {"mp4": _mp4, "webm": _with(b"\x1aE\xdf\xa3")}
KINDS: Mapping[str, Begins] = {**PAPERS, **SOUNDS, **FILMS}


def ending(name: str) -> str:
    """Return the ending of a file's name in lower case, without the point."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_sound(name: str) -> bool:
    return ending(name) in SOUNDS


def fits(name: str, beginning: bytes) -> bool:
    """Tell whether a file of this name may begin like this. beginning: its first hundred thousand bytes."""
    begins = KINDS.get(ending(name))
    return begins is not None and begins(beginning)
