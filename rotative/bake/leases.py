"""Who prints what: an oven takes stale rows for a while, and what a dead one held is taken back."""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from rotative.bake import invalidation_clock
from rotative.bake.models import PublicPath, StalePath
from rotative.core import clock
from rotative.core.sql import marks, rows

# For an oven of another machine; one of this machine is known to be dead at once.
LEASE = timedelta(minutes=2)

# In SQL, because each publication asks for it: building these queries took as long as printing a page.
_DUE = "(s.lease_until IS NULL OR s.lease_until < %s) AND (s.not_before IS NULL OR s.not_before <= %s)"
_TAKEN = """
    SELECT s.path_id, s.generation, s.attempts, p.path, p.recipe, p.arg, p.state, p.target
    FROM bake_stalepath s JOIN bake_publicpath p ON p.id = s.path_id WHERE {which} {lock}
"""
_HOLDERS = "SELECT DISTINCT holder FROM bake_stalepath WHERE lease_until IS NOT NULL"
_LEASED = "UPDATE bake_stalepath SET lease_until = %s, holder = %s WHERE path_id IN ({ids})"

# The ovens of this process that are at work.
_busy: set[str] = set()


@contextmanager
def holder() -> Iterator[str]:
    """A name for one oven, by which others of this machine see whether its process still lives.

    Afterwards nobody holds what it took, even where the database could not be told so.
    """
    name = f"{_machine()} {os.getpid()} {_own_start(os.getpid())} {secrets.token_hex(4)}"
    _busy.add(name)
    try:
        yield name
    finally:
        _busy.discard(name)


def due() -> int:
    """How many rows may be taken now."""
    now = _value(clock.now())
    return int(rows(f"SELECT COUNT(*) FROM bake_stalepath s WHERE {_DUE}", [now, now])[0][0])  # noqa: S608 our own words


def others() -> bool:
    """Whether somebody prints at this moment, or died doing so elsewhere: a row is taken, or due again."""
    return StalePath.objects.filter(lease_until__isnull=False).exists() or due() > 0


def claim(name: str, *, limit: int) -> list[StalePath]:
    """Take the most urgent rows that are due; ovens beside this one get others."""
    now = _value(clock.now())
    if not rows(f"SELECT 1 FROM bake_stalepath s WHERE {_DUE} LIMIT 1", [now, now]):  # noqa: S608 our own words
        # Looking costs no lock.
        return []
    with transaction.atomic():
        urgent = f"{_DUE} ORDER BY s.priority, s.since, s.path_id DESC LIMIT %s"
        return _take(name, urgent, [now, now, limit], skip=True)


def seize(name: str, path_ids: Sequence[int]) -> list[StalePath]:
    """Take these rows from whoever has them. Call it inside the transaction that marked them."""
    if not path_ids:
        return []
    return _take(name, f"s.path_id IN ({marks(path_ids)}) ORDER BY s.priority", path_ids, skip=False)


@transaction.atomic
def give_back(name: str, rows: Sequence[StalePath]) -> None:
    """Let others take these at once."""
    invalidation_clock.locked()
    StalePath.objects.filter(holder=name, pk__in=[row.pk for row in rows]).update(lease_until=None, holder="")


def take_back() -> int:
    """Free what ovens held that ended without giving it back: those of dead processes of this machine, and of this process.

    Returns the number of pages.
    """
    gone = [name for (name,) in rows(_HOLDERS, []) if _is_dead(name)]
    if not gone:
        return 0
    with transaction.atomic():
        invalidation_clock.locked()
        return StalePath.objects.filter(holder__in=gone).update(lease_until=None, holder="")


def _take(name: str, which: str, values: Sequence[Any], *, skip: bool) -> list[StalePath]:
    """which: a condition on rows `s`, and their order. skip: leave out what others are taking at this moment."""
    locks = connection.features.has_select_for_update_skip_locked
    lock = f"FOR UPDATE OF s {'SKIP LOCKED' if skip else ''}" if locks else ""
    taken = [
        StalePath(
            path=PublicPath(id=path_id, path=path, recipe=recipe, arg=arg, state=state, target=target),
            generation=generation,
            attempts=attempts,
            holder=name,
        )
        for path_id, generation, attempts, path, recipe, arg, state, target in rows(
            _TAKEN.format(which=which, lock=lock), values
        )
    ]
    if taken:
        ids = [row.pk for row in taken]
        with connection.cursor() as cursor:
            cursor.execute(_LEASED.format(ids=marks(ids)), [_value(clock.now() + LEASE), name, *ids])
    return taken


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
    """This start of this machine and its space of process numbers; "" where neither can be known."""
    try:
        started = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{started}/{os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return ""


@cache
def _own_start(pid: int) -> str:
    """When this process started; a child of it that goes on with its memory has another number."""
    return _started(pid)


def _started(pid: int) -> str:
    """When a living process started, in clock ticks since the machine did; "" for one that has ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    # The name in brackets may hold anything; the state and, nineteen fields on, the start follow it.
    fields = told.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]
