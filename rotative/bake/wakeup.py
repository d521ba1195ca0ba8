"""Waking the worker of this machine when a page is stale, through a named pipe in the home.

A lost or doubled ring does no harm: the stale rows decide, and the worker also looks every `worker_poll_ms`. When the
workers run on other machines, another way to wake them is registered here; it is used when no worker listens on this
machine.
"""

import contextlib
import os
import select
from collections.abc import Callable
from pathlib import Path

from django.conf import settings


def _pipe() -> Path:
    return Path(settings.HOME) / "bell"


_afar: list[Callable[[], object]] = []


def ring_also(ring: Callable[[], object]) -> None:
    """Register another way to wake a worker, for when none listens on this machine."""
    _afar.append(ring)


def ring() -> None:
    """Wake a worker, if one listens."""
    if not _rung_here():
        for afar in _afar:
            afar()


def _rung_here() -> bool:
    try:
        descriptor = os.open(_pipe(), os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        # A full pipe wakes the worker as well.
        with contextlib.suppress(BlockingIOError):
            os.write(descriptor, b".")
    finally:
        os.close(descriptor)
    return True


class Listener:
    """The worker's end of the pipe."""

    def __init__(self) -> None:
        pipe = _pipe()
        with contextlib.suppress(FileExistsError):
            os.mkfifo(pipe, 0o600)
        # Open for writing as well, so that the pipe never reports its end.
        self._descriptor = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
        # Of this process alone: another worker would read what is written to the pipe in the home.
        self._interrupted, self._interrupting = os.pipe()

    def wait(self, timeout_s: float) -> bool:
        """Return True as soon as a process rings, False after the timeout or once it was interrupted."""
        ends = [self._descriptor, self._interrupted]
        readable, _writable, _failed = select.select(ends, [], [], timeout_s)
        if self._descriptor not in readable:
            return False
        with contextlib.suppress(BlockingIOError):
            # Another worker may have been faster.
            os.read(self._descriptor, 65536)
        return True

    def interrupt(self) -> None:
        """End the wait that is going on, and every later one; for a signal's handler, after which Python waits on."""
        # Closed, nobody waits.
        with contextlib.suppress(OSError):
            os.write(self._interrupting, b".")

    def close(self) -> None:
        # Another signal must not write to a file that gets the same number.
        interrupting, self._interrupting = self._interrupting, -1
        for descriptor in (self._descriptor, self._interrupted, interrupting):
            os.close(descriptor)
