"""The bell: tells the worker of this machine that a page is stale.

A named pipe in the home. Lost or doubled, a ring does no harm: the stale rows are the truth, and the worker also looks
by itself every `worker_poll_ms`.
"""

import contextlib
import os
import select
from pathlib import Path

from django.conf import settings


def _pipe() -> Path:
    return Path(settings.HOME) / "bell"


def ring() -> None:
    """Wake the worker, if one listens."""
    with contextlib.suppress(OSError):
        descriptor = os.open(_pipe(), os.O_WRONLY | os.O_NONBLOCK)
        try:
            os.write(descriptor, b".")
        finally:
            os.close(descriptor)


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
