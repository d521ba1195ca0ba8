"""The wait of a page that could not be printed, before its next attempt."""

from datetime import timedelta

from rotative.bake.store.file_names import PathRefused

# Of a reason that may pass.
LONGEST = timedelta(hours=1)


# An error that another attempt cannot change is said once; a new mark, such as a new slug, lets the page try again.
_NEVER = timedelta(days=36_500)


def wait(attempts: int, error: Exception | None = None) -> timedelta:
    """Return 2, 4, 8 … seconds after the first, second, third… failed attempt, and at most an hour.

    error: the reason; after one that lasts, the page waits for its next mark.
    """
    if isinstance(error, PathRefused):
        return _NEVER
    return min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST)
