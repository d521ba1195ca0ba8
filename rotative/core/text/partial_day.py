"""Days of which only the year or the month may be known, written "2017", "2017-05" or "2017-05-17". Pure.

The written form sorts by date, and a longer one begins with the shorter one that contains it.
"""

import re
import unicodedata
from datetime import date

# Characters of the longest form.
LENGTH = 10

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def read(text: str) -> str:
    """Return a day as it is written here; figures may be Arabic ones. Raises ValueError when it is none."""
    written = "".join(_figure(sign) for sign in text.strip())
    found = _FORM.fullmatch(written)
    if found is None:
        raise ValueError(text)
    first(written)
    return written


def first(written: str) -> date:
    """Return the first day of the year, the month or the day. Raises ValueError when there is no such day."""
    year, month, day = [*written.split("-"), "01", "01"][:3]
    return date(int(year), int(month), int(day))


def covers(since: str, until: str, day: date) -> bool:
    """Return whether a day is within a time, its ends included. since, until: "" for an open end."""
    written = day.isoformat()
    return since <= written[: len(since)] and (not until or written[: len(until)] <= until)


def _figure(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
