"""The engine that hands an edition over: in slices, with every letter accounted for.

One slice: lease a chunk, take rate tokens, mark the rows `sending`, commit; hand the letters over, each noted in the
journal; commit what became of them where the fence still holds. A crash leaves rows in `sending`, which the journal
settles (`recovery`). A second run finds nothing queued and sends nothing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Q

from rotative.core import clock
from rotative.editions import reads
from rotative.editions.models import Chunk, Delivery, Edition
from rotative.mail.message.message import Answer, Reader, Writer
from rotative.mail.message.mime import Face
from rotative.mail.sending import deliveries, rate_limits
from rotative.mail.sending.deliveries import Row
from rotative.mail.sending.journal import Journal
from rotative.mail.sending.recovery import finish, holder, next_due, recover, release
from rotative.mail.sending.transport import Transport, chosen
from rotative.masthead import reads as masthead

log = logging.getLogger("rotative.editions")

# Rows per transaction, and the longest a known outcome waits for its commit.
SLICE = 50
COMMIT_S = 0.2
# Who holds a chunk longer without a word is taken for dead.
LEASE = timedelta(minutes=15)
# How often who holds it says so.
_NEWS = timedelta(minutes=1)
# After a failure, the last answers may take so long.
_PATIENCE_S = 5.0


def _never() -> bool:
    return False


def pump(edition: Edition, *, stop: Callable[[], bool] = _never) -> reads.Status:
    """Hand over every letter of an edition that is due, the way the settings name.

    Several processes may do so at once. stop: asked between two slices. Raises EditionError when nothing can be handed over; then everything that was not
    is queued again.
    """
    return Pump(edition, chosen()).run(stop=stop)


class _FenceLost(Exception):
    """Somebody else holds the chunk now; the journal will tell them what was done."""


@dataclass(slots=True)
class _Held:
    """A chunk this process holds."""

    chunk_id: int
    fence: int
    domain_class: str
    writer: Writer
    leased_until: datetime
    # Nothing more of it is due at the moment.
    dry: bool = False


class Pump:
    """Sends one edition. Several processes may run one each: chunks are leased, never shared."""

    def __init__(self, edition: Edition, transport: Transport) -> None:
        self._edition = edition
        self._transport = transport
        self._writers: dict[int, Writer] = {}
        self._stop: Callable[[], bool] = _never

    def run(self, *, stop: Callable[[], bool] = _never) -> reads.Status:
        """Hand over every letter that is due; returns where the edition's deliveries stand.

        stop: asked between two slices; then the letters under way get their answer and the rest is queued again. Raises EditionError when nothing can be handed over; then everything that was not is queued again.
        """
        self._stop = stop
        try:
            recover(self._edition)
            with Journal(self._edition.pk) as book:
                while not stop() and (held := self._lease()):
                    self._empty(held, book)
        finally:
            self._transport.close()
        return finish(self._edition)

    def _empty(self, held: _Held, book: Journal) -> None:
        """Send a chunk slice by slice until nothing in it is due."""
        way = self._transport
        answers: list[Answer] = []
        try:
            while self._turn(held, answers):
                # Committed: they are in the database now.
                answers = []
                way.work(book, monotonic() + COMMIT_S, to_the_end=held.dry)
                answers = way.answered()
        except _FenceLost:
            self._give_up(book)
            log.warning(
                "Chunk lost to another worker", extra={"event": "fence_lost", "chunk_id": held.chunk_id}
            )
        except BaseException:
            never_begun = self._give_up(book)
            self._give_back(held, never_begun, answers + way.answered())
            raise

    @transaction.atomic
    def _lease(self) -> _Held | None:
        """The next chunk that is due, held by this process."""
        now = clock.now()
        due = Q(not_before__isnull=True) | Q(not_before__lte=now)
        chunk = (
            Chunk.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(due, edition=self._edition, edition__paused_at=None, state=Chunk.State.WAITING)
            .order_by("pk")
            .first()
        )
        if chunk is None:
            return None
        chunk.state, chunk.fence, chunk.holder = Chunk.State.LEASED, chunk.fence + 1, holder()
        chunk.leased_until = now + LEASE
        chunk.save(update_fields=["state", "fence", "holder", "leased_until"])
        return _Held(chunk.pk, chunk.fence, chunk.domain_class, self._writer(chunk), chunk.leased_until)

    @transaction.atomic
    def _turn(self, held: _Held, answers: list[Answer]) -> bool:
        """Commit what became known and mark the next rows; False when the chunk was let go of."""
        edition = self._fenced(held)
        deliveries.settle(answers, held.domain_class)
        now = clock.now()
        if edition.state != Edition.State.SENDING:
            return self._drop(held, "stopped", now)
        if edition.not_after is not None and now >= edition.not_after:
            return self._drop(held, "too late", now)
        if edition.paused_at is not None or self._stop():
            deliveries.requeue([letter.delivery_id for letter in self._transport.take_back()], now)
            return self._let_go(held, not_before=None)
        wanted = SLICE - self._transport.waiting
        grant = rate_limits.available(held.domain_class, wanted, now)
        rows = deliveries.due(held.chunk_id, grant.letters, now, edition_on=self._edition.edition_on)
        rate_limits.spend(grant, len(rows))
        self._mark(held, rows, now)
        held.dry = len(rows) < wanted
        if not rows and not self._transport.waiting:
            return self._let_go(held, not_before=grant.next_at)
        self._stay(held, now)
        return True

    def _fenced(self, held: _Held) -> Edition:
        """The edition as it stands, while the chunk is ours. Raises _FenceLost."""
        chunk = (
            Chunk.objects.select_for_update(of=("self",))
            .select_related("edition")
            .only("fence", "edition__state", "edition__not_after", "edition__paused_at")
            .filter(pk=held.chunk_id, fence=held.fence, state=Chunk.State.LEASED)
            .first()
        )
        if chunk is None:
            raise _FenceLost()
        return chunk.edition

    def _mark(self, held: _Held, rows: list[Row], now: datetime) -> None:
        """Put rows into `sending`, those apart whose person has left or paused since the audience was frozen."""
        staying = [row for row in rows if not row.unwanted]
        for reason in sorted({row.unwanted for row in rows} - {""}):
            deliveries.skip([row.delivery_id for row in rows if row.unwanted == reason], reason, now)
        deliveries.mark([row.delivery_id for row in staying], now)
        write = held.writer.address
        self._transport.put(
            write(row.delivery_id, row.attempts + 1, Reader(row.subscriber_id, row.email, row.secret))
            for row in staying
        )

    def _drop(self, held: _Held, reason: str, now: datetime) -> bool:
        """Skip what is left of a chunk."""
        back = [letter.delivery_id for letter in self._transport.take_back()]
        rest = Q(state__in=[Delivery.State.QUEUED, Delivery.State.DEFERRED]) | Q(pk__in=back)
        Delivery.objects.filter(rest, chunk=held.chunk_id).update(
            state=Delivery.State.SKIPPED, code=reason, changed_at=now
        )
        return self._let_go(held, not_before=None)

    def _let_go(self, held: _Held, *, not_before: datetime | None) -> bool:
        """Release the chunk once every answer is in; whether it is still held."""
        held.dry = True
        if self._transport.busy:
            return True
        chunk = Chunk.objects.get(pk=held.chunk_id)
        release(chunk, not_before=not_before or next_due(chunk))
        return False

    def _stay(self, held: _Held, now: datetime) -> None:
        """Tell others from time to time that the chunk is in good hands."""
        if held.leased_until < now + LEASE - _NEWS:
            held.leased_until = now + LEASE
            Chunk.objects.filter(pk=held.chunk_id).update(leased_until=held.leased_until)

    def _give_up(self, book: Journal) -> list[int]:
        """After a failure: the deliveries that were never begun."""
        never_begun = [letter.delivery_id for letter in self._transport.give_up(book, _PATIENCE_S)]
        book.flush()
        return never_begun

    @transaction.atomic
    def _give_back(self, held: _Held, never_begun: list[int], answers: list[Answer]) -> None:
        """After a failure: commit what is known, queue what did not go out, let others have the chunk."""
        try:
            self._fenced(held)
        except _FenceLost:
            return
        deliveries.settle(answers, held.domain_class)
        deliveries.requeue(never_begun, clock.now())
        chunk = Chunk.objects.get(pk=held.chunk_id)
        release(chunk, not_before=next_due(chunk))

    def _writer(self, chunk: Chunk) -> Writer:
        """Who makes the letters of the chunk's variant; encoded once."""
        if chunk.variant_id not in self._writers:
            edition, variant = self._edition, chunk.variant
            face = Face(
                edition_id=edition.pk,
                language=edition.language,
                outlet_name=masthead.outlet(edition.language).name,
                subject_line=variant.subject_line,
                sent_at=edition.audience_frozen_at or clock.now(),
            )
            self._writers[variant.pk] = self._transport.writer(face, html=variant.html, text=variant.text)
        return self._writers[chunk.variant_id]
