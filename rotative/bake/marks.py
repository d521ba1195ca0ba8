"""Which keys were marked when: by this a process knows what it may keep from one batch to the next.

Marks are written in the transaction that moves the clock, so whoever reads the clock first and the marks afterwards
misses none up to that clock; what is marked later is dropped the next time.
"""

from collections.abc import Sequence

from django.db import connection

from rotative.bake import keys
from rotative.bake.keys import Kept

# Ticks for which marks are kept. Who followed them last before that keeps nothing.
KEPT_TICKS = 1000
# Now and then.
_SWEEP_TICKS = 64
# More keys than this are one mark: everything.
_MANY = 500

_NOTE = "INSERT INTO bake_mark (tick, key) VALUES {rows}"
_SINCE = "SELECT DISTINCT key FROM bake_mark WHERE tick > %s"
_SWEEP = "DELETE FROM bake_mark WHERE tick <= %s"


def note(tick: int, marked: Sequence[str]) -> None:
    """Write down what was marked at this tick of the clock, in the transaction that moved it."""
    noted = marked if len(marked) <= _MANY else [keys.EVERYTHING]
    with connection.cursor() as cursor:
        if noted:
            values = [value for key in noted for value in (tick, key)]
            cursor.execute(_NOTE.format(rows=", ".join(["(%s, %s)"] * len(noted))), values)
        if tick % _SWEEP_TICKS == 0:
            cursor.execute(_SWEEP, [tick - KEPT_TICKS])


def follow(kept: Kept, now: int) -> None:
    """Drop what was marked since the last time. now: the clock, read before this is called."""
    last, kept.followed = kept.followed, now
    if last == now:
        return
    if last is None or not last < now <= last + KEPT_TICKS - _SWEEP_TICKS:
        # Nothing is known of the time between, or the database is another than before.
        kept.clear()
        return
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [last])
        kept.forget(row[0] for row in cursor.fetchall())
