"""A reader's words made fit to print: nothing invisible steers, hides or breaks them."""

import re
import unicodedata

from rotative.core.text import plain

# They turn the direction of what follows and may not be closed again. The plain marks (U+200E, U+200F, U+061C) stay.
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Characters nobody sees and nobody needs: soft hyphen, zero-width space, joiner of words, byte order mark…
GHOSTS = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"

_UNSEEN = frozenset(TURNS + GHOSTS)
# Controls and halves of a pair.
_BROKEN = {"Cc", "Cs"}
_NO_CHARACTER = re.compile(
    "[\ufdd0-\ufdef]|["
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
# Arabic writes two marks on a letter, seldom three; heaps of them only cover the neighbours' lines.
_MARK = r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u20d0-\u20ff]"
_HEAP = re.compile(rf"({_MARK}{{4}}){_MARK}+")
_LINE_ENDS = re.compile(r"\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")


def words(raw: str) -> str:
    """The text with plain line ends, at most one empty line in a row."""
    lines = (_visible(line).rstrip() for line in _LINE_ENDS.sub("\n", raw).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def signature(raw: str) -> str:
    """A name on one line, without markup."""
    spelled = plain(_visible(raw.replace("\n", " ")))
    return " ".join(_visible(spelled).replace("<", " ").replace(">", " ").split())


def _visible(line: str) -> str:
    spaced = _NO_CHARACTER.sub("", line.replace("\t", " "))
    kept = (char for char in spaced if char not in _UNSEEN and unicodedata.category(char) not in _BROKEN)
    return _HEAP.sub(r"\1", "".join(kept))
