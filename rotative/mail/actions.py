"""Acts on a mailing: its audience is frozen, then it is started, called back, paused, resumed, stopped, or tried again."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q

from rotative.core import clock
from rotative.mail.models import Chunk, Delivery, Mailing
from rotative.mail.sending.audience import count_readers, freeze
from rotative.mail.transitions import move
from rotative.subscribers.models import Subscriber

__all__ = [
    "call_back",
    "count_readers",
    "end_wait",
    "freeze",
    "pause",
    "resend_doubtful",
    "resume",
    "retry",
    "start",
    "stop",
    "worth_a_retry",
]


@transaction.atomic
def start(mailing: Mailing, *, wait_s: int = 0) -> bool:
    """Let the letters of a frozen mailing go out. Return False when it is not frozen.

    wait_s: for so many seconds no letter leaves, and the mailing can be called back.
    """
    leaves_at = clock.now() + timedelta(seconds=wait_s) if wait_s else None
    return move(mailing, Mailing.State.SENDING, among=[Mailing.State.FROZEN], leaves_at=leaves_at)


@transaction.atomic
def call_back(mailing: Mailing) -> bool:
    """Stop a mailing as long as none of its letters may leave. Return False, and do nothing, when it is too late for that."""
    # While they are locked here, no process can lease one.
    chunks = list(mailing.chunks.select_for_update())
    waits = Mailing.objects.sending().filter(pk=mailing.pk, leaves_at__gt=clock.now()).exists()
    if not waits or any(chunk.fence for chunk in chunks):
        return False
    _stop(mailing, code="called back")
    return True


def end_wait(mailing: Mailing) -> None:
    """Let the letters of a mailing leave at once; it can be called back no more."""
    Mailing.objects.filter(pk=mailing.pk).update(leaves_at=None)
    mailing.refresh_from_db()


def pause(mailing: Mailing) -> bool:
    """Hand over no further letter until the mailing is resumed. Return False when it is not being sent.

    Letters that are under way still get their answer.
    """
    return _set_paused(mailing, paused=True)


def resume(mailing: Mailing) -> bool:
    """Let a paused mailing go on. Return False when it is not being sent."""
    return _set_paused(mailing, paused=False)


@transaction.atomic
def stop(mailing: Mailing) -> None:
    """Hand over no further letter of a mailing, ever: letters not yet sent are skipped."""
    _stop(mailing, code="stopped")


def _stop(mailing: Mailing, *, code: str) -> None:
    move(
        mailing,
        Mailing.State.STOPPED,
        among=[Mailing.State.FROZEN, Mailing.State.SENDING, Mailing.State.SENT],
    )
    mailing.deliveries.filter(state__in=[Delivery.State.QUEUED, Delivery.State.DEFERRED]).update(
        state=Delivery.State.SKIPPED, code=code, changed_at=clock.now()
    )


@transaction.atomic
def resend_doubtful(mailing: Mailing) -> int:
    """Queue again, once, the letters that may or may not have gone out; return how many.

    They have the same Message-ID, so that most mail programs show a double only once.
    """
    return _queue_again(mailing, mailing.deliveries.doubt().filter(resent=False), resent=True)


@transaction.atomic
def retry(mailing: Mailing) -> int:
    """Try at once the deferred letters, and once more those refused for another reason than their address.

    Readers who have left since get nothing. Return how many letters that are.
    """
    return _queue_again(mailing, worth_a_retry(mailing))


def worth_a_retry(mailing: Mailing) -> "models.QuerySet[Delivery]":
    """Return the deferred deliveries, and the failed ones whose answer is not about the address (5.1.x)."""
    refused = Q(state=Delivery.State.FAILED) & ~Q(code__contains=" 5.1.") & ~Q(code="")
    return mailing.deliveries.filter(
        Q(state=Delivery.State.DEFERRED) | refused, subscriber__state=Subscriber.State.CONFIRMED
    )


@transaction.atomic
def _set_paused(mailing: Mailing, *, paused: bool) -> bool:
    rows = Mailing.objects.sending().filter(pk=mailing.pk)
    changed = rows.update(paused_at=clock.now() if paused else None)
    mailing.refresh_from_db()
    return bool(changed)


def _queue_again(mailing: Mailing, deliveries: "models.QuerySet[Delivery]", **changes: object) -> int:
    chunks = set(deliveries.values_list("chunk_id", flat=True))
    count = deliveries.update(state=Delivery.State.QUEUED, not_before=None, changed_at=clock.now(), **changes)
    mailing.chunks.filter(pk__in=chunks).exclude(state=Chunk.State.LEASED).update(
        state=Chunk.State.WAITING, not_before=None
    )
    if count:
        move(mailing, Mailing.State.SENDING, among=[Mailing.State.SENT])
    return count
