"""The bake clock: one row that moves with every mark, and that whoever changes the queue locks first.

Because all take it in the same order, two of them wait for one another instead of stopping each other.
"""

from django.db import connection, transaction
from django.db.models import F

from rotative.bake import bell
from rotative.bake.models import BakeClock

_LOCK = "UPDATE bake_bakeclock SET ticks = ticks WHERE id = 1 RETURNING ticks"


def read() -> int:
    """The clock as it stands."""
    return BakeClock.objects.filter(pk=1).values_list("ticks", flat=True).first() or 0


def move() -> None:
    """The clock goes on; the bell rings once the change is committed."""
    if not BakeClock.objects.filter(pk=1).update(ticks=F("ticks") + 1):
        BakeClock.objects.get_or_create(pk=1, defaults={"ticks": 1})
    transaction.on_commit(bell.ring, robust=True)


def locked() -> int:
    """The clock after every change that is marking at this moment; no other begins before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        row = cursor.fetchone()
    return row[0] if row else BakeClock.objects.get_or_create(pk=1)[0].ticks
