"""Django's `loaddata`, with nothing following from the rows it writes.

A row may come before those it belongs to, and what shows it is in the dump too: readers' pages, lists, what is stale.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import loaddata
from django.db.models import signals

_SAVING = (signals.pre_save, signals.post_save, signals.m2m_changed)


class Command(loaddata.Command):
    def handle(self, *fixture_labels: str, **options: Any) -> None:
        with _unheard():
            super().handle(*fixture_labels, **options)


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep saving from calling receivers inside the block."""
    receivers = [signal.receivers for signal in _SAVING]
    _listen([[] for _signal in _SAVING])
    try:
        yield
    finally:
        _listen(receivers)


def _listen(receivers: list[list[Any]]) -> None:
    for signal, listening in zip(_SAVING, receivers, strict=True):
        with signal.lock:
            signal.receivers = listening
            signal.sender_receivers_cache.clear()
