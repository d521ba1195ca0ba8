"""The deadline of a page: rendering that takes too long is given up, and the press goes on with the next page.

A timer of the system sends SIGALRM, whose handler raises. The worker renders in its main thread, and only there Python
runs handlers, between two steps of a program and inside a long search of a regular expression. A thread that watched
could not stop such a search, because the search holds the interpreter; a child process for each page would cost more
than the page. What an interrupted rendering leaves half done is thrown away: its context, all that the batch and the
process have cached, and its connection to the database.

In other threads, such as the one that answers requests, nothing is interrupted.
"""

import signal
import threading
from collections.abc import Callable
from contextvars import copy_context
from types import FrameType
from typing import TypeVar

from django.db import connection

from rotative.bake.batch import cache, loaders
from rotative.bake.errors import PageTooSlow

Result = TypeVar("Result")

# An ordinary page takes some milliseconds, the longest list a second.
LIMIT_S = 10.0
# The signal is sent again, should something have swallowed the error.
_AGAIN_S = 0.5

_armed = False


class _Expired(BaseException):
    """The error that the handler raises; no recipe catches it."""


def enforce(work: Callable[[], Result], *, what: str, limit_s: float | None = None) -> Result:
    """Return the result of the work. Raises PageTooSlow when it takes longer than `limit_s` seconds, usually LIMIT_S.

    what: path of the page, or name of the recipe.
    """
    global _armed
    if threading.current_thread() is not threading.main_thread() or _armed:
        return work()
    limit_s = limit_s or LIMIT_S
    signal.signal(signal.SIGALRM, _expire)
    try:
        try:
            _armed = True
            signal.setitimer(signal.ITIMER_REAL, limit_s, _AGAIN_S)
            return copy_context().run(work)
        finally:
            # From here on the handler does nothing: the next lines are never interrupted.
            _armed = False
    except _Expired as exc:
        _armed = False
        _throw_away()
        raise PageTooSlow(what=what, limit_s=round(limit_s)) from exc
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _expire(number: int, frame: FrameType | None) -> None:
    if _armed:
        raise _Expired


def _throw_away() -> None:
    """Drop what may be half made: a value that is cached without its keys would never be dropped again."""
    loaders.forget()
    if (store := cache.in_use.get()) is not None:
        store.clear()
    if not connection.in_atomic_block:
        connection.close()
