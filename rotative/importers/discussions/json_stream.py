"""Reads an object of lists from a JSON file row by row: no more than one row is in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final, TextIO

# Letters of one row.
LONGEST_ROW: Final = 4 << 20
_PART: Final = 64 << 10
_DECODER: Final = JSONDecoder()
_SPACE: Final = re.compile(r"[ \t\r\n]*")


class MalformedJson(ValueError):
    """The text is no JSON, or not an object of lists."""


def rows(file: TextIO) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name of each list of the outermost object and its rows, in the order of the file. Raises MalformedJson."""
    try:
        yield from _rows(_Source(file))
    except (ValueError, RecursionError) as exc:
        raise MalformedJson(str(exc)) from exc


def _rows(source: _Source) -> Iterator[tuple[str, dict[str, Any]]]:
    source.take("{")
    while source.sign() != "}":
        name = source.value()
        source.take(":")
        if source.sign() == "[":
            source.take("[")
            while source.sign() != "]":
                row = source.value()
                if isinstance(row, dict):
                    yield str(name), row
                if source.sign() != "]":
                    source.take(",")
            source.take("]")
        else:
            source.value()
        if source.sign() != "}":
            source.take(",")
    source.take("}")


class _Source:
    """The text of a file, of which a little is in memory."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._at_end = False

    def sign(self) -> str:
        """Return the next sign that is no space. Raises MalformedJson at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._at_end:
                raise MalformedJson("the end is missing")
            self._read(_PART)

    def take(self, sign: str) -> None:
        """Go past a sign. Raises MalformedJson for another one."""
        if (found := self.sign()) != sign:
            raise MalformedJson(f"{found!r} where {sign!r} belongs")
        self._at += 1

    def value(self) -> Any:
        """Return the next value. Raises MalformedJson for one that is too long. Each attempt has twice as much of the text."""
        self.sign()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
                if end < len(self._text) or self._at_end:
                    self._at = end
                    return found
            except JSONDecodeError:
                if self._at_end:
                    raise
            if len(self._text) - self._at > LONGEST_ROW:
                raise MalformedJson("a row is too long")
            self._read(max(_PART, len(self._text) - self._at))

    def _read(self, letters: int) -> None:
        part = self._file.read(letters)
        self._at_end = not part
        self._text = self._text[self._at :] + part
        self._at = 0
