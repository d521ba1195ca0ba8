"""The time that each phase of a bake takes, for the benchmarks. Nothing is measured outside `running`."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import local
from typing import Any, Literal

Phase = Literal["load", "render", "compress", "write", "book"]

# Django's `connection.execute_wrapper`. An argument, because the server of baked files uses the press without Django.
Wrapper = Callable[[Callable[..., Any]], AbstractContextManager[None]]

_NOTHING = nullcontext()


class Stopwatch:
    """The seconds of each phase; a phase inside another is not counted twice.

    load: preparing a batch, and every query made while rendering. book: claiming, keys, clock, digests, stale rows.
    Pages are compressed and written in other threads, so the phases may add up to more than the elapsed time.
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
    """Measure every bake of this process within the block."""
    global _watch
    _watch = Stopwatch()
    try:
        yield _watch
    finally:
        _watch = None


def phase(name: Phase) -> AbstractContextManager[None]:
    """Count the time of the block, if a stopwatch is running."""
    return _NOTHING if _watch is None else _watch.phase(name)


def rendering(wrapper: Wrapper) -> AbstractContextManager[None]:
    """Count the time of the block as rendering, and that of its queries as loading."""
    return _NOTHING if _watch is None else _watch.rendering(wrapper)
