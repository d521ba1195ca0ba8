"""The engine that hands an edition to the relay: in slices, with every letter accounted for.

One slice: lease a chunk, take rate tokens, mark the rows `sending`, commit; hand the letters over, each noted in the
journal; commit what became of them where the fence still holds. A crash leaves rows in `sending`, which the journal
settles (`recover`). A second run finds nothing queued and sends nothing.
"""

import asyncio
import logging
import os
import socket
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import F, Min, Q

from rotative.core import clock, conf
from rotative.editions import journal, rates, reads
from rotative.editions.envelope import Addressed, Envelope, Face
from rotative.editions.errors import EditionError, RelayUnreachable
from rotative.editions.journal import Journal
from rotative.editions.models import Chunk, Delivery, Edition, Event
from rotative.editions.outcomes import Outcome, outcome
from rotative.editions.relay import Answer, ConnectionLost, Relay, Target
from rotative.masthead import reads as masthead
from rotative.subscribers.models import Subscriber

log = logging.getLogger("rotative.editions")

# Rows per transaction, and the longest a known outcome waits for its commit.
SLICE = 50
COMMIT_S = 0.2
# Who holds a chunk longer without a word is taken for dead.
LEASE = timedelta(minutes=15)
# Sessions lost in a row, without a letter between, before the relay is given up for now.
_LOSSES = 3


class _FenceLost(Exception):
    """Somebody else holds the chunk now; the journal will tell them what was done."""


@dataclass(slots=True)
class _Held:
    """A chunk this process holds."""

    chunk_id: int
    fence: int
    domain_class: str
    envelope: Envelope
    # Letters marked `sending` that did not go out in the last slice.
    left: deque[Addressed] = field(default_factory=deque)
    answers: list[Answer] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    """A delivery that is due. Nothing is known of a person who asked to be forgotten."""

    delivery_id: int
    attempts: int
    subscriber_id: int
    email: str
    secret: str
    person_state: str | None


_ROW = ("pk", "attempts", "subscriber_id", "subscriber__email", "subscriber__secret", "subscriber__state")


