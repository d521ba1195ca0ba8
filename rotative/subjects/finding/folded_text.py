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

SPACE, WALL = " ", "\n"
_GONE, _LINE_END, _EXPANDED = "\x01", "\x02", "\x03"
# What UTF-16 begins its pairs with, and how many characters need none.
_FIRST_PAIR, _LAST_PAIR, _BASIC_CHARACTERS = 0xD8, 0xDF, 0x10000

_SOFT = " \t\u00a0\u202f\u2009\u2007\u2002\u2003\u3000-\u2010\u2011\u2012\u2013'’‘ʼ`´ʹ\"“”„«»‹›_#@\u200b"
_LINE_ENDS = "\n\u2028\u2029\x0b\x0c\x85"
# Signs that belong to a name as letters do: S&P, Canal+.
_LETTERS_TOO = "&+$€"
# Each means that letters moved; one pattern a sign, because a search for one letter is ten times faster.
_IRREGULAR = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        (_GONE, f"{_GONE}+"),
        (_EXPANDED, _EXPANDED),
        (SPACE * 2, f"{SPACE}{{2,}}"),
        # A space follows each wall.
        (WALL, f"{WALL}(?![{SPACE}{WALL}])"),
    )
)
# Of those that belong to the letter before.
_FIRST_SIGN = "\u02b0"
_SURE = {"ء": "ء", "ؤ": "و", "ئ": "ي"}


def _folded(char: str) -> str:
    """Return a letter, digit or sign as it is compared; more or fewer than one where it is so."""
    if char in _SOFT:
        return SPACE
    # Windows ends a line with two signs; an empty line has two line ends.
    if char == "\r":
        return _GONE
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


class _Table:
    """Each character as one other; what becomes several or none is marked.

    A plain dictionary, filled before a text is read: one that fills itself is half as fast.
    """

    # Of characters beyond the first 65,536, of which a text is full only by malice; others stay as they are.
    most = 10_000

    def __init__(self) -> None:
        self.signs: dict[int, str] = {}
        # The first bytes, in UTF-16, of the characters that are there.
        self._blocks = b""

    def fill(self, text: str) -> None:
        """Add what a text has and the table has not."""
        missing = text.encode("utf-16-be", "surrogatepass")[::2].translate(None, self._blocks)
        if not missing:
            return
        pairs = {block for block in missing if _FIRST_PAIR <= block <= _LAST_PAIR}
        for block in set(missing) - pairs:
            self._add(range(block << 8, (block + 1) << 8))
            self._blocks += bytes([block])
        if pairs and len(self.signs) < _BASIC_CHARACTERS + self.most:
            self._add({ord(char) for char in text} - self.signs.keys())

    def _add(self, codes: Iterable[int]) -> None:
        for code in codes:
            plain = _folded(chr(code))
            self.signs[code] = plain if len(plain) == 1 else _EXPANDED


_TABLE = _Table()


class FoldedText:
    """A text, folded, that still knows where each letter was written."""

    __slots__ = ("_at", "_shift", "_spans", "matched", "text", "walled")

    def __init__(self, text: str) -> None:
        self.text = text
        self._at: list[int] = []
        self._shift: list[int] = []
        # Places asked for, because each name is asked for several times.
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}
        _TABLE.fill(text)
        even = text.translate(_TABLE.signs)
        # An empty line is a wall, one line end a space.
        even = even.replace(_LINE_END * 2, WALL + SPACE)
        even = even.replace(_LINE_END + _GONE + _LINE_END, WALL + _GONE + SPACE).replace(_LINE_END, SPACE)
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
            new = (
                ""
                if sign == _GONE
                else _folded(self.text[start])
                if sign == _EXPANDED
                else sign + SPACE * (sign == WALL)
            )
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
        place = bisect_right(self._at, position)
        if place:
            position += self._shift[place - 1]
        length = len(self.text)
        return position if position < length else length

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last place + 1, as written, of a piece of the folded text."""
        found = self._spans.get((start, end))
        if found is None:
            self._spans[start, end] = found = self._span(start, end)
        return found

    def _span(self, start: int, end: int) -> tuple[int, int]:
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
