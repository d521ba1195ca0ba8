"""The engine that hands a mailing over: in slices, with every letter accounted for.

One slice: lease a chunk, take rate tokens, mark the rows `sending`, commit; hand the letters over, each noted in the
journal; commit their outcomes where the fence still holds. A crash leaves rows in `sending`, which the journal settles
(`recovery`). A second run finds nothing queued and sends nothing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Q

from rotative.core import clock
from rotative.mail import reads
from rotative.mail.message.message import Answer, Letter, Reader, Writer
from rotative.mail.message.mime import Heading
from rotative.mail.models import Chunk, Delivery, Mailing
from rotative.mail.sending import deliveries, deliveries_sql, sending_limits
from rotative.mail.sending.audience_sql import UNWRITTEN
from rotative.mail.sending.deliveries_sql import Row
from rotative.mail.sending.journal import Journal
from rotative.mail.sending.recovery import finish, holder, next_due, recover, release
from rotative.mail.sending.transport import Transport, configured
from rotative.masthead import reads as masthead

log = logging.getLogger("rotative.mail")

# Rows per transaction, and the longest a known outcome waits for its commit.
SLICE = 50
COMMIT_S = 0.2
# The code of a delivery to an address that no letter can be written to.
UNWRITABLE = "address"
# A process that holds a chunk for longer without renewing its lease is taken for dead.
LEASE = timedelta(minutes=15)
# A lease is renewed when it is this old.
_RENEWED_AFTER = timedelta(minutes=1)
# After a failure, the last answers may take so long.
_LAST_ANSWERS_S = 5.0


def _never() -> bool:
    return False


def pump(mailing: Mailing, *, stop: Callable[[], bool] = _never) -> reads.Status:
    """Hand over every letter of a mailing that is due, by the transport of the settings; count its deliveries.

    Several processes may do so at once. stop: asked between two slices. Raises MailError when nothing can be handed over;
    then every letter that was not handed over is queued again.
    """
    return Pump(mailing, configured()).run(stop=stop)


def _letter(writer: Writer, row: Row) -> Letter | None:
    """Write one reader's copy; return None if no letter can be addressed to them."""
    # A line end in it would begin a header of its own.
    if row.email.isascii() and row.email.isprintable() and "@" in row.email:
        return writer.address(
            row.delivery_id, row.attempts + 1, Reader(row.subscriber_id, row.email, row.secret)
        )
    # The address is in no log; the desk's account has it.
    log.warning(
        "Address that cannot be written to",
        extra={"event": "address_unwritable", "delivery_id": row.delivery_id},
    )
    return None


class _FenceLost(Exception):
    """Another process holds the chunk now; it learns from the journal what was done."""


@dataclass(slots=True)
class _Held:
    """A chunk this process holds."""

    chunk_id: int
    fence: int
    domain_class: str
    writer: Writer
    leased_until: datetime
    # No further row of it is due at the moment.
    dry: bool = False
    # Answers that are not in the database yet, and how many of them the transaction under way writes.
    answers: list[Answer] = field(default_factory=list)
    settled: int = 0
    # Monotonic time at which answers must be written at the latest.
    settle_at: float = 0.0


