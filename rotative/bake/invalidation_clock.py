"""The bake clock and its log: one row that moves with every mark, and the keys that were marked at each tick.

Every change of the queue locks the clock first. Because all take it in the same order, two transactions wait for one
another and never block each other.

The log is written in the transaction that moves the clock. A process that reads the clock first and the log afterwards
therefore misses no mark up to that clock; later marks are found the next time.
"""

from collections.abc import Sequence

from django.db import transaction

from rotative.bake import keys, queue_sql, wakeup
from rotative.bake.batch.cache import Cache
from rotative.bake.models import BakeClock
from rotative.core.sql import execute, rows

# Ticks for which the log is kept. A cache that followed it before that drops everything.
KEPT_TICKS = 1000
# Ticks between two sweeps of the log.
_SWEEP_TICKS = 64
# More keys than this are logged as one mark of everything.
_MANY = 500


def read() -> int:
    """Return the clock."""
    found = rows(queue_sql.READ_CLOCK, [])
    return int(found[0][0]) if found else 0


def move() -> int:
    """Move the clock on and return it; wake the worker once the change is committed."""
    transaction.on_commit(wakeup.ring, robust=True)
    return _changed(queue_sql.MOVE_CLOCK)


def lock() -> int:
    """Wait for the changes that are marking now, keep later ones waiting until this transaction ends; return the clock."""
    return _changed(queue_sql.LOCK_CLOCK)


def log_marks(tick: int, marked: Sequence[str]) -> None:
    """Log the keys that were marked at a tick, in the transaction that moved the clock."""
    logged = marked if len(marked) <= _MANY else [keys.EVERYTHING]
    if logged:
        values = [value for key in logged for value in (tick, key)]
        execute(queue_sql.ADD_TO_LOG.format(rows=", ".join(["(%s, %s)"] * len(logged))), values)
    if tick % _SWEEP_TICKS == 0:
        execute(queue_sql.SWEEP_LOG, [tick - KEPT_TICKS])


def follow(cache: Cache, now: int) -> None:
    """Drop from a cache what was marked since the last call. now: the clock, read before this call."""
    last, cache.followed = cache.followed, now
    if last == now:
        return
    if last is None or not last < now <= last + KEPT_TICKS - _SWEEP_TICKS:
        # Nothing is known of the time between, or the database is another than before.
        cache.clear()
        return
    cache.forget(key for (key,) in rows(queue_sql.LOG_SINCE, [last]))


def _changed(statement: str) -> int:
    if not (found := rows(statement, [])):
        # A new installation: the clock begins.
        BakeClock.objects.get_or_create(pk=1)
        found = rows(statement, [])
    return int(found[0][0])
