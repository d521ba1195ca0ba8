"""The engine that hands a mailing over: in slices, with every letter accounted for.

Two things go on at once. Here: lease a chunk, take rate tokens, mark a slice of its rows `sending`, commit; then write the
slice's letters. In the transport's thread: hand over the letters of the slice before, each noted in the journal. Outcomes
are committed with a later slice, where the fence still holds. A crash leaves rows in `sending`, which the journal settles
(`recovery`). A second run finds nothing queued and sends nothing.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.db.models import Q

from rotative.core import clock
from rotative.mail import reads
from rotative.mail.message.message import Answer
from rotative.mail.models import Chunk, Delivery, Mailing
from rotative.mail.sending import chunk_leases, deliveries, deliveries_sql, sending_limits
from rotative.mail.sending.audience_sql import UNWRITTEN
from rotative.mail.sending.chunk_leases import FenceLost, Held
from rotative.mail.sending.deliveries_sql import Row
from rotative.mail.sending.journal import Journal
from rotative.mail.sending.letter_writers import LetterWriters, writable
from rotative.mail.sending.recovery import finish, recover
from rotative.mail.sending.transport import Transport, TransportThread, configured

log = logging.getLogger("rotative.mail")

# Rows marked in one transaction: as many as go out in about COMMIT_S, within these bounds. At most half as many letters
# wait when the next rows are marked, so that few readers can leave between their mark and their letter.
SLICE = 50
LEAST_SLICE = 10
LARGEST_SLICE = 200
# The longest a known outcome waits for its commit.
COMMIT_S = 0.2
# Chunks held at once: the last letters of one are under way while the next one's are marked.
CHUNKS_HELD = 4
# The code of a delivery to an address that no letter can be written to.
UNWRITABLE = "address"
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


class Pump:
    """A run over one mailing. Several processes may have one each: chunks are leased, never shared."""

    def __init__(self, mailing: Mailing, transport: Transport) -> None:
        self._mailing = mailing
        self._transport = transport
        self._writers = LetterWriters(mailing, transport)
        self._stop: Callable[[], bool] = _never
        # The chunks of this run, oldest first: rows are marked in the last one, the others are dry.
        self._held: list[Held] = []
        self._slice = SLICE

    def run(self, *, stop: Callable[[], bool] = _never) -> reads.Status:
        """Hand over every letter that is due; count the mailing's deliveries.

        stop: asked between two slices; then the letters under way get their answer and the rest is queued again. Raises
        MailError when nothing can be handed over; then every letter that was not handed over is queued again.
        """
        self._stop = stop
        try:
            recover(self._mailing)
            with Journal(self._mailing.pk) as book:
                self._send(book)
        finally:
            self._writers.close()
            self._transport.close()
        return finish(self._mailing)

    def _send(self, book: Journal) -> None:
        """Send chunk after chunk, slice by slice, until nothing is due."""
        letters = TransportThread(self._transport, book)
        try:
            while self._take_turn(letters, book):
                self._hear(letters.answered())
        except BaseException:
            letters.end()
            self._give_up(letters, book)
            raise
        finally:
            letters.end()

    def _take_turn(self, letters: TransportThread, book: Journal) -> bool:
        """Commit what became known and mark what goes next, then wait until there is more to do; return False at the end."""
        for held in reversed([*self._held]):
            self._advance(held, letters, book)
        marking, has_room = any(not held.dry for held in self._held), self._has_room(letters)
        if not marking and has_room and self._lease_next():
            return True
        if marking or not has_room:
            self._wait_for_room(letters)
        elif self._held:
            letters.wait(room=-1, until=monotonic() + COMMIT_S)
        return bool(self._held)

    def _wait_for_room(self, letters: TransportThread) -> None:
        """Wait until the transport needs more letters, and see how fast they go out."""
        in_time = letters.wait(room=self._slice // 2, until=monotonic() + COMMIT_S)
        wanted = self._slice * 2 if in_time else self._slice // 2
        self._slice = max(LEAST_SLICE, min(wanted, LARGEST_SLICE))

    def _has_room(self, letters: TransportThread) -> bool:
        return letters.waiting <= self._slice // 2

    def _hear(self, answers: Iterable[Answer]) -> None:
        """Note answers with their chunks. One of a chunk that another process took over is in the journal, which it reads."""
        for answer in answers:
            for held in self._held:
                if answer.delivery_id in held.under_way:
                    held.under_way.remove(answer.delivery_id)
                    held.answers.append(answer)

    def _lease_next(self) -> bool:
        """Hold one more chunk, if that may be and one is due."""
        if len(self._held) == CHUNKS_HELD or self._stop() or (found := self._lease()) is None:
            return False
        self._held.append(found)
        return True

    @transaction.atomic
    def _lease(self) -> Held | None:
        """Lease the next chunk that is due; None when there is none.

        A chunk whose letter cannot be encoded is skipped. Raises BadSigningKey.
        """
        while (chunk := chunk_leases.lease(self._mailing)) is not None:
            try:
                writer = self._writers.of(chunk)
            except ValueError:
                log.exception(
                    "Letter not encoded",
                    extra={"event": "letter_not_encoded", "variant_id": chunk.variant_id},
                )
                self._skip_chunk(chunk)
                continue
            return Held(chunk.pk, chunk.fence, chunk.domain_class, writer, chunk.leased_until or clock.now())
        return None

    def _advance(self, held: Held, letters: TransportThread, book: Journal) -> None:
        """Bring a chunk one slice further, where there is something to do: commit first, then hand over."""
        settles = self._has_to_commit(held)
        if not settles and (held.dry or not self._has_room(letters)):
            return
        if settles and held.answers:
            # On the disk before the database says “sent”: that a letter went out stays known.
            book.sync()
        try:
            rows = self._commit_slice(held, letters, settles=settles)
        except FenceLost:
            self._lose(held, letters)
            return
        # Committed: they are in the database now.
        del held.answers[: held.settled]
        held.settled = 0
        if held.released:
            self._held.remove(held)
        self._hand_over(held, rows, letters)

    def _has_to_commit(self, held: Held) -> bool:
        """Tell whether a chunk must be looked at now. Most answers are “taken”, and wait for others up to COMMIT_S."""
        return (
            held.drained
            or monotonic() >= held.commit_at
            or not all(answer.code.startswith("2") for answer in held.answers)
        )

    @transaction.atomic
    def _commit_slice(self, held: Held, letters: TransportThread, *, settles: bool) -> list[Row]:
        """Mark the next rows, and return them; with `settles`, write the outcomes that became known. Raises FenceLost."""
        mailing = chunk_leases.fenced(held)
        if settles:
            deliveries.settle(held.answers, mailing, held.domain_class)
            held.settled = len(held.answers)
            held.commit_at = monotonic() + COMMIT_S
        now = clock.now()
        rows = self._mark(held, self._next_rows(held, mailing, letters, now), now)
        if held.drained and not rows and held.settled == len(held.answers):
            self._let_go(held)
        else:
            chunk_leases.renew(held, now)
        return rows

    def _next_rows(self, held: Held, mailing: Mailing, letters: TransportThread, now: datetime) -> list[Row]:
        """Return the rows that go next; none where the mailing or its provider does not go on."""
        if mailing.state != Mailing.State.SENDING:
            return self._drop(held, letters, "stopped")
        if mailing.not_after is not None and now >= mailing.not_after:
            return self._drop(held, letters, "too late")
        wanted = self._slice if not held.dry and self._has_room(letters) else 0
        grant = sending_limits.available(held.domain_class, wanted, now)
        if grant.paused or mailing.paused_at is not None or self._stop():
            deliveries_sql.requeue(self._take_back(held, letters), now)
            held.dry, held.next_at = True, grant.next_at
        if held.dry or not wanted:
            return []
        rows = deliveries_sql.due(held.chunk_id, grant.letters, now, day=self._mailing.day)
        sending_limits.spend(grant, len(rows))
        held.dry, held.next_at = len(rows) < max(grant.letters, 1), grant.next_at
        return rows

    def _mark(self, held: Held, rows: list[Row], now: datetime) -> list[Row]:
        """Put rows into `sending`, and skip those whose person has left or paused, or whose address is none."""
        marked: list[Row] = []
        skipped: dict[str, list[int]] = {}
        for row in rows:
            reason = row.unwanted or ("" if writable(row) else UNWRITABLE)
            if reason:
                skipped.setdefault(reason, []).append(row.delivery_id)
            else:
                marked.append(row)
        for reason, ids in sorted(skipped.items()):
            deliveries_sql.skip(ids, reason, now)
        deliveries_sql.mark([row.delivery_id for row in marked], now)
        return marked

    def _hand_over(self, held: Held, rows: list[Row], letters: TransportThread) -> None:
        """Write the letters of rows whose marks are committed, and give them to the transport."""
        held.under_way.update(row.delivery_id for row in rows)
        for written in self._writers.write(held.writer, rows):
            letters.put(written)

    def _skip_chunk(self, chunk: Chunk) -> None:
        """Skip the readers of a chunk whose letter cannot be encoded; the other chunks go out."""
        chunk.deliveries.filter(state__in=[Delivery.State.QUEUED, Delivery.State.DEFERRED]).update(
            state=Delivery.State.SKIPPED, code=UNWRITTEN, changed_at=clock.now()
        )
        chunk_leases.release(chunk, not_before=None)

    def _drop(self, held: Held, letters: TransportThread, reason: str) -> list[Row]:
        """Skip the rest of a chunk; return no rows."""
        held.dry = True
        back = self._take_back(held, letters)
        rest = Q(state__in=[Delivery.State.QUEUED, Delivery.State.DEFERRED]) | Q(pk__in=back)
        Delivery.objects.filter(rest, chunk=held.chunk_id).update(
            state=Delivery.State.SKIPPED, code=reason, changed_at=clock.now()
        )
        return []

    def _take_back(self, held: Held, letters: TransportThread) -> list[int]:
        """Take back the letters of a chunk that wait; return their deliveries."""
        back = letters.take_back(held.under_way) if held.under_way else []
        held.under_way.difference_update(back)
        return back

    def _let_go(self, held: Held) -> None:
        """Release the chunk: all that is known of it is written."""
        chunk = Chunk.objects.get(pk=held.chunk_id)
        chunk_leases.release(chunk, not_before=held.next_at or chunk_leases.next_due(chunk))
        held.released = True

    def _lose(self, held: Held, letters: TransportThread) -> None:
        """Leave a chunk to the process that holds it now."""
        self._take_back(held, letters)
        self._held.remove(held)
        log.warning("Chunk lost to another worker", extra={"event": "fence_lost", "chunk_id": held.chunk_id})

    def _give_up(self, letters: TransportThread, book: Journal) -> None:
        """End the transport's work after a failure; commit what is known, and queue what did not go out."""
        self._transport.give_up(book, _LAST_ANSWERS_S)
        book.flush()
        book.sync()
        self._hear([*letters.answered(), *self._transport.answered()])
        for held in self._held:
            self._give_back(held)

    @transaction.atomic
    def _give_back(self, held: Held) -> None:
        """Commit what is known of a chunk after a failure, queue what has no answer, and release it."""
        try:
            mailing = chunk_leases.fenced(held)
        except FenceLost:
            return
        deliveries.settle(held.answers, mailing, held.domain_class)
        deliveries_sql.requeue_rest(held.chunk_id, clock.now())
        chunk = Chunk.objects.get(pk=held.chunk_id)
        chunk_leases.release(chunk, not_before=chunk_leases.next_due(chunk))
