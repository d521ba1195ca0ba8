"""Reads the tables of a Ghost export row by row, so that no more than the text of the file is in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from json import JSONDecoder
from typing import Any, Final

Row = dict[str, Any]
# Returns True for a name whose value is walked into.
_Enters = Callable[[str], bool]

_DECODER: Final = JSONDecoder()
_SPACE: Final = re.compile(r"[ \t\r\n]*")


class Malformed(ValueError):
    """The text is no JSON, or no export of Ghost."""


def tables(text: str) -> Iterator[tuple[str, Row]]:
    """Yield the name of the table and each row, in the order of the file.

    Both envelopes are read: {"db": [{"data": {…}}]} and {"data": {…}}. Raises Malformed.
    """
    try:
        for name, at in _members(text, _past_space(text, 0)):
            if name == "db":
                for part in _elements(text, at):
                    yield from _data(text, part)
            elif name == "data":
                yield from _rows_of(text, at)
    except (ValueError, IndexError, RecursionError) as exc:
        raise Malformed(str(exc)) from exc


def _data(text: str, at: int) -> Iterator[tuple[str, Row]]:
    for name, place in _members(text, at):
        if name == "data":
            yield from _rows_of(text, place)


def _rows_of(text: str, at: int) -> Iterator[tuple[str, Row]]:
    for table, place in _members(text, at):
        if text[place] != "[":
            continue
        at = _past_space(text, place + 1)
        while text[at] != "]":
            row, at = _DECODER.raw_decode(text, at)
            at = _past_comma(text, at)
            if isinstance(row, dict):
                yield table, row


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield the names of an object and the places of their values. Raises ValueError, IndexError."""
    if text[at] != "{":
        raise ValueError("no object")
    at = _past_space(text, at + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _past_space(text, at)
        if text[at] != ":" or not isinstance(name, str):
            raise ValueError("no name")
        at = _past_space(text, at + 1)
        yield name, at
        at = _past_comma(text, _skipped(text, at))


def _elements(text: str, at: int) -> Iterator[int]:
    """Yield the places of the elements of an array. Raises ValueError, IndexError."""
    if text[at] != "[":
        raise ValueError("no array")
    at = _past_space(text, at + 1)
    while text[at] != "]":
        yield at
        at = _past_comma(text, _skipped(text, at))


_PIECE: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]', re.DOTALL)
_PLAIN: Final = re.compile(r"[^,\]}\s]*")


def _skipped(text: str, at: int) -> int:
    """Return the place after a value, without keeping it."""
    if text[at] not in "{[":
        return _DECODER.raw_decode(text, at)[1] if text[at] == '"' else _end(_PLAIN, text, at)
    depth = 0
    for piece in _PIECE.finditer(text, at):
        sign = piece[0]
        if sign in ("{", "["):
            depth += 1
        elif sign in ("}", "]"):
            depth -= 1
            if not depth:
                return piece.end()
    raise ValueError("the end is missing")


def _past_comma(text: str, at: int) -> int:
    at = _past_space(text, at)
    if text[at] == ",":
        return _past_space(text, at + 1)
    if text[at] not in "}]":
        raise ValueError("no comma")
    return at


def _past_space(text: str, at: int) -> int:
    return _end(_SPACE, text, at)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
