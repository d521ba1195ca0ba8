"""Where a bake spends its time, for the benchmarks: nothing is measured unless somebody asks."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import local
from typing import Any, Literal

Phase = Literal["load", "render", "compress", "write", "book"]

# Django's `connection.execute_wrapper`. Handed in, because the press is also the front's, which never imports Django.
Wrapper = Callable[[Callable[..., Any]], AbstractContextManager[None]]

_NOTHING = nullcontext()


class Stopwatch:
    """Seconds of each phase; a phase inside another is not counted twice.

    load: preparing a batch, and every query made while rendering. book: claiming, keys, clock, digests, stale rows.
    Pages are compressed and written in threads beside: the phases may add up to more than the clock on the wall shows.
    """

    def __init__(self) -> None:
        self.seconds: dict[Phase, float] = {"load": 0, "render": 0, "compress": 0, "write": 0, "book": 0}
        self._of_thread = local()

    @contextmanager
    def phase(self, name: Phase) -> Iterator[None]:
        inner: list[float] = self._of_thread.__dict__.setdefault("inner", [])
        inner.append(0.0)
        started = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - started
            self.seconds[name] += spent - inner.pop()
            if inner:
                inner[-1] += spent

    @contextmanager
    def rendering(self, wrapper: Wrapper) -> Iterator[None]:
        with self.phase("render"), wrapper(self._query):
            yield

    def _query(self, execute: Callable[..., Any], *args: Any) -> Any:
        with self.phase("load"):
            return execute(*args)


# One for all threads of the process.
_watch: Stopwatch | None = None


@contextmanager
def running() -> Iterator[Stopwatch]:
    """Within: the time of every bake of this process is taken."""
    global _watch
    _watch = Stopwatch()
    try:
        yield _watch
    finally:
        _watch = None


def phase(name: Phase) -> AbstractContextManager[None]:
    """Counts the time within, if a stopwatch is running."""
    return _NOTHING if _watch is None else _watch.phase(name)


def rendering(wrapper: Wrapper) -> AbstractContextManager[None]:
    """Counts the time within as rendering, that of its queries as loading."""
    return _NOTHING if _watch is None else _watch.rendering(wrapper)
