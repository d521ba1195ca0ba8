"""The notes about a picture in its file, as the library keeps them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date

# Characters kept of a text, by field; the columns of the library are as long.
LONGEST = {
    "title": 255, "alt": 300, "caption": 5_000, "credit": 200, "creator": 200, "place": 200, "rights": 2_000,
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1826, 2999


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes:
    """The texts found in one part of a file; "" and None where it says nothing."""

    title: str = ""
    alt: str = ""
    caption: str = ""
    # The agency, and the person.
    credit: str = ""
    creator: str = ""
    taken_on: date | None = None
    place: str = ""
    rights: str = ""
    # The last day on which the picture may be used.
    rights_until: date | None = None

    def or_else(self, other: Notes) -> Notes:
        """Return these notes, with the other ones where they are empty."""
        return Notes(
            **{one.name: getattr(self, one.name) or getattr(other, one.name) for one in fields(self)}
        )


def clean(text: str, field: str) -> str:
    """Return a text without control characters, each line trimmed, not longer than its field."""
    lines = re.sub(r"[^\S\n]+", " ", re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", " ", _lines(text))).split("\n")
    return "\n".join(line.strip() for line in lines).strip()[: LONGEST[field]].rstrip()


def one_line(text: str, field: str) -> str:
    return " ".join(clean(text, field).split())


def day(text: str) -> date | None:
    """Return the day of a date as the three formats write it (20260503, 2026-05-03T…, 2026:05:03 …); None for another text."""
    found = re.match(r"\s*(\d{4})[-:]?(\d\d)[-:]?(\d\d)(?!\d)", text)
    if found is None:
        return None
    try:
        read = date(*map(int, found.groups()))
    except ValueError:
        return None
    return read if _FIRST_YEAR <= read.year <= _LAST_YEAR else None


def credit_line(found: Notes) -> str:
    """Return the credit to print: the person and the agency, each once."""
    if not found.credit or not found.creator:
        return found.credit or found.creator
    named = found.creator.casefold() in found.credit.casefold()
    return one_line(found.credit if named else f"{found.creator} / {found.credit}", "credit")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
