"""The end of a run, and the recovery after a crash: rows left in `sending` are settled, a finished mailing is sent."""

import logging
import socket
from collections.abc import Iterable

from django.db import transaction

from rotative.core import clock
from rotative.mail import reads
from rotative.mail.message.message import Answer
from rotative.mail.models import Chunk, Mailing
from rotative.mail.sending import chunk_leases, deliveries, deliveries_sql, journal
from rotative.mail.sending.journal import Trace
from rotative.mail.transitions import move

log = logging.getLogger("rotative.mail")


@transaction.atomic
def recover(mailing: Mailing) -> None:
    """Settle the rows that dead processes left in `sending`: by the journal of this machine, else as doubt."""
    chunks = [chunk for chunk in _leased(mailing) if chunk_leases.is_dead(chunk)]
    if not chunks:
        return
    here = socket.gethostname()
    rows = {chunk.pk: list(chunk.deliveries.sending().values_list("pk", "attempts")) for chunk in chunks}
    traces = journal.traces_of(mailing.pk, {pk for marked in rows.values() for pk, _attempt in marked})
    for chunk in chunks:
        if chunk.holder.rpartition(":")[0] == here:
            unbegun, answers = _by_journal(rows[chunk.pk], traces)
        else:
            unbegun, answers = [], [Answer(pk, attempt, "") for pk, attempt in rows[chunk.pk]]
        deliveries_sql.requeue(unbegun, clock.now())
        deliveries.settle(answers, mailing, chunk.domain_class)
        chunk.fence += 1
        chunk.save(update_fields=["fence"])
        chunk_leases.release(chunk, not_before=chunk_leases.next_due(chunk))
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
def finish(mailing: Mailing) -> reads.Status:
    """Count the deliveries; the mailing becomes `sent` when none of them is open."""
    status = reads.status(mailing)
    if status.queued + status.sending + status.deferred == 0:
        move(mailing, Mailing.State.SENT, among=[Mailing.State.SENDING], sent_at=clock.now())
    else:
        mailing.refresh_from_db()
    return status


def _by_journal(rows: Iterable[tuple[int, int]], traces: dict[int, Trace]) -> tuple[list[int], list[Answer]]:
    """Part these (delivery, attempt) into the deliveries that were never begun, and the answers to the others."""
    unbegun, answers = [], []
    for delivery_id, attempt in rows:
        trace = traces.get(delivery_id)
        if trace is None or trace.attempt != attempt:
            unbegun.append(delivery_id)
        else:
            answers.append(Answer(delivery_id, attempt, trace.code))
    return unbegun, answers


def _leased(mailing: Mailing) -> list[Chunk]:
    rows = Chunk.objects.select_for_update(skip_locked=True).filter(mailing=mailing, state=Chunk.State.LEASED)
    return list(rows)
