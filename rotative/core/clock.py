"""The one source of the time."""

from datetime import UTC, datetime

# Years that a date of the newsroom may have: below and above them, a hand slipped (0026 for 2026).
FIRST_YEAR = 1900
LAST_YEAR = 2999


def now() -> datetime:
    """Return the current instant, aware, in UTC."""
    return datetime.now(UTC)
