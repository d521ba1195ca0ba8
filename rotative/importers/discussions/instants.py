"""Dates of comments."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

# Nobody commented on the web before; programs write such a date for none.
_FIRST_YEAR: Final = 1990


def instant(text: str) -> datetime | None:
    """Return an ISO date as an instant, in UTC where it names no zone; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
        found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if found.year >= _FIRST_YEAR else None
