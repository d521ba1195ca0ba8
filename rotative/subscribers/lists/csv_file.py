"""A list as a file: its encoding, its separator, its rows. Nothing is guessed that would lose an accent or a column."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rotative.subscribers.errors import BadFile
from rotative.subscribers.lists.csv_guard import unguarded
from rotative.subscribers.lists.headings import looks_like_email

# French spreadsheets write semicolons, Excel's "Unicode text" tabs.
_SEPARATORS = ",;\t|"
# Lines that may come before the headings: empty ones, and Excel's "sep=;".
_BEFORE = re.compile(r"(?:[ \t,;|]*+(?:\r\n|\r|\n)|\"?sep=.\"?[ \t]*+(?:\r\n|\r|\n))*+", re.IGNORECASE)
# Arabic words in Windows' code page 1256 read as rows of accented letters in 1252.
_ARABIC_RUN = re.compile(rb"[\xc0-\xff]{3}")
# Excel holds 32,767 characters in a cell.
_LONGEST_CELL = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file."""

    # As an editor counts it.
    line: int
    cells: tuple[str, ...]


class CsvFile:
    """A list that was read: its headings and its rows, which can be gone through several times."""

    def __init__(self, raw: bytes) -> None:
        """Raises BadFile if no column has addresses."""
        text = decoded(raw)
        start = _BEFORE.match(text)
        self._text = text[start.end() :] if start else text
        self._lines_before = text[: start.end()].count("\n") if start else 0
        self._separator = _separator(self._text)
        self.names = next(self._records(), (0, []))[1]
        self.email_column = self._find_email_column()

    def rows(self) -> Iterator[Row]:
        """Return the rows that are not empty; a missing cell is ""."""
        width = len(self.names)
        records = self._records()
        next(records, None)
        for line, record in records:
            cells = tuple(unguarded(cell).strip() for cell in record)
            if any(cells):
                yield Row(line + self._lines_before, (cells + ("",) * width)[: max(width, len(cells))])

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._separator)
        try:
            for record in reader:
                yield reader.line_num, [cell.strip() for cell in record]
        except csv.Error as exc:
            raise BadFile() from exc

    def _find_email_column(self) -> int:
        """Return the number of the column with addresses. Raises BadFile if there is none, or more than one."""
        named = [number for number, name in enumerate(self.names) if looks_like_email(name)]
        for number in named:
            if self._has_addresses(number):
                return number
        if named:
            return named[0]
        others = [number for number in range(len(self.names)) if self._has_addresses(number)]
        if len(others) != 1 or "@" in self.names[others[0]]:
            raise BadFile()
        return others[0]

    def _has_addresses(self, number: int) -> bool:
        """Return whether most cells of a column, in the first rows, have the form of an address."""
        cells = []
        for row in self.rows():
            cells.append(row.cells[number])
            if len(cells) == 50:
                break
        filled = [cell for cell in cells if cell]
        return bool(filled) and 2 * sum(1 for cell in filled if "@" in cell and " " not in cell) > len(filled)


def decoded(raw: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16, or the code page of Windows for French and Spanish, or for Arabic."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    head = raw[:200]
    if head.count(b"\0") > len(head) // 4:
        return raw.decode("utf-16-be" if head[:1] == b"\0" else "utf-16-le", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1256" if len(_ARABIC_RUN.findall(raw)) > 1 else "cp1252", errors="replace")


def _separator(text: str) -> str:
    """Return the separator with which the first line has an address column, and most columns."""
    first = text[: 1 << 16]

    def fitness(separator: str) -> tuple[bool, int]:
        csv.field_size_limit(_LONGEST_CELL)
        try:
            names: Sequence[str] = next(csv.reader(io.StringIO(first, newline=""), delimiter=separator), [])
        except csv.Error:
            names = []
        return any(looks_like_email(name) for name in names), len(names)

    return max(_SEPARATORS, key=fitness)