class Pump:
    """Sends one edition. Several processes may run one each: chunks are leased, never shared."""

    def __init__(self, edition: Edition, target: Target, *, connections: int | None = None) -> None:
        self._edition = edition
        self._target = target
        self._connections = connections or conf.get("smtp_connections")
        self._holder = f"{socket.gethostname()}:{os.getpid()}"
        self._envelopes: dict[int, Envelope] = {}
        self._relays: list[Relay] = []
        # Sessions lost in a row without a letter taken between.
        self._losses = 0

    def run(self) -> reads.Status:
        """Hand over every letter that is due; returns where the edition's deliveries stand.

        Raises RelayUnreachable, RelayRefused; then everything not handed over is queued again.
        """
        recover(self._edition)
        with Journal(self._edition.pk) as book, asyncio.Runner() as runner:
            try:
                while held := self._lease():
                    self._empty(held, book, runner)
            finally:
                runner.run(self._hang_up())
        return finish(self._edition)

    def _empty(self, held: _Held, book: Journal, runner: asyncio.Runner) -> None:
        """Send a chunk slice by slice until nothing in it is due."""
        try:
            while self._turn(held):
                # Committed: they are in the database now.
                held.answers = []
                runner.run(self._send(held, book))
        except _FenceLost:
            log.warning(
                "Chunk lost to another worker", extra={"event": "fence_lost", "chunk_id": held.chunk_id}
            )
        except BaseException:
            self._give_back(held)
            raise

    @transaction.atomic
    def _lease(self) -> _Held | None:
        """The next chunk that is due, held by this process."""
        now = clock.now()
        due = Q(not_before__isnull=True) | Q(not_before__lte=now)
        chunk = (
            Chunk.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(due, edition=self._edition, state=Chunk.State.WAITING)
            .order_by("pk")
            .first()
        )
        if chunk is None:
            return None
        chunk.state, chunk.fence, chunk.holder = Chunk.State.LEASED, chunk.fence + 1, self._holder
        chunk.leased_until = now + LEASE
        chunk.save(update_fields=["state", "fence", "holder", "leased_until"])
        return _Held(chunk.pk, chunk.fence, chunk.domain_class, self._envelope(chunk))

    @transaction.atomic
    def _turn(self, held: _Held) -> bool:
        """Commit what became of the last slice and mark the next one; False when nothing more is due."""
        chunk = self._fenced(held)
        _settle(held.answers, held.domain_class)
        edition = chunk.edition
        now = clock.now()
        if edition.state != Edition.State.SENDING:
            self._drop(held, chunk, "stopped")
            return False
        if edition.not_after is not None and now >= edition.not_after:
            self._drop(held, chunk, "too late")
            return False
        wanted = SLICE - len(held.left)
        grant = rates.available(held.domain_class, wanted, now)
        if grant.letters == 0 and not held.left:
            _release(chunk, not_before=grant.next_at)
            return False
        rows = self._due(chunk, grant.letters, now)
        rates.spend(held.domain_class, len(rows))
        self._mark(held, rows, now)
        if not held.left:
            if rows:
                # All of them had left: look at the next ones.
                return True
            _release(chunk, not_before=_next_due(chunk))
            return False
        Chunk.objects.filter(pk=chunk.pk).update(leased_until=now + LEASE)
        return True

    def _fenced(self, held: _Held) -> Chunk:
        chunk = (
            Chunk.objects.select_for_update(of=("self",))
            .select_related("edition")
            .filter(pk=held.chunk_id, fence=held.fence, state=Chunk.State.LEASED)
            .first()
        )
        if chunk is None:
            raise _FenceLost()
        return chunk

    def _due(self, chunk: Chunk, limit: int, now: datetime) -> list[_Row]:
        """The next deliveries of a chunk, with whom they go to."""
        if limit < 1:
            return []
        due = Q(state=Delivery.State.QUEUED) | Q(state=Delivery.State.DEFERRED, not_before__lte=now)
        rows = Delivery.objects.filter(due, chunk=chunk).order_by("pk")
        # Plain rows: making two model instances for each letter would cost more than handing it over.
        return [_Row(*row) for row in rows.values_list(*_ROW)[:limit]]

    def _mark(self, held: _Held, rows: Iterable[_Row], now: datetime) -> None:
        """Put rows into `sending`, those apart whose person has left since the audience was frozen."""
        going: list[int] = []
        gone: list[int] = []
        for row in rows:
            if row.person_state != Subscriber.State.CONFIRMED:
                gone.append(row.delivery_id)
                continue
            going.append(row.delivery_id)
            held.left.append(
                held.envelope.address(
                    row.delivery_id,
                    row.attempts + 1,
                    email=row.email,
                    subscriber_id=row.subscriber_id,
                    secret=row.secret,
                )
            )
        if gone:
            Delivery.objects.filter(pk__in=gone).update(
                state=Delivery.State.SKIPPED, code="left", changed_at=now
            )
        if going:
            Delivery.objects.filter(pk__in=going).update(
                state=Delivery.State.SENDING, attempts=F("attempts") + 1, not_before=None, changed_at=now
            )

    def _drop(self, held: _Held, chunk: Chunk, reason: str) -> None:
        """Skip what is left of a chunk."""
        back = [letter.delivery_id for letter in held.left]
        held.left.clear()
        rest = Q(state__in=[Delivery.State.QUEUED, Delivery.State.DEFERRED]) | Q(pk__in=back)
        Delivery.objects.filter(rest, chunk=chunk).update(
            state=Delivery.State.SKIPPED, code=reason, changed_at=clock.now()
        )
        _release(chunk, not_before=None)

    @transaction.atomic
    def _give_back(self, held: _Held) -> None:
        """After a failure: commit what is known, queue what did not go out, let others have the chunk."""
        try:
            chunk = self._fenced(held)
        except _FenceLost:
            return
        _settle(held.answers, held.domain_class)
        back = [letter.delivery_id for letter in held.left]
        Delivery.objects.filter(pk__in=back, state=Delivery.State.SENDING).update(
            state=Delivery.State.QUEUED, attempts=F("attempts") - 1, changed_at=clock.now()
        )
        _release(chunk, not_before=_next_due(chunk))

    async def _send(self, held: _Held, book: Journal) -> None:
        """Hand over the slice, on as many sessions as are open, for at most COMMIT_S."""
        until = monotonic() + COMMIT_S
        while held.left and monotonic() < until:
            await self._dial(min(self._connections, len(held.left)))
            known = len(held.answers)
            lanes = [
                relay.deliver(held.left, held.answers, book, more=lambda: monotonic() < until)
                for relay in self._relays
            ]
            results = await asyncio.gather(*lanes, return_exceptions=True)
            self._drop_lost(results)
            if unexpected := [
                r for r in results if isinstance(r, BaseException) and not isinstance(r, ConnectionLost)
            ]:
                raise unexpected[0]
            self._count_losses(held.answers[known:], results)

    def _count_losses(self, fresh: list[Answer], results: list[BaseException | None]) -> None:
        """Give up on a relay that keeps going away without taking a letter. Raises RelayUnreachable."""
        if any(answer.code for answer in fresh):
            self._losses = 0
            return
        self._losses += any(result is not None for result in results)
        # A body swallowed without a word: better to stop at once than to put more letters in doubt.
        if fresh or self._losses >= _LOSSES:
            raise RelayUnreachable(host=self._target.host, port=self._target.port)

    async def _dial(self, wanted: int) -> None:
        """Have at least one session open, and as many as wanted where the relay lets us. Raises RelayUnreachable."""
        while len(self._relays) < wanted:
            try:
                self._relays.append(await Relay.connect(self._target))
            except EditionError:
                if self._relays:
                    return
                raise

    def _drop_lost(self, results: list[BaseException | None]) -> None:
        kept = []
        for relay, result in zip(self._relays, results, strict=True):
            if result is None:
                kept.append(relay)
            else:
                relay.abandon()
        self._relays = kept

    async def _hang_up(self) -> None:
        await asyncio.gather(*(relay.quit() for relay in self._relays))
        self._relays = []

    def _envelope(self, chunk: Chunk) -> Envelope:
        if chunk.variant_id not in self._envelopes:
            edition, variant = self._edition, chunk.variant
            face = Face(
                edition_id=edition.pk,
                language=edition.language,
                outlet_name=masthead.outlet(edition.language).name,
                subject_line=variant.subject_line,
                sent_at=edition.audience_frozen_at or clock.now(),
            )
            self._envelopes[chunk.variant_id] = Envelope(face=face, html=variant.html, text=variant.text)
        return self._envelopes[chunk.variant_id]


