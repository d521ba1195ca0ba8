"""Leases: an oven takes stale rows for a limited time; rows of an oven that died are taken back."""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from rotative.bake import invalidation_clock, queue_sql
from rotative.bake.models import PublicPath, StalePath
from rotative.core import clock
from rotative.core.sql import execute, placeholders, rows

# For an oven on another machine; on this machine a dead oven is recognized at once.
LEASE = timedelta(minutes=2)

# The fields of a page in a row of TAKEN.
_OF_PAGE = ("path", "recipe", "arg", "state", "target", "digest", "frame", "cuts")
# Names of the ovens of this process that are at work.
_busy: set[str] = set()


@contextmanager
def holder() -> Iterator[str]:
    """Yield a name for one oven; from it, other processes of this machine see whether its process is alive.

    After the block its rows count as free, even if the database could not be changed.
    """
    name = f"{_machine()} {os.getpid()} {_own_start(os.getpid())} {secrets.token_hex(4)}"
    _busy.add(name)
    try:
        yield name
    finally:
        _busy.discard(name)


def due() -> int:
    """Count the rows that may be taken now."""
    now = _value(clock.now())
    return int(rows(queue_sql.COUNT_DUE, [now, now])[0][0])


def others() -> bool:
    """Return whether a row is leased or due: another oven prints it now, or died before it was done."""
    return StalePath.objects.filter(lease_until__isnull=False).exists() or due() > 0


def claim(name: str, *, limit: int) -> list[StalePath]:
    """Lease the most urgent rows that are due; other ovens at the same time get other rows."""
    now = _value(clock.now())
    # Asking first costs no lock.
    if not rows(queue_sql.ANY_DUE, [now, now]):
        return []
    with transaction.atomic():
        return _take(name, queue_sql.MOST_URGENT, [now, now, limit], skip=True)


def seize(name: str, path_ids: Sequence[int]) -> list[StalePath]:
    """Lease these rows, even from another oven. Call it inside the transaction that marked them."""
    if not path_ids:
        return []
    return _take(name, queue_sql.THESE.format(ids=placeholders(path_ids)), path_ids, skip=False)


@transaction.atomic
def give_back(name: str, rows: Sequence[StalePath]) -> None:
    """Free leased rows, so that another oven can take them at once."""
    invalidation_clock.lock()
    StalePath.objects.filter(holder=name, pk__in=[row.pk for row in rows]).update(lease_until=None, holder="")


def take_back() -> int:
    """Free the rows of ovens that ended without giving them back; return the number of pages.

    Such ovens ran in processes of this machine that are dead, or in this process.
    """
    gone = [name for (name,) in rows(queue_sql.HOLDERS, []) if _is_dead(name)]
    if not gone:
        return 0
    with transaction.atomic():
        invalidation_clock.lock()
        return StalePath.objects.filter(holder__in=gone).update(lease_until=None, holder="")


def _take(name: str, which: str, values: Sequence[Any], *, skip: bool) -> list[StalePath]:
    """Lease rows.

    which: a condition on rows `s`, and their order. skip: leave out the rows that another oven is taking now.
    """
    lock = ""
    if connection.features.has_select_for_update_skip_locked:
        lock = queue_sql.LOCKED_SKIPPING if skip else queue_sql.LOCKED
    taken = [_stale(name, *row) for row in rows(queue_sql.TAKEN.format(which=which, lock=lock), values)]
    if taken:
        ids = [row.pk for row in taken]
        leased = queue_sql.LEASE.format(ids=placeholders(ids))
        execute(leased, [_value(clock.now() + LEASE), name, *ids])
    return taken


def _stale(holder: str, path_id: int, generation: int, attempts: int, reframe: bool, *page: str) -> StalePath:
    found = PublicPath(id=path_id, **dict(zip(_OF_PAGE, page, strict=True)))
    return StalePath(
        path=found, generation=generation, attempts=attempts, reframe=bool(reframe), holder=holder
    )


def _value(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _is_dead(name: str) -> bool:
    machine, *rest = name.split(" ")
    if not machine or machine != _machine():
        return False
    pid, started, _token = rest
    if int(pid) == os.getpid():
        return name not in _busy
    return _started(int(pid)) != started


@cache
def _machine() -> str:
    """Return an id of this machine since its last start and of its process namespace; "" when neither can be known."""
    try:
        started = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{started}/{os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return ""


@cache
def _own_start(pid: int) -> str:
    """Return when this process started. pid: keeps the answer from being reused in a forked child."""
    return _started(pid)


def _started(pid: int) -> str:
    """Return when a living process started, in clock ticks since the machine started; "" for one that has ended."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    # The name in brackets may hold anything; the state follows it and, nineteen fields later, the start.
    fields = status.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]
