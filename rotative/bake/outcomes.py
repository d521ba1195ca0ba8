"""What a bake writes into the database: keys, digests, stale rows; a few statements for a whole batch.

Everything about one batch is one transaction that first locks the clock, as every mark does: whoever marks a key
before it is seen by the clock, whoever marks one after it finds the new keys. Written in SQL because building objects
for every key cost as much as rendering the page.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from rotative.bake import invalidation_clock
from rotative.bake.models import PublicPath, StalePath
from rotative.core import clock
from rotative.core.sql import marks

_KNOWN = "SELECT path_id, key FROM bake_pathkey WHERE path_id IN ({marks})"
_ADD = "INSERT INTO bake_pathkey (path_id, key) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_DROP = "DELETE FROM bake_pathkey WHERE path_id = %s AND key = %s"
_NOTE = "UPDATE bake_publicpath SET digest = %s, baked_at = %s WHERE id = %s"
# A mark set since the row was taken has moved the generation: that row stays.
_DONE = """
    DELETE FROM bake_stalepath WHERE holder = %s AND (path_id, generation) IN (VALUES {pairs}) RETURNING path_id
"""
_FREE = """
    UPDATE bake_stalepath SET lease_until = NULL, holder = '' WHERE holder = %s AND path_id IN ({marks})
    RETURNING path_id
"""
_MISSED = """
    INSERT INTO bake_stalepath (path_id, generation, priority, since, attempts, error, holder)
    SELECT id, 1, 0, %s, 0, '', '' FROM bake_publicpath WHERE id IN ({marks})
    ON CONFLICT (path_id) DO UPDATE SET generation = bake_stalepath.generation + 1
"""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What became of one page that was taken."""

    stale: StalePath
    # What it showed.
    keys: frozenset[str] = frozenset()
    # SHA-256 of its bytes; "" when the recipe has nothing for this path any more.
    digest: str = ""


@transaction.atomic
def settle(printed: Sequence[Printed], *, holder: str, since_ticks: int) -> set[int]:
    """Note what was printed and take it off the queue; returns the pages that stay on it.

    since_ticks: the clock before anything of this was read. Where it has moved, a page with keys that were not known
    yet may have shown something old that no mark could reach: it is printed once more.
    """
    added, dropped = _new_keys(printed)
    moved = invalidation_clock.locked() != since_ticks
    _write_keys(added, dropped)
    doubtful = {path_id for path_id, _key in added} if moved else set()
    sure = [one for one in printed if one.stale.pk not in doubtful]
    done = _take_off(sure, holder)
    _note(done)
    left = {one.stale.pk for one in printed} - {one.stale.pk for one in done}
    if left:
        _free(sorted(left), holder)
    return left


def _new_keys(printed: Sequence[Printed]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    known: dict[int, set[str]] = defaultdict(set)
    ids = [one.stale.pk for one in printed]
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN.format(marks=marks(ids)), ids)
        for path_id, key in cursor.fetchall():
            known[path_id].add(key)
    added = [(one.stale.pk, key) for one in printed for key in sorted(one.keys - known[one.stale.pk])]
    dropped = [(one.stale.pk, key) for one in printed for key in known[one.stale.pk] - one.keys]
    return added, dropped


def _write_keys(added: list[tuple[int, str]], dropped: list[tuple[int, str]]) -> None:
    with connection.cursor() as cursor:
        if dropped:
            cursor.executemany(_DROP, dropped)
        if added:
            cursor.executemany(_ADD, added)


def _take_off(printed: Sequence[Printed], holder: str) -> list[Printed]:
    if not printed:
        return []
    pairs = [value for one in printed for value in (one.stale.pk, one.stale.generation)]
    with connection.cursor() as cursor:
        cursor.execute(_DONE.format(pairs=", ".join(["(%s, %s)"] * len(printed))), [holder, *pairs])
        done = {row[0] for row in cursor.fetchall()}
    return [one for one in printed if one.stale.pk in done]


def _note(done: Sequence[Printed]) -> None:
    now = connection.ops.adapt_datetimefield_value(clock.now())
    baked = [(one.digest, now, one.stale.pk) for one in done if one.digest]
    if baked:
        with connection.cursor() as cursor:
            cursor.executemany(_NOTE, baked)
    if forgotten := [one.stale.pk for one in done if not one.digest]:
        PublicPath.objects.filter(pk__in=forgotten).delete()


def _free(path_ids: Sequence[int], holder: str) -> None:
    """Whoever marked these meanwhile gets them printed again.

    A row that is not ours any more was taken by an oven that thought this one dead; it may have printed something
    newer before this one wrote: so the page is marked.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FREE.format(marks=marks(path_ids)), [holder, *path_ids])
        ours = {row[0] for row in cursor.fetchall()}
        if missed := [path_id for path_id in path_ids if path_id not in ours]:
            now = connection.ops.adapt_datetimefield_value(clock.now())
            cursor.execute(_MISSED.format(marks=marks(missed)), [now, *missed])
