"""The bell: tells a worker that a page is stale. Lost or doubled, it does no harm: the rows are the truth."""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def on_ring(listener: Callable[[], None]) -> None:
    """Call this whenever a change that marked a page has been committed."""
    _listeners.append(listener)


def ring() -> None:
    """Wake whoever listens."""
    for listener in _listeners:
        listener()
