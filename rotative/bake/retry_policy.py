"""The wait of a page that could not be printed, before its next attempt."""

from datetime import timedelta

_LONGEST_S = 3600


def wait(attempts: int) -> timedelta:
    """Return 2, 4, 8 … seconds after the first, second, third… failed attempt, and at most an hour."""
    return timedelta(seconds=min(2**attempts, _LONGEST_S))
