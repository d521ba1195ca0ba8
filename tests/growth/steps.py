"""The growth of work with the size of a text, measured in ratios of processor time and never in seconds."""

import gc
import tracemalloc
from collections.abc import Callable
from time import process_time_ns

# The largest ratio of one doubling, on average over the last three: 2 is linear, 4 is quadratic.
MOST = 2.5
# Below, the clock says little: nanoseconds of one call.
_MEASURABLE_NS = 1_000_000
_SMALLEST, _LARGEST = 64, 1 << 17
_RUNS = 5
_DOUBLINGS = 3


def ratio(work: Callable[[str], object], text_of: Callable[[int], str]) -> float:
    """Return by how much the work grows when a text doubles, over the last three doublings; 0 when it never takes long enough.

    text_of: makes a text of about so many characters. The smallest size that can be measured is taken, so that work which
    grows faster is found out before it takes minutes.
    """
    size = _SMALLEST
    while _spent(work, text_of(size), runs=2) < _MEASURABLE_NS:
        size *= 2
        if size > _LARGEST:
            return 0.0
    return _ratio(work, text_of, size)


def memory(work: Callable[[str], object], text: str) -> float:
    """Return the bytes of memory that work takes at its most for each character of a text."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        work(text)
        return (tracemalloc.get_traced_memory()[1] - before) / len(text)
    finally:
        tracemalloc.stop()


def _ratio(work: Callable[[str], object], text_of: Callable[[int], str], size: int) -> float:
    least, most = 1 << 62, 1 << 62
    # Other work of the machine makes a measurement larger, never smaller: what is over the limit is measured again, the
    # short text and the long one in turn, and of each the best counts.
    for _again in range(4):
        least = min(least, _spent(work, text_of(size)))
        most = min(most, _spent(work, text_of(size << _DOUBLINGS)))
        if (most / least) ** (1 / _DOUBLINGS) <= MOST:
            break
    return (most / least) ** (1 / _DOUBLINGS)


def _spent(work: Callable[[str], object], text: str, runs: int = _RUNS) -> int:
    """Return the nanoseconds of processor that the best of some runs takes."""
    best = 1 << 62
    gc.disable()
    try:
        for _run in range(runs):
            start = process_time_ns()
            work(text)
            best = min(best, process_time_ns() - start)
            if best > 40 * _MEASURABLE_NS:
                break
    finally:
        gc.enable()
    return max(best, 1)
