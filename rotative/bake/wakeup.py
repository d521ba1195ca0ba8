"""The bell: tells the worker of this machine that a page is stale.

A named pipe in the home. Lost or doubled, a ring does no harm: the stale rows are the truth, and the worker also looks
by itself every `worker_poll_ms`. Where workers live on other machines, another way to reach them is registered here; it
is used when nobody on this machine hears.
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
    """Ring so where nobody on this machine hears."""
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
        # A full pipe has been heard.
        with contextlib.suppress(BlockingIOError):
            os.write(descriptor, b".")
    finally:
        os.close(descriptor)
    return True


class Listener:
    """The worker's end of the bell."""

    def __init__(self) -> None:
        pipe = _pipe()
        with contextlib.suppress(FileExistsError):
            os.mkfifo(pipe, 0o600)
        # Open for writing as well, so that the pipe never reports its end.
        self._descriptor = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)

    def wait(self, timeout_s: float) -> bool:
        """True as soon as somebody rings, False after the timeout."""
        readable, _writable, _failed = select.select([self._descriptor], [], [], timeout_s)
        if readable:
            os.read(self._descriptor, 65536)
        return bool(readable)

    def close(self) -> None:
        os.close(self._descriptor)
