"""A text as names are compared in it, with the way back to the letters as written.

Letters lose case, accents and their Arabic variants; spaces, hyphens, apostrophes and quotation marks become one space; marks
between sentences and empty lines become a wall, which no name crosses.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from rotative.core.text.folding import fold
from rotative.subjects.finding.kept_words import KeptWords

SPACE, WALL = " ", "\n"
_GONE, _LINE_END, _EXPANDED = "\x01", "\x02", "\x03"

_SOFT = " \t\u00a0\u202f\u2009\u2007\u2002\u2003\u3000-\u2010\u2011\u2012\u2013'’‘ʼ`´ʹ\"“”„«»‹›_#@\u200b"
_LINE_ENDS = "\n\r\u2028\u2029\x0b\x0c\x85"
# Signs that belong to a name as letters do: S&P, Canal+.
_LETTERS_TOO = "&+$€"
# Each means that letters moved; one pattern a sign, because a search for one letter is ten times faster.
_IRREGULAR = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in ((_GONE, f"{_GONE}+"), (_EXPANDED, _EXPANDED), (SPACE * 2, f"{SPACE}{{2,}}"))
)
# Of those that belong to the letter before.
_FIRST_SIGN = "\u02b0"
_SURE = {"ء": "ء", "ؤ": "و", "ئ": "ي"}


def _folded(char: str) -> str:
    """Return a letter, digit or sign as it is compared; more or fewer than one where it is so."""
    if char in _SOFT:
        return SPACE
    if char in _LINE_ENDS:
        return _LINE_END
    if char in _LETTERS_TOO:
        return char
    if char in _SURE:
        return _SURE[char]
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf", "Lm") or char == "\x00":
        return _GONE
    if category[0] not in "LNM":
        return SPACE if category[0] in "Z" else WALL
    plain = fold(char).replace(" ", "").replace("\n", "")
    return plain if plain and plain.isalnum() else _GONE


class _Table(dict[int, str]):
    """Each character as one other; what becomes several or none is marked."""

    # All the scripts of a newsroom; nobody can fill the memory with the rest of Unicode.
    limit = 6000

    def __missing__(self, code: int) -> str:
        plain = _folded(chr(code))
        found = plain if len(plain) == 1 else _EXPANDED
        if len(self) < self.limit:
            self[code] = found
        return found


_TABLE = _Table()
# Six times faster than letter by letter.
_WORDS = KeptWords(lambda word: word.translate(_TABLE))


class FoldedText:
    """A text, folded, that still knows where each letter was written."""

    __slots__ = ("_at", "_shift", "matched", "text", "walled")

    def __init__(self, text: str) -> None:
        self.text = text
        self._at: list[int] = []
        self._shift: list[int] = []
        even = SPACE.join(_WORDS.all(text.split(SPACE)))
        # An empty line is a wall, one line end a space.
        even = even.replace(_LINE_END * 2, WALL + SPACE).replace(_LINE_END, SPACE)
        irregular = [
            found for sign, pattern in _IRREGULAR if sign in even for found in pattern.finditer(even)
        ]
        if irregular:
            irregular.sort(key=re.Match.start)
            even = self._evened(even, irregular)
        # With a space at both ends, so that every word has one before and one after it.
        self.walled = f" {even} "
        self.matched = self.walled.replace(WALL, SPACE)

    def _evened(self, marked: str, irregular: Iterable[re.Match[str]]) -> str:
        """Take out what is gone, write out what is several letters, and remember by how much all that follows moved."""
        pieces: list[str] = []
        last = length = 0
        for found in irregular:
            start, end = found.span()
            sign = marked[start]
            new = "" if sign == _GONE else SPACE if sign == SPACE else _folded(self.text[start])
            pieces.append(marked[last:start])
            pieces.append(new)
            length += start - last
            # Inside letters that are written out, every position is that of the first.
            for inside in range(1, len(new)):
                self._note(length + inside, start - length - inside)
            length += len(new)
            last = end
            self._note(length, end - length)
        pieces.append(marked[last:])
        return "".join(pieces)

    def _note(self, at: int, shift: int) -> None:
        self._at.append(at)
        self._shift.append(shift)

    def origin(self, position: int) -> int:
        """Return where in the text as written a position of the folded text is."""
        # What is gone at the very beginning belongs to no name.
        position = position - 1 if position > 1 else 0
        if self._at:
            place = bisect_right(self._at, position)
            if place:
                position += self._shift[place - 1]
        length = len(self.text)
        return position if position < length else length

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last place + 1, as written, of a piece of the folded text."""
        first = self.origin(start)
        last = self.origin(end - 1) + 1
        text = self.text
        # Vowel signs and the like after the last letter belong to it.
        while (
            last < len(text)
            and text[last] >= _FIRST_SIGN
            and unicodedata.category(text[last]) in ("Mn", "Me", "Lm")
        ):
            last += 1
        return first, last


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """Return a name as it is looked for, without spaces at its ends."""
    return squeezed(FoldedText(name).matched)


def squeezed(text: str) -> str:
    """Return words with one space between two."""
    return " ".join(text.split())
