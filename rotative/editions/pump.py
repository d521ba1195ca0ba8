"""The engine that hands an edition over: in slices, with every letter accounted for.

One slice: lease a chunk, take rate tokens, mark the rows `sending`, commit; hand the letters over, each noted in the
journal; commit what became of them where the fence still holds. A crash leaves rows in `sending`, which the journal
settles (`recovery`). A second run finds nothing queued and sends nothing.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Q

from rotative.core import clock
from rotative.editions import rates, reads, slices
from rotative.editions.envelope import Face
from rotative.editions.journal import Journal
from rotative.editions.letters import Answer, Letter, Reader, Writer
from rotative.editions.models import Chunk, Delivery, Edition
from rotative.editions.recovery import finish, holder, next_due, recover, release
from rotative.editions.slices import Row
from rotative.editions.transports import Transport, chosen
from rotative.masthead import reads as masthead
from rotative.subscribers.models import Subscriber

log = logging.getLogger("rotative.editions")

# Rows per transaction, and the longest a known outcome waits for its commit.
SLICE = 50
COMMIT_S = 0.2
# Who holds a chunk longer without a word is taken for dead.
LEASE = timedelta(minutes=15)
# After a failure, the last answers may take so long.
_PATIENCE_S = 5.0


def pump(edition: Edition) -> reads.Status:
    """Hand over every letter of an edition that is due, the way the settings name.

    Several processes may do so at once. Raises EditionError when nothing can be handed over; then everything that was not
    is queued again.
    """
    return Pump(edition, chosen()).run()


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


class Pump:
    """Sends one edition. Several processes may run one each: chunks are leased, never shared."""

    def __init__(self, edition: Edition, transport: Transport) -> None:
        self._edition = edition
        self._transport = transport
        self._writers: dict[int, Writer] = {}

    def run(self) -> reads.Status:
        """Hand over every letter that is due; returns where the edition's deliveries stand.

        Raises EditionError when nothing can be handed over; then everything that was not is queued again.
        """
        try:
            recover(self._edition)
            with Journal(self._edition.pk) as book:
                while held := self._lease():
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
                way.work(book, monotonic() + COMMIT_S, to_the_end=way.waiting < SLICE // 2)
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
            .filter(due, edition=self._edition, state=Chunk.State.WAITING)
            .order_by("pk")
            .first()
        )
        if chunk is None:
            return None
        chunk.state, chunk.fence, chunk.holder = Chunk.State.LEASED, chunk.fence + 1, holder()
        chunk.leased_until = now + LEASE
        chunk.save(update_fields=["state", "fence", "holder", "leased_until"])
        return _Held(chunk.pk, chunk.fence, chunk.domain_class, self._writer(chunk), chunk.leased_until)
