"""The figures of a chart, as they are pasted from a spreadsheet. Imports neither Django nor Wagtail.

The first row has the names of the columns, the first column the names of the lines. Cells are separated by tabs, else by
semicolons, else by commas. Figures are written as in French, Arabic or English: 1 200,5 or 1,200.5 or ١٬٢٠٠٫٥.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rotative.articles.cards import ChartColumn
from rotative.articles.errors import LineTooLong, NotAFigure, TooFewFigures, TooManyFigures

# More would be read by nobody, on a phone least of all.
MOST_LINES = 60
MOST_COLUMNS = 6
# Characters of the whole text, and of a cell in an error.
_LONGEST = 20_000
_SHOWN = 40

_SEPARATORS = "\t;,"
_EMPTY = frozenset({"", "-", "–", "—", "−", "…", "..", "."})
_SIGNS = str.maketrans(
    {"−": "-", "\u066b": ".", "\u066c": "_", "'": "_", "’": "_", **dict.fromkeys(" \u00a0\u2009\u202f", "_")}
    | {chr(start + digit): str(digit) for start in (0x660, 0x6F0) for digit in range(10)}
)
_UNITS = tuple("%‰€$£¥٪")
_PLAIN = re.compile(r"[+-]?_?(?:[0-9]{1,15}|[0-9]{1,3}(?:_[0-9]{3}){1,4})(?:\.[0-9]{1,15})?", re.ASCII)
# 1,200 is a thousand and two hundred in English, and little more than one in French.
_THOUSANDS = re.compile(r"[^,.]*[0-9]{1,3},[0-9]{3}[^,.0-9]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """All figures of a chart: at least one line, and at least one column with a figure."""

    # The cell over the names of the lines.
    corner: str
    # The names of the lines.
    labels: tuple[str, ...]
    columns: tuple[ChartColumn, ...]


def read(text: str, *, comma_groups: bool = False) -> Figures:
    """Read pasted figures.

    comma_groups: whether a comma before three digits separates thousands, as in English; else it is a decimal comma.
    Raises TooFewFigures, TooManyFigures, LineTooLong, NotAFigure.
    """
    if len(text) > _LONGEST:
        raise TooManyFigures(lines=MOST_LINES, columns=MOST_COLUMNS)
    rows = _rows(text)
    if len(rows) < 2:
        raise TooFewFigures
    _first, head = rows[0]
    body = rows[1:]
    if all(len(cells) == len(head) + 1 for _line, cells in body):
        # The corner was left out.
        head = ["", *head]
    if len(head) < 2:
        raise TooFewFigures
    if len(body) > MOST_LINES or len(head) - 1 > MOST_COLUMNS:
        raise TooManyFigures(lines=MOST_LINES, columns=MOST_COLUMNS)
    for line, cells in body:
        if len(cells) > len(head):
            raise LineTooLong(line=line)
    found = [_column(name, place, body, comma_groups) for place, name in enumerate(head[1:], start=1)]
    columns = tuple(column for column in found if any(value is not None for value in column.values))
    if not columns:
        raise TooFewFigures
    return Figures(corner=head[0], labels=tuple(cells[0] for _line, cells in body), columns=columns)


def number(cell: str, *, comma_groups: bool = False) -> float | None:
    """Return the figure in a cell; None for an empty one. Raises ValueError."""
    bare = cell.strip()
    if bare.endswith(_UNITS):
        bare = bare[:-1].rstrip()
    if bare in _EMPTY:
        return None
    plain = _with_point(bare.translate(_SIGNS), comma_groups=comma_groups)
    if not _PLAIN.fullmatch(plain):
        raise ValueError(cell)
    return float(plain.replace("_", ""))


def _with_point(text: str, *, comma_groups: bool) -> str:
    """Write a figure with a point before its decimals, and with "_" between thousands."""
    commas, points = text.count(","), text.count(".")
    if commas and points:
        decimal = max(",.", key=text.rfind)
        return text.replace("," if decimal == "." else ".", "_").replace(decimal, ".")
    if commas > 1 or (commas and comma_groups and _THOUSANDS.fullmatch(text)):
        return text.replace(",", "_")
    return text.replace(".", "_") if points > 1 else text.replace(",", ".")


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that have anything, each with the number of its line, without the empty cells at the end of all."""
    separator = next((sign for sign in _SEPARATORS if sign in text), _SEPARATORS[0])
    rows = []
    try:
        # The reader counts the lines of a text in quotation marks too.
        reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=separator)
        for cells in reader:
            stripped = [" ".join(cell.split()) for cell in cells]
            if any(stripped):
                rows.append((reader.line_num, stripped))
    except csv.Error as exc:
        raise TooFewFigures from exc
    width = max((_width(cells) for _line, cells in rows), default=0)
    return [(line, cells[:width]) for line, cells in rows]


def _width(cells: list[str]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell), default=0)


def _column(name: str, place: int, body: Iterable[tuple[int, list[str]]], comma_groups: bool) -> ChartColumn:
    values, written = [], []
    for line, cells in body:
        cell = cells[place] if place < len(cells) else ""
        try:
            value = number(cell, comma_groups=comma_groups)
        except ValueError as exc:
            raise NotAFigure(cell=cell[:_SHOWN], line=line) from exc
        values.append(value)
        written.append("" if value is None else cell)
    return ChartColumn(name=name, values=tuple(values), written=tuple(written))
