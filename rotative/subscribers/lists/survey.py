"""The columns of a list, looked through before anybody is added: what each says, and why the file may be refused."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from rotative.subscribers.errors import StateNotUnderstood, UnreadColumns
from rotative.subscribers.lists.csv_file import CsvFile, Row
from rotative.subscribers.lists.headings import Heading, Role, headings_of
from rotative.subscribers.lists.list_states import EVERY, ListState, folded, is_nothing, state_of, truth_of
from rotative.subscribers.lists.written_dates import is_month_first, moment_of

# Rows that are looked at for the order of day and month.
_SAMPLE = 2000
# Characters of a cell that a refusal shows.
_SHOWN = 40
_LEAVING = re.compile(
    r"\b(?:unsub|desabonn|desinscri|desuscri|bounc|rebond|rebot|do not (?:e ?)?mail|do not contact|ne plus|ne pas|"
    r"no contactar|no enviar|opt(?:ed)? out|complain|plainte|spam)|الغاء|الغي|ملغ|منسحب|مرتد|لا ترسل"
)
_PARTS = re.compile(r"[,;|/\n]")
# Free columns may have these words for other reasons.
_WEAK = frozenset({"left", "stop", "ended", "closed", "dead", "error", "erreur", "archive", "expired"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?\s*%?")


@dataclass(frozen=True, kw_only=True)
class Said:
    """The words of a row about letters to its person."""

    list_state: ListState | None = None
    # When they agreed; None if no column says it.
    agreed_at: datetime | None = None
    # When they left, or letters came back; None if no column says it.
    left_at: datetime | None = None
    # A date that could not be read.
    bad_date: bool = False


@dataclass(slots=True)
class _Column:
    """A column, and what its cells are made of."""

    number: int
    heading: Heading
    # Its cells have a yes or a no: then an empty one is a no.
    has_truths: bool = False
    month_first: bool = False
    values: set[str] = field(default_factory=set)


class Survey:
    """The columns of a list, looked through once, before the first person is added."""

    def __init__(self, file: CsvFile, *, ignore: Collection[str] = ()) -> None:
        """Look through the whole file. Raises StateNotUnderstood, UnreadColumns.

        ignore: names of columns that are not to be read, or EVERY. One that seems to say who left is refused all the same.
        """
        self._columns = [
            _Column(number, heading)
            for number, heading in enumerate(headings_of(file.names))
            if number != file.email_column
        ]
        self._ignored = {folded(name) for name in ignore if name != EVERY}
        self._all_ignored = EVERY in ignore
        self._choices = {
            column.heading.own: column.number
            for column in self._columns
            if column.heading.role == Role.CHOICE
        }
        self._find_types(file.rows())
        self._find_orders(file.rows())
        for row in file.rows():
            self._look(row)
        # Names of the columns that nobody reads, in the order of the file.
        self.unread = self._unread()

    def choice(self, row: Row, name: str) -> str:
        """Return the cell of one of our own columns; "" if the file has no such column."""
        number = self._choices.get(name)
        return "" if number is None else row.cells[number]

    def said(self, row: Row) -> Said:
        """Return what a row says. Where columns differ, the worst holds."""
        found: list[ListState] = []
        agreed: list[tuple[int, datetime]] = []
        left: list[datetime] = []
        bad_date = False
        for column in self._columns:
            says = _SAYS.get(column.heading.role)
            if says is None:
                continue
            list_state, moment, bad = says(column, row.cells[column.number])
            bad_date |= bad
            if list_state is not None:
                found.append(list_state)
            if moment is not None and column.heading.role == Role.GONE:
                left.append(moment)
            elif moment is not None:
                agreed.append((column.heading.rank, moment))
        return Said(
            list_state=max(found, default=None),
            agreed_at=min(agreed)[1] if agreed else None,
            left_at=max(left, default=None),
            bad_date=bad_date,
        )

    def _find_types(self, rows: Iterable[Row]) -> None:
        """Find out whether the columns of types are states."""
        typed = [column for column in self._columns if column.heading.role == Role.TYPE]
        if not typed:
            return
        strange = {
            column.number
            for row in rows
            for column in typed
            if row.cells[column.number] and state_of(row.cells[column.number]) is None
        }
        for column in typed:
            role = Role.UNREAD if column.number in strange else Role.STATE
            column.heading = replace(column.heading, role=role)

    def _find_orders(self, rows: Iterable[Row]) -> None:
        """Find the columns of yes and no, and of months before days."""
        sample = list(islice(rows, _SAMPLE))
        dated = (Role.GETS, Role.GONE, Role.CAME)
        texts = [
            row.cells[one.number] for one in self._columns if one.heading.role in dated for row in sample
        ]
        month_first = is_month_first(texts)
        for column in self._columns:
            column.month_first = month_first

    def _look(self, row: Row) -> None:
        """Refuse what could be a state and is not understood. Raises StateNotUnderstood."""
        for column in self._columns:
            cell = row.cells[column.number]
            role = column.heading.role
            if not cell or role in (Role.HARMLESS, Role.CHOICE, Role.CAME):
                continue
            if role == Role.GETS and truth_of(cell) is not None:
                column.has_truths = True
            if not _UNDERSTOOD[role](column, cell):
                raise StateNotUnderstood(line=row.line, column=column.heading.name, value=_shown(cell))
            if role == Role.UNREAD and len(column.values) < 3:
                column.values.add(folded(cell))
        for cell in row.cells[len(self._columns) + 1 :]:
            # More cells than headings: nobody knows which column they belong to.
            if cell:
                raise StateNotUnderstood(line=row.line, column="—", value=_shown(cell))

    def _unread(self) -> list[str]:
        """Return the names of the columns that are not read. Raises UnreadColumns."""
        names, wanted = [], []
        for column in self._columns:
            name, role = column.heading.name, column.heading.role
            if role not in (Role.UNREAD, Role.HARMLESS, Role.REMARKS):
                continue
            names.append(name)
            if role != Role.UNREAD or not column.values or folded(name) in self._ignored:
                continue
            if _has_a_no(column.values):
                # It parts people in two, so that it must be named.
                wanted.append(name)
            # A name of one letter, and the same on every line: it tells nobody apart.
            elif not self._all_ignored and (len(folded(name)) > 1 or len(column.values) > 1):
                wanted.append(name)
        if wanted:
            raise UnreadColumns(columns=", ".join(f"“{name}”" for name in wanted))
        return names


def _has_a_no(values: Collection[str]) -> bool:
    """Return whether the cells of a column are a yes or a no, and one of them is a no."""
    truths = [truth_of(value) for value in values]
    return None not in truths and False in truths


def _shown(cell: str) -> str:
    """Return as much of a cell as a refusal may show: no address."""
    return "…" if "@" in cell else cell[:_SHOWN]


# The words of one column: the state, a date, and whether a date could not be read.
_Says = tuple[ListState | None, datetime | None, bool]


def _state_says(column: _Column, cell: str) -> _Says:
    return state_of(cell), None, False


def _gets_says(column: _Column, cell: str) -> _Says:
    if is_nothing(cell) and truth_of(cell) is None:
        # An empty cell next to a yes or a no is no yes.
        return (ListState.PENDING if column.has_truths else None), None, False
    truth = truth_of(cell)
    if truth is False and folded(column.heading.name).startswith("double"):
        return None, None, False
    if truth is not None:
        return (ListState.CONFIRMED if truth else column.heading.list_state), None, False
    moment = moment_of(cell, month_first=column.month_first)
    if moment is not None:
        return ListState.CONFIRMED, moment, False
    return state_of(cell), None, state_of(cell) is None


def _gone_says(column: _Column, cell: str) -> _Says:
    if is_nothing(cell) or truth_of(cell) is False:
        return None, None, False
    way = column.heading.list_state
    word = state_of(cell)
    if word == ListState.CONFIRMED:
        return None, None, False
    moment = moment_of(cell, month_first=column.month_first)
    return max(way, word or way), moment, False


def _came_says(column: _Column, cell: str) -> _Says:
    if is_nothing(cell):
        return None, None, False
    moment = moment_of(cell, month_first=column.month_first)
    return None, moment, moment is None


_SAYS: dict[Role, Callable[[_Column, str], _Says]] = {
    Role.STATE: _state_says,
    Role.GETS: _gets_says,
    Role.GONE: _gone_says,
    Role.CAME: _came_says,
}


def _is_state(column: _Column, cell: str) -> bool:
    return state_of(cell) is not None


def _is_gets(column: _Column, cell: str) -> bool:
    known = is_nothing(cell) or truth_of(cell) is not None or state_of(cell) is not None
    if known or moment_of(cell, month_first=column.month_first) is not None:
        return True
    # Our own column: a date that cannot be read is noted with its line.
    if column.heading.rank == 0:
        return True
    # Brevo writes 1 and 2.
    return folded(column.heading.name).startswith("double") and cell == "2"


def _is_gone(column: _Column, cell: str) -> bool:
    """Return whether it is a yes, a no, a date or a reason; a count says nothing certain."""
    understood = is_nothing(cell) or truth_of(cell) is not None or column.heading.why
    return understood or _NUMBER.fullmatch(cell) is None


def _is_free_of_leaving(column: _Column, cell: str) -> bool:
    """Return whether remarks say nothing about leaving."""
    if _LEAVING.search(folded(cell)):
        return False
    return not any(_is_strong(part) for part in _PARTS.split(cell))


def _is_unread(column: _Column, cell: str) -> bool:
    return _is_free_of_leaving(column, cell)


def _is_strong(part: str) -> bool:
    """Return whether a word is one for a state in any column."""
    word = folded(part)
    list_state = state_of(part.strip())
    return (
        list_state is not None and list_state != ListState.CONFIRMED and len(word) > 2 and word not in _WEAK
    )


def _never(column: _Column, cell: str) -> bool:
    return False


_UNDERSTOOD: dict[Role, Callable[[_Column, str], bool]] = {
    Role.STATE: _is_state,
    Role.GETS: _is_gets,
    Role.GONE: _is_gone,
    Role.REMARKS: _is_free_of_leaving,
    Role.DOUBTFUL: _never,
    Role.UNREAD: _is_unread,
}