class Pump:
    """A run over one mailing. Several processes may have one each: chunks are leased, never shared."""

    def __init__(self, mailing: Mailing, transport: Transport) -> None:
        self._mailing = mailing
        self._transport = transport
        self._writers: dict[int, Writer] = {}
        self._stop: Callable[[], bool] = _never

    def run(self, *, stop: Callable[[], bool] = _never) -> reads.Status:
        """Hand over every letter that is due; count the mailing's deliveries.

        stop: asked between two slices; then the letters under way get their answer and the rest is queued again. Raises
        MailError when nothing can be handed over; then every letter that was not handed over is queued again.
        """
        self._stop = stop
        try:
            recover(self._mailing)
            with Journal(self._mailing.pk) as book:
                while not stop() and (held := self._lease()):
                    self._empty(held, book)
        finally:
            self._transport.close()
        return finish(self._mailing)

    def _empty(self, held: _Held, book: Journal) -> None:
        """Send a chunk slice by slice until nothing in it is due."""
        transport = self._transport
        try:
            while self._commit_slice(held, book):
                # Committed: they are in the database now.
                del held.answers[: held.settled]
                held.settled = 0
                transport.work(book, monotonic() + COMMIT_S, to_the_end=held.dry)
                held.answers += transport.answered()
        except _FenceLost:
            self._give_up(book)
            log.warning(
                "Chunk lost to another worker", extra={"event": "fence_lost", "chunk_id": held.chunk_id}
            )
        except BaseException:
            never_begun = self._give_up(book)
            self._give_back(held, never_begun, held.answers + transport.answered())
            raise

    @transaction.atomic
    def _lease(self) -> _Held | None:
        """Lease the next chunk that is due; None when there is none, or the mailing is not started yet.

        A chunk whose letter cannot be encoded is skipped. Raises BadSigningKey.
        """
        while (chunk := self._leased()) is not None:
            try:
                writer = self._writer(chunk)
            except ValueError:
                log.exception(
                    "Letter not encoded",
                    extra={"event": "letter_not_encoded", "variant_id": chunk.variant_id},
                )
                self._skip_chunk(chunk)
                continue
            return _Held(chunk.pk, chunk.fence, chunk.domain_class, writer, chunk.leased_until or clock.now())
        return None

    def _leased(self) -> Chunk | None:
        """Lease the next chunk that is due, with its variant."""
        now = clock.now()
        due = Q(not_before__isnull=True) | Q(not_before__lte=now)
        chunk = (
            Chunk.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(due, mailing=self._mailing, mailing__paused_at=None, state=Chunk.State.WAITING)
            .exclude(mailing__state=Mailing.State.FROZEN)
            .order_by("pk")
            .first()
        )
        if chunk is not None:
            chunk.state, chunk.fence, chunk.holder = Chunk.State.LEASED, chunk.fence + 1, holder()
            chunk.leased_until = now + LEASE
            chunk.save(update_fields=["state", "fence", "holder", "leased_until"])
        return chunk

    @transaction.atomic
    def _commit_slice(self, held: _Held, book: Journal) -> bool:
        """Commit the outcomes that became known and mark the next rows; return False once the chunk was released."""
        mailing = self._fenced(held)
        if monotonic() >= held.settle_at or not all(answer.code.startswith("2") for answer in held.answers):
            self._settle(held, mailing, book)
        now = clock.now()
        if mailing.state != Mailing.State.SENDING:
            return self._drop(held, mailing, book, "stopped")
        if mailing.not_after is not None and now >= mailing.not_after:
            return self._drop(held, mailing, book, "too late")
        if mailing.paused_at is not None or self._stop():
            deliveries_sql.requeue([letter.delivery_id for letter in self._transport.take_back()], now)
            return self._let_go(held, mailing, book, not_before=None)
        wanted = SLICE - self._transport.waiting
        grant = sending_limits.available(held.domain_class, wanted, now)
        rows = deliveries_sql.due(held.chunk_id, grant.letters, now, day=self._mailing.day)
        sending_limits.spend(grant, len(rows))
        self._mark(held, rows, now)
        held.dry = len(rows) < wanted
        if not rows and not self._transport.waiting:
            return self._let_go(held, mailing, book, not_before=grant.next_at)
        self._renew(held, now)
        return True

    def _settle(self, held: _Held, mailing: Mailing, book: Journal) -> None:
        """Write all answers, once the journal has them on the disk: a letter that went out stays known.

        Most are “taken”, and wait for others up to COMMIT_S, because the disk needs milliseconds each time.
        """
        if held.answers:
            book.sync()
            deliveries.settle(held.answers[held.settled :], mailing, held.domain_class)
            held.settled = len(held.answers)
        held.settle_at = monotonic() + COMMIT_S

    def _fenced(self, held: _Held) -> Mailing:
        """Return the mailing as it is now, while the chunk is ours. Raises _FenceLost."""
        chunk = (
            Chunk.objects.select_for_update(of=("self",))
            .select_related("mailing")
            .only("fence", "mailing__state", "mailing__not_after", "mailing__paused_at")
            .filter(pk=held.chunk_id, fence=held.fence, state=Chunk.State.LEASED)
            .first()
        )
        if chunk is None:
            raise _FenceLost()
        return chunk.mailing

    def _mark(self, held: _Held, rows: list[Row], now: datetime) -> None:
        """Put rows into `sending`, and skip those whose person has left or paused, or whose address is none."""
        letters: list[Letter] = []
        skipped: dict[str, list[int]] = {}
        for row in rows:
            letter = None if row.unwanted else _letter(held.writer, row)
            if letter is None:
                skipped.setdefault(row.unwanted or UNWRITABLE, []).append(row.delivery_id)
            else:
                letters.append(letter)
        for reason, ids in sorted(skipped.items()):
            deliveries_sql.skip(ids, reason, now)
        deliveries_sql.mark([letter.delivery_id for letter in letters], now)
        self._transport.put(letters)

    def _skip_chunk(self, chunk: Chunk) -> None:
        """Skip the readers of a chunk whose letter cannot be encoded; the other chunks go out."""
        chunk.deliveries.filter(state__in=[Delivery.State.QUEUED, Delivery.State.DEFERRED]).update(
            state=Delivery.State.SKIPPED, code=UNWRITTEN, changed_at=clock.now()
        )
        release(chunk, not_before=None)

    def _drop(self, held: _Held, mailing: Mailing, book: Journal, reason: str) -> bool:
        """Skip the rest of a chunk."""
        back = [letter.delivery_id for letter in self._transport.take_back()]
        rest = Q(state__in=[Delivery.State.QUEUED, Delivery.State.DEFERRED]) | Q(pk__in=back)
        Delivery.objects.filter(rest, chunk=held.chunk_id).update(
            state=Delivery.State.SKIPPED, code=reason, changed_at=clock.now()
        )
        return self._let_go(held, mailing, book, not_before=None)

    def _let_go(self, held: _Held, mailing: Mailing, book: Journal, *, not_before: datetime | None) -> bool:
        """Release the chunk once every answer is in; return whether it is still held."""
        held.dry = True
        if self._transport.busy:
            return True
        self._settle(held, mailing, book)
        chunk = Chunk.objects.get(pk=held.chunk_id)
        release(chunk, not_before=not_before or next_due(chunk))
        return False

    def _renew(self, held: _Held, now: datetime) -> None:
        """Renew the lease of a chunk when it is old enough."""
        if held.leased_until < now + LEASE - _RENEWED_AFTER:
            held.leased_until = now + LEASE
            Chunk.objects.filter(pk=held.chunk_id).update(leased_until=held.leased_until)

    def _give_up(self, book: Journal) -> list[int]:
        """End the transport's work after a failure; return the deliveries that were never begun."""
        never_begun = [letter.delivery_id for letter in self._transport.give_up(book, _LAST_ANSWERS_S)]
        book.sync()
        return never_begun

    @transaction.atomic
    def _give_back(self, held: _Held, never_begun: list[int], answers: list[Answer]) -> None:
        """Commit what is known after a failure, queue what did not go out, and release the chunk."""
        try:
            mailing = self._fenced(held)
        except _FenceLost:
            return
        deliveries.settle(answers, mailing, held.domain_class)
        deliveries_sql.requeue(never_begun, clock.now())
        chunk = Chunk.objects.get(pk=held.chunk_id)
        release(chunk, not_before=next_due(chunk))

    def _writer(self, chunk: Chunk) -> Writer:
        """Return the writer of the chunk's variant, which encodes it once."""
        if chunk.variant_id not in self._writers:
            mailing, variant = self._mailing, chunk.variant
            heading = Heading(
                mailing_id=mailing.pk,
                kind=mailing.kind,
                list_name=mailing.list_name,
                language=mailing.language,
                outlet_name=masthead.outlet(mailing.language).name,
                subject_line=variant.subject_line,
                sent_at=mailing.audience_frozen_at,
            )
            self._writers[variant.pk] = self._transport.writer(heading, html=variant.html, text=variant.text)
        return self._writers[chunk.variant_id]
