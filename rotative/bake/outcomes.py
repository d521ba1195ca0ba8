"""The outcomes of a bake, written to the database: keys, digests, stale rows; a few statements for a whole batch.

A batch is one transaction that first locks the clock, as every mark does. A key marked before it has moved the clock; a
mark after it finds the new keys.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from rotative.bake import invalidation_clock, queue_sql
from rotative.bake.framing import frame_keys
from rotative.bake.framing.frames import Framed
from rotative.bake.models import PublicPath, StalePath
from rotative.core import clock
from rotative.core.sql import execute, execute_many, placeholders, rows


@dataclass(frozen=True, kw_only=True)
class Printed:
    """The outcome of one page that was taken."""

    stale: StalePath
    # Keys of what it showed; None when its insides are those on record, with their keys.
    keys: frozenset[str] | None = frozenset()
    # Its frame; None for a page without one.
    framed: Framed | None = None
    # SHA-256 of its bytes; "" when the recipe has nothing left for this path.
    digest: str = ""


@transaction.atomic
def write(printed: Sequence[Printed], *, holder: str, since_ticks: int) -> set[int]:
    """Store what was printed and take it off the queue; return the primary keys of the pages that stay on it.

    since_ticks: the clock before any of the pages was read. If it has moved, a page with new keys, or in a frame with
    new keys, may have shown something old that no mark could reach; such a page is printed once more.
    """
    added, dropped = _new_keys([one for one in printed if one.keys is not None])
    ticks = invalidation_clock.lock()
    _write_keys(added, dropped)
    frames = {one.framed.frame.key: one.framed.frame.shown for one in printed if one.framed}
    late = frame_keys.add(frames, ticks=ticks, since_ticks=since_ticks)
    doubtful = {path_id for path_id, _key in added} if ticks != since_ticks else set()
    sure = [one for one in printed if one.stale.pk not in doubtful and not _is_in(late, one)]
    done = _take_off(sure, holder)
    _note(done)
    left = {one.stale.pk for one in printed} - {one.stale.pk for one in done}
    if left:
        _free(sorted(left), holder)
    return left


def _is_in(frames: set[str], one: Printed) -> bool:
    return one.framed is not None and one.framed.frame.key in frames


def _new_keys(printed: Sequence[Printed]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    if not printed:
        return [], []
    known: dict[int, set[str]] = defaultdict(set)
    ids = [one.stale.pk for one in printed]
    for path_id, key in rows(queue_sql.KNOWN_KEYS.format(ids=placeholders(ids)), ids):
        known[path_id].add(key)
    added = [
        (one.stale.pk, key) for one in printed for key in sorted((one.keys or set()) - known[one.stale.pk])
    ]
    dropped = [(one.stale.pk, key) for one in printed for key in known[one.stale.pk] - (one.keys or set())]
    return added, dropped


def _write_keys(added: list[tuple[int, str]], dropped: list[tuple[int, str]]) -> None:
    execute_many(queue_sql.DROP_KEY, dropped)
    execute_many(queue_sql.ADD_KEY, added)


def _take_off(printed: Sequence[Printed], holder: str) -> list[Printed]:
    if not printed:
        return []
    ids = [one.stale.pk for one in printed]
    pairs = [value for one in printed for value in (one.stale.pk, one.stale.generation)]
    done_sql = queue_sql.DONE.format(ids=placeholders(ids), pairs=", ".join(["(%s, %s)"] * len(printed)))
    found = rows(done_sql, [holder, *ids, *pairs])
    done = {path_id for (path_id,) in found}
    return [one for one in printed if one.stale.pk in done]


def _note(done: Sequence[Printed]) -> None:
    now = connection.ops.adapt_datetimefield_value(clock.now())
    baked = [(one.digest, *_framing(one), now, one.stale.pk) for one in done if one.digest]
    execute_many(queue_sql.NOTE_BAKED, baked)
    if forgotten := [one.stale.pk for one in done if not one.digest]:
        PublicPath.objects.filter(pk__in=forgotten).delete()


def _framing(one: Printed) -> tuple[str, str]:
    return (one.framed.name, one.framed.cuts) if one.framed else ("", "")


def _free(path_ids: Sequence[int], holder: str) -> None:
    """Free the rows that were marked meanwhile, so that they are printed again.

    A row that is no longer ours was taken by an oven that thought this one dead. That oven may have printed something
    newer before this one wrote, so the page is marked again.
    """
    freed = rows(queue_sql.FREE.format(ids=placeholders(path_ids)), [holder, *path_ids])
    ours = {path_id for (path_id,) in freed}
    if lost := [path_id for path_id in path_ids if path_id not in ours]:
        now = connection.ops.adapt_datetimefield_value(clock.now())
        execute(queue_sql.MARK_AGAIN.format(ids=placeholders(lost)), [now, *lost])
