"""The growth of work with the size of a text, measured in ratios of processor time and never in seconds."""

import gc
from collections.abc import Callable
from time import process_time_ns

# The largest ratio of one doubling, on average over the last two: 2 is linear, 4 is quadratic.
MOST = 2.5
# Below, the clock says little: nanoseconds of one call.
_MEASURABLE_NS = 1_000_000
_SMALLEST, _LARGEST = 64, 1 << 17
_RUNS = 5


def ratio(work: Callable[[str], object], text_of: Callable[[int], str]) -> float:
    """Return by how much the work grows when a text doubles, over the last two doublings; 0 when it never takes long enough.

    text_of: makes a text of about so many characters. The smallest size that can be measured is taken, so that work which
    grows faster is found out before it takes minutes.
    """
    size = _SMALLEST
    while _spent(work, text_of(size), runs=2) < _MEASURABLE_NS:
        size *= 2
        if size > _LARGEST:
            return 0.0
    return _ratio(work, text_of, size)


def _ratio(work: Callable[[str], object], text_of: Callable[[int], str], size: int) -> float:
    found = MOST + 1
    # Other work of the machine makes a measurement larger, never smaller: what is over the limit is measured again.
    for _again in range(4):
        found = min(found, (_spent(work, text_of(4 * size)) / _spent(work, text_of(size))) ** 0.5)
        if found <= MOST:
            break
    return found


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