@transaction.atomic
def recover(edition: Edition) -> None:
    """Settle what dead processes left in `sending`: by the journal of this machine, else as doubt."""
    chunks = [chunk for chunk in _leased(edition) if _is_dead(chunk)]
    if not chunks:
        return
    traces = journal.read(edition.pk)
    here = socket.gethostname()
    for chunk in chunks:
        rows = list(chunk.deliveries.sending().values_list("pk", "attempts"))
        if chunk.holder.rpartition(":")[0] == here:
            unbegun = [pk for pk, attempt in rows if pk not in traces or traces[pk].attempt != attempt]
            answers = [
                Answer(pk, n, traces[pk].code) for pk, n in rows if pk in traces and traces[pk].attempt == n
            ]
        else:
            unbegun, answers = [], [Answer(pk, attempt, "") for pk, attempt in rows]
        Delivery.objects.filter(pk__in=unbegun).update(
            state=Delivery.State.QUEUED, attempts=F("attempts") - 1, changed_at=clock.now()
        )
        _settle(answers, chunk.domain_class)
        chunk.fence += 1
        chunk.save(update_fields=["fence"])
        _release(chunk, not_before=_next_due(chunk))
        log.warning(
            "Chunk recovered",
            extra={
                "event": "chunk_recovered",
                "chunk_id": chunk.pk,
                "queued": len(unbegun),
                "known": len(answers),
            },
        )


@transaction.atomic
def finish(edition: Edition) -> reads.Status:
    """Where the deliveries stand; the edition is sent when none of them is open."""
    status = reads.status(edition)
    if status.queued + status.sending + status.deferred == 0:
        Edition.objects.filter(pk=edition.pk, state=Edition.State.SENDING).update(
            state=Edition.State.SENT, sent_at=clock.now()
        )
    edition.refresh_from_db()
    return status


def _leased(edition: Edition) -> list[Chunk]:
    rows = Chunk.objects.select_for_update(skip_locked=True).filter(edition=edition, state=Chunk.State.LEASED)
    return list(rows)


def _is_dead(chunk: Chunk) -> bool:
    """Whether the holder's lease ran out, or its process on this machine is no more."""
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


def _settle(answers: Iterable[Answer], domain_class: str) -> None:
    """Write down what became of letters: one statement per kind of outcome."""
    now = clock.now()
    found: dict[Outcome, list[int]] = {}
    for answer in answers:
        found.setdefault(outcome(answer.code, answer.attempt), []).append(answer.delivery_id)
    for result, ids in found.items():
        Delivery.objects.filter(pk__in=ids, state=Delivery.State.SENDING).update(
            state=result.state,
            code=result.code,
            changed_at=now,
            not_before=now + result.wait if result.wait else None,
        )
        if result.policy:
            rates.pause(domain_class, now)
            log.warning(
                "Provider refuses by policy",
                extra={"event": "policy_refusal", "domain_class": domain_class, "code": result.code},
            )
        if result.state == Delivery.State.FAILED:
            _note_bounces(ids, result.code, now)


def _note_bounces(ids: list[int], code: str, now: datetime) -> None:
    rows = Delivery.objects.filter(pk__in=ids).values_list("pk", "edition_id", "subscriber_id")
    Event.objects.bulk_create(
        Event(
            kind=Event.Kind.BOUNCE,
            delivery_id=delivery_id,
            edition_id=edition_id,
            subscriber_id=subscriber_id,
            code=code,
            source="smtp",
            happened_at=now,
        )
        for delivery_id, edition_id, subscriber_id in rows
    )


def _next_due(chunk: Chunk) -> datetime | None:
    """When a chunk without queued rows has something to send again."""
    if chunk.deliveries.queued().exists():
        return None
    next_at: datetime | None = chunk.deliveries.deferred().aggregate(next_at=Min("not_before"))["next_at"]
    return next_at


def _release(chunk: Chunk, *, not_before: datetime | None) -> None:
    """Let go of a chunk: done when nothing in it is open."""
    state = Chunk.State.WAITING if chunk.deliveries.open().exists() else Chunk.State.DONE
    Chunk.objects.filter(pk=chunk.pk).update(state=state, not_before=not_before, holder="", leased_until=None)
