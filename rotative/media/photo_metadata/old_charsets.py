"""The character set of texts that do not say theirs: of the ones in use, the one in which they look most like words."""

from __future__ import annotations

from collections.abc import Iterable

# Written before UTF-8 was usual: by Windows, by Macintosh, and by Windows for Arabic. On a tie the first wins.
_CANDIDATES = ("cp1252", "mac_roman", "cp1256")
_EUROPEAN = frozenset("éèêëàâäçùûüôöîïœæáíóúñÉÈÊÀÇÎÔŒ’‘“”«»–—…°¿¡©\u00a0")
_ARABIC = frozenset(map(chr, range(0x0621, 0x0653))) | frozenset("،؛؟")


def decoded(parts: Iterable[bytes]) -> list[str]:
    """Return texts of one file decoded, all in the same character set."""
    written = list(parts)
    together = b" ".join(written)
    charset = _utf8(together) or max(_CANDIDATES, key=lambda one: _likeness(together, one))
    return [part.decode(charset, "replace") for part in written]


def _utf8(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def _likeness(data: bytes, charset: str) -> int:
    """Return how many letters are usual ones, less those that are not."""
    special = [letter for letter in data.decode(charset, "replace") if letter > "\x7f"]
    return sum(1 if letter in _EUROPEAN or letter in _ARABIC else -1 for letter in special)
