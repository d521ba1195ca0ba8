"""The keys that frames show, on record behind the key of each frame: a page records only that one."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from rotative.bake import queue_sql
from rotative.core.sql import execute_many, placeholders, rows


def add(frames: Mapping[str, AbstractSet[str]], *, ticks: int, since_ticks: int) -> set[str]:
    """Record what frames showed; return the frames whose pages are in doubt. Call it while the clock is locked.

    frames: key of the frame → keys that it showed. ticks: the clock now. since_ticks: the clock before anything was
    read. A key that was not on record then may have been marked since, and that mark did not reach the pages.
    """
    if not frames:
        return set()
    known: dict[str, dict[str, int]] = defaultdict(dict)
    asked = queue_sql.FRAME_KEYS.format(frames=placeholders(frames))
    for frame, key, tick in rows(asked, list(frames)):
        known[frame][key] = tick
    new = [
        (frame, key, ticks) for frame, shown in frames.items() for key in sorted(shown - known[frame].keys())
    ]
    execute_many(queue_sql.ADD_FRAME_KEY, new)
    if ticks == since_ticks:
        return set()
    # Another oven may have added the key, but later than this one began.
    late = {
        frame
        for frame, shown in frames.items()
        if any(known[frame].get(key, 0) > since_ticks for key in shown)
    }
    return late | {frame for frame, _key, _tick in new}
