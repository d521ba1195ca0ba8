"""The commitments of a dossier by state at the end of each period, from their histories."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from rotative.core import edtf as vague_dates
from rotative.core.edtf import vague_words as vague_date_words
from rotative.core.languages import BY_CODE
from rotative.dossiers.cards import CommitmentCard
from rotative.dossiers.models import CommitmentState
from rotative.layout.contexts import StateColumn, StatesOverTime
from rotative.layout.dossiers import drawing
from rotative.layout.dossiers import state_words as words

# Columns that a phone has room for; more years than that begin later.
_MOST = 16
# Numbers that EDTF gives to quarters and halves, less one.
_QUARTER, _HALF = 32, 39


def states_over_time(commitments: Sequence[CommitmentCard], language: str) -> StatesOverTime | None:
    """Count the states at the end of each period, quarters at most; None where nothing changed from one to the next."""
    days = [change.on for one in commitments for change in one.changes]
    if not days:
        return None
    periods = _periods(min(days), max(days))
    if len(periods) < 2:
        return None
    counted = [_counted(commitments, period.last) for period in periods]
    states = [state for state in CommitmentState.values if any(count[state] for count in counted)]
    write = words.number(language)
    columns = tuple(
        StateColumn(
            name=write(vague_date_words.words(period.written, language)),
            counts=tuple(count[state] for state in states),
        )
        for period, count in zip(periods, counted, strict=True)
    )
    return StatesOverTime(
        states=tuple(states),
        labels=tuple(map(words.label, states)),
        columns=columns,
        drawing=drawing.draw(
            [(write(_short(period)), column.counts) for period, column in zip(periods, columns, strict=True)],
            states,
            label=_("Commitments by state over time; the same numbers are in the table."),
            mirrored=BY_CODE[language].direction == "rtl",
            number=write,
        ),
    )


def _periods(first: date, last: date) -> list[vague_dates.VagueDate]:
    """Return the periods from the first change to the last, as short as there is room for."""
    for months, base in ((3, _QUARTER), (6, _HALF)):
        begin, end = (day.year * (12 // months) + (day.month - 1) // months for day in (first, last))
        if end - begin < _MOST:
            per_year = 12 // months
            return [
                vague_dates.parse(f"{at // per_year}-{base + 1 + at % per_year}")
                for at in range(begin, end + 1)
            ]
    begin_year = max(first.year, last.year - _MOST + 1)
    return [vague_dates.parse(str(year)) for year in range(begin_year, last.year + 1)]


def _counted(commitments: Sequence[CommitmentCard], until: date) -> Counter[str]:
    found = ([change.state for change in one.changes if change.on <= until] for one in commitments)
    return Counter(states[-1] for states in found if states)


def _short(period: vague_dates.VagueDate) -> str:
    """Return the name under a column: the year, and the number of the quarter or the half."""
    if period.precision == "year":
        return period.written
    base = _QUARTER if period.precision == "quarter" else _HALF
    return f"{period.part - base}/{period.written[:4]}"
