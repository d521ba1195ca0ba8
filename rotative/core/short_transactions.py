"""Long work while others write: in short transactions with pauses, because SQLite has one writer at a time.

Who waits for the writer looks again after 1, 2, 5, 10 ms and so on: without a pause the next transaction of the long work would
nearly always be faster.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# The least pause, in seconds.
PAUSE_S = 0.02


@contextmanager
def short_transaction() -> Iterator[None]:
    """Write what the block writes; afterwards let others write for as long as it took.

    Read and compute before it. Inside another transaction, and on PostgreSQL, where others do not wait, there is no pause.
    """
    began = time.monotonic()
    with transaction.atomic():
        yield
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(max(PAUSE_S, time.monotonic() - began))
