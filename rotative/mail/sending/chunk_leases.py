"""Chunks leased to this process: taken, kept, let go, and lost to another process where the fence has moved on."""

import os
import socket
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Min, Q

from rotative.core import clock
from rotative.mail.message.message import Answer, Writer
from rotative.mail.models import Chunk, Mailing
from rotative.mail.models.mailing import ready_to_leave

# A process that holds a chunk for longer without renewing its lease is taken for dead.
LEASE = timedelta(minutes=15)
# A lease is renewed when it is this old.
_RENEWED_AFTER = timedelta(minutes=1)


class FenceLost(Exception):
    """Another process holds the chunk now; it learns from the journal what was done."""


@dataclass(slots=True)
class Held:
    """A chunk this process holds."""

    chunk_id: int
    fence: int
    domain_class: str
    writer: Writer
    leased_until: datetime
    # No further row of it is marked: none is due at the moment, or the mailing does not go on.
    dry: bool = False
    # When a dry one is due again, where a limit says so.
    next_at: datetime | None = None
    # The transaction under way lets go of it.
    released: bool = False
    # Deliveries that are marked and have no answer yet.
    under_way: set[int] = field(default_factory=set)
    # Answers that are not in the database yet, and how many of them the transaction under way writes.
    answers: list[Answer] = field(default_factory=list)
    settled: int = 0
    # Monotonic time of its next commit at the latest.
    commit_at: float = 0.0

    @property
    def drained(self) -> bool:
        """True when it is dry, and every letter of it has its answer."""
        return self.dry and not self.under_way


def holder() -> str:
    """Return the name of this process, as chunks have it: "host:process"."""
    return f"{socket.gethostname()}:{os.getpid()}"


def lease(mailing: Mailing) -> Chunk | None:
    """Lease the next chunk that is due, with its variant; None when there is none, or the mailing is not started yet."""
    now = clock.now()
    due = Q(not_before__isnull=True) | Q(not_before__lte=now)
    chunk = (
        Chunk.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(due, ready_to_leave(now, of="mailing__"), mailing=mailing)
        .filter(mailing__paused_at=None, state=Chunk.State.WAITING)
        .exclude(mailing__state=Mailing.State.FROZEN)
        .order_by("pk")
        .first()
    )
    if chunk is not None:
        chunk.state, chunk.fence, chunk.holder = Chunk.State.LEASED, chunk.fence + 1, holder()
        chunk.leased_until = now + LEASE
        chunk.save(update_fields=["state", "fence", "holder", "leased_until"])
    return chunk


def fenced(held: Held) -> Mailing:
    """Return the mailing as it is now, while the chunk is ours, and keep it so in this transaction. Raises FenceLost."""
    chunk = (
        Chunk.objects.select_for_update(of=("self",))
        .select_related("mailing")
        .only("fence", "mailing__state", "mailing__not_after", "mailing__paused_at")
        .filter(pk=held.chunk_id, fence=held.fence, state=Chunk.State.LEASED)
        .first()
    )
    if chunk is None:
        raise FenceLost()
    return chunk.mailing


def renew(held: Held, now: datetime) -> None:
    """Renew the lease of a chunk when it is old enough."""
    if held.leased_until < now + LEASE - _RENEWED_AFTER:
        held.leased_until = now + LEASE
        Chunk.objects.filter(pk=held.chunk_id).update(leased_until=held.leased_until)


def next_due(chunk: Chunk) -> datetime | None:
    """Return when a chunk without queued rows has something to send again; None means now, or never."""
    if chunk.deliveries.queued().exists():
        return None
    next_at: datetime | None = chunk.deliveries.deferred().aggregate(next_at=Min("not_before"))["next_at"]
    return next_at


def release(chunk: Chunk, *, not_before: datetime | None) -> None:
    """Let go of a chunk: it is done when no delivery in it is open."""
    state = Chunk.State.WAITING if chunk.deliveries.open().exists() else Chunk.State.DONE
    Chunk.objects.filter(pk=chunk.pk).update(state=state, not_before=not_before, holder="", leased_until=None)


def is_dead(chunk: Chunk) -> bool:
    """Tell whether the holder's lease ran out, or its process on this machine has ended."""
    if chunk.leased_until is None or chunk.leased_until <= clock.now():
        return True
    host, _, process = chunk.holder.rpartition(":")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
