"""Who prints what: an oven takes stale rows for a while, and what a dead one held is taken back."""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from rotative.bake import ticks
from rotative.bake.models import StalePath
from rotative.core import clock

# For an oven of another machine; one of this machine is known to be dead at once.
LEASE = timedelta(minutes=2)

# The ovens of this process that are at work.
_busy: set[str] = set()


@contextmanager
def holder() -> Iterator[str]:
    """A name for one oven, by which others of this machine see whether its process still lives.

    Afterwards nobody holds what it took, even where the database could not be told so.
    """
    name = f"{_machine()} {os.getpid()} {_started(os.getpid())} {secrets.token_hex(4)}"
    _busy.add(name)
    try:
        yield name
    finally:
        _busy.discard(name)


def due() -> QuerySet[StalePath]:
    """The rows that may be taken now."""
    now = clock.now()
    return StalePath.objects.filter(
        Q(lease_until=None) | Q(lease_until__lt=now), Q(not_before=None) | Q(not_before__lte=now)
    )


def others() -> bool:
    """Whether somebody prints at this moment, or died doing so elsewhere: a row is taken, or due again."""
    return StalePath.objects.filter(lease_until__isnull=False).exists() or due().exists()


def claim(name: str, *, limit: int) -> list[StalePath]:
    """Take the most urgent rows that are due; ovens beside this one get others."""
    if not due().exists():
        # Looking costs no lock.
        return []
    with transaction.atomic():
        rows = due().order_by("priority", "since", "-path_id")
        return _take(rows[:limit], name)


def seize(name: str, path_ids: Sequence[int]) -> list[StalePath]:
    """Take these rows from whoever has them. Call it inside the transaction that marked them."""
    return _take(StalePath.objects.filter(pk__in=path_ids).order_by("priority"), name, skip=False)


@transaction.atomic
def give_back(name: str, rows: Sequence[StalePath]) -> None:
    """Let others take these at once."""
    ticks.locked()
    StalePath.objects.filter(holder=name, pk__in=[row.pk for row in rows]).update(lease_until=None, holder="")


def take_back() -> int:
    """Free what ovens held that ended without giving it back: those of dead processes of this machine, and of this process.

    Returns the number of pages.
    """
    held = StalePath.objects.filter(lease_until__isnull=False).values_list("holder", flat=True).distinct()
    gone = [name for name in held.order_by() if _is_dead(name)]
    if not gone:
        return 0
    with transaction.atomic():
        ticks.locked()
        return StalePath.objects.filter(holder__in=gone).update(lease_until=None, holder="")


def _take(rows: QuerySet[StalePath], name: str, *, skip: bool = True) -> list[StalePath]:
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=skip, of=("self",))
    taken = list(rows.select_related("path"))
    StalePath.objects.filter(pk__in=[row.pk for row in taken]).update(
        lease_until=clock.now() + LEASE, holder=name
    )
    return taken


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


def _started(pid: int) -> str:
    """When a living process started, in clock ticks since the machine did; "" for one that has ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    # The name in brackets may hold anything; the state and, nineteen fields on, the start follow it.
    fields = told.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]
