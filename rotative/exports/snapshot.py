"""One state of the database for a whole export, without keeping anybody from writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from rotative.core import sql


@contextmanager
def snapshot() -> Iterator[None]:
    """Read the database inside as it was at the first query, however long it takes. Inside a transaction it does nothing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # A transaction that only reads: with the write-ahead log nobody waits for it.
        sql.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            sql.execute("ROLLBACK")
    else:
        with transaction.atomic():
            sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
