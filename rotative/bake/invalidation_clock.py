"""The bake clock: one row that moves with every mark, and that whoever changes the queue locks first.

Because all take it in the same order, two of them wait for one another instead of stopping each other.
"""

from django.db import connection, transaction

from rotative.bake import wakeup
from rotative.bake.models import BakeClock
from rotative.core.sql import rows

_READ = "SELECT ticks FROM bake_bakeclock WHERE id = 1"
_MOVE = "UPDATE bake_bakeclock SET ticks = ticks + 1 WHERE id = 1 RETURNING ticks"
_LOCK = "UPDATE bake_bakeclock SET ticks = ticks WHERE id = 1 RETURNING ticks"


def read() -> int:
    """The clock as it stands."""
    found = rows(_READ, [])
    return int(found[0][0]) if found else 0


def move() -> int:
    """The clock goes on, and is returned; the bell rings once the change is committed."""
    transaction.on_commit(wakeup.ring, robust=True)
    return _changed(_MOVE)


def locked() -> int:
    """The clock after every change that is marking at this moment; no other begins before this transaction ends."""
    return _changed(_LOCK)


def _changed(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        if (row := cursor.fetchone()) is None:
            # A new installation: the clock begins.
            BakeClock.objects.get_or_create(pk=1)
            cursor.execute(statement)
            row = cursor.fetchone()
    return int(row[0])
