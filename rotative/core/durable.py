"""Commits that a power failure does not take back.

SQLite writes a commit to its log and leaves it to the system to bring the log to the disk: after a power failure the last
ones are missing. That is well for a page, which is printed again, and not for what a reader was promised.
Source: docs/decisions/0029-what-survives-a-power-failure.md
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from rotative.core import sql


@contextmanager
def durable() -> Iterator[None]:
    """Wait for the disk at each commit inside, some milliseconds. Use it around transactions: inside one it does nothing.

    PostgreSQL always waits.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    sql.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        sql.execute("PRAGMA synchronous=NORMAL")
