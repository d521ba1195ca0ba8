"""Sanitizing of what readers write: no character hides, reverses or overlays text. Imports no Django."""

import re
import unicodedata

# They turn the direction of the text after them and may not be closed. The plain marks (U+200E, U+200F, U+061C) are kept.
DIRECTION_CHANGES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Characters without a shape or a use: soft hyphen, zero-width space, word joiner, byte order mark…
INVISIBLE = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"

_REMOVED = frozenset(DIRECTION_CHANGES + INVISIBLE)
# Unicode categories: control characters, and halves of a surrogate pair.
_REMOVED_CATEGORIES = {"Cc", "Cs"}
_NO_CHARACTER = re.compile(
    "[\ufdd0-\ufdef]|["
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
# Arabic writes two marks on a letter, seldom three. Many more would cover the lines above and below.
_MARK = r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u20d0-\u20ff]"
_TOO_MANY_MARKS = re.compile(rf"({_MARK}{{4}}){_MARK}+")
_LINE_ENDS = re.compile(r"\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
# What a browser would take for markup. A parser of HTML is no match for what programs send: it takes its time.
_TAG = re.compile(r"<[^<>]*>")
_EMPTY_LINES = re.compile(r"\n{3,}")


def text(raw: str) -> str:
    """Sanitize a text of several lines; no two empty lines stay in a row. Markup is kept as text."""
    lines = (_line(line).rstrip() for line in _LINE_ENDS.sub("\n", raw).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def name(raw: str) -> str:
    """Sanitize a name: one line, without markup."""
    words = _TAG.sub("", _line(_LINE_ENDS.sub("\n", raw).replace("\n", " ")))
    return " ".join(words.replace("<", " ").replace(">", " ").split())


def _line(raw: str) -> str:
    spaced = _NO_CHARACTER.sub("", raw.replace("\t", " "))
    kept = (
        char
        for char in spaced
        if char not in _REMOVED and unicodedata.category(char) not in _REMOVED_CATEGORIES
    )
    return _TOO_MANY_MARKS.sub(r"\1", "".join(kept))
