"""Dates as precise as somebody said them: a day, a month, a season, a quarter, half a year, a year, or a period.

They are written as in EDTF, the extension of ISO 8601 (Library of Congress, 2019): 2027-06-30, 2027-06, 2027-21 (spring)
to 2027-24 (winter), 2027-33 to 2027-36 (quarters), 2027-40 and 2027-41 (halves), 2027; a period is two of them, A/B.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "season", "quarter", "half", "year", "period"]

# Characters of the longest one: a period of days.
LONGEST = 21
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# Number after the year → first month, months. Winter begins in December of its year, as in EDTF's own examples.
_SPANS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 40: (1, 6), 41: (7, 6)}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class VagueDate:
    """A date with its precision."""

    # As in the database.
    written: str
    precision: Precision
    first: date
    last: date
    # The month, or the number of EDTF for a season, a quarter, half a year; 0 for the rest.
    part: int = 0


def parse(written: str) -> VagueDate:
    """Read a date or a period. Raises ValueError when it is none, or ends before it begins."""
    begins, slash, ends = written.partition("/")
    if not slash:
        return _one(begins)
    first, last = _one(begins), _one(ends)
    if last.last < first.first:
        raise ValueError("The period ends before it begins.")
    return VagueDate(written=written, precision="period", first=first.first, last=last.last)


def day(on: date) -> str:
    """Write a day."""
    return on.isoformat()


def _one(written: str) -> VagueDate:
    found = _WRITTEN.fullmatch(written)
    if found is None or found[1] < "1000":
        raise ValueError("No date.")
    year, part = int(found[1]), int(found[2] or 0)
    if found[3]:
        on = date(year, part, int(found[3]))
        return VagueDate(written=written, precision="day", first=on, last=on)
    if not part:
        if found[2]:
            raise ValueError("No month.")
        return VagueDate(written=written, precision="year", first=date(year, 1, 1), last=date(year, 12, 31))
    month, months = _SPANS.get(part, (part, 1))
    end = month + months - 1
    last_year, last_month = year + (end - 1) // 12, (end - 1) % 12 + 1
    return VagueDate(
        written=written,
        precision=_precision(part),
        first=date(year, month, 1),
        last=date(last_year, last_month, monthrange(last_year, last_month)[1]),
        part=part,
    )


def _precision(part: int) -> Precision:
    if part <= 12:
        return "month"
    return "season" if part <= 24 else "quarter" if part <= 36 else "half"
