"""What happens to an edition: composed, edited, approved, its audience frozen, stopped."""

import logging
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Q

from rotative.bake import queue
from rotative.bake.models import PublicPath
from rotative.bake.recipes import Spec
from rotative.core import addresses, clock
from rotative.editions.draft.desk_edits import printed
from rotative.editions.draft.edit import (
    compose_edition,
    draft,
    free_s,
    pin,
    put_in,
    reorder,
    rewrite,
    set_budget,
    set_length,
    swap,
    word,
)
from rotative.editions.errors import EmptyEdition, NotApproved, NotSending, OverBudget, TooLate
from rotative.editions.models import Chunk, Delivery, Edition
from rotative.mail.sending import audience
from rotative.masthead import reads as masthead
from rotative.subscribers.models import Subscriber

if TYPE_CHECKING:
    from rotative.staff.models import User

log = logging.getLogger("rotative.editions")

__all__ = [
    "approve", "compose_edition", "pause", "pin", "put_in", "reopen", "reorder", "resend_doubtful", "resume", "retry",
    "rewrite", "schedule", "set_budget", "set_length", "start_sending", "stop", "swap", "word",
]  # fmt: skip

# An edition approved late in the evening may still go out for this long.
_LEAST_TIME_TO_SEND = timedelta(hours=6)


@transaction.atomic
def approve(edition: Edition, *, by: "User | None" = None, send_at: datetime | None = None) -> None:
    """Let the edition out: its web copy appears, and it may be sent. Raises NotDraft, EmptyEdition, OverBudget.

    send_at: aware; the worker sends it then. None means that somebody will say when.
    """
    locked = draft(edition.pk)
    if not printed(locked):
        raise EmptyEdition(budget_s=locked.budget_s)
    if (free := free_s(locked)) < 0:
        raise OverBudget(seconds=-free)
    now = clock.now()
    locked.state, locked.approved_at, locked.approved_by = Edition.State.APPROVED, now, by
    locked.send_at, locked.not_after = send_at, max(_midnight_after(locked), now + _LEAST_TIME_TO_SEND)
    locked.save(update_fields=["state", "approved_at", "approved_by", "send_at", "not_after"])
    path = addresses.edition(locked.language, locked.edition_on)
    queue.place([Spec(path=path, recipe="edition", arg=str(locked.pk))])
    edition.refresh_from_db()
    log.info("Edition approved", extra={"event": "edition_approved", "edition_id": locked.pk})


@transaction.atomic
def schedule(edition: Edition, send_at: datetime | None) -> None:
    """Have an approved edition sent at that instant, or (None) only when somebody says so. Raises NotApproved."""
    locked = _waiting(edition)
    locked.send_at = send_at
    locked.save(update_fields=["send_at"])
    edition.refresh_from_db()


@transaction.atomic
def reopen(edition: Edition) -> None:
    """Take an approved edition back to be edited, as long as nobody was prepared to get it. Raises NotApproved."""
    locked = _waiting(edition)
    locked.state, locked.approved_at, locked.approved_by = Edition.State.DRAFT, None, None
    locked.send_at = None
    locked.save(update_fields=["state", "approved_at", "approved_by", "send_at"])
    queue.withdraw([addresses.edition(locked.language, locked.edition_on)])
    edition.refresh_from_db()


@transaction.atomic
def start_sending(edition: Edition) -> None:
    """Freeze who gets the edition and queue a delivery for each. Doing it again changes nothing.

    Raises NotApproved, TooLate.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state in (Edition.State.SENDING, Edition.State.SENT):
        edition.refresh_from_db()
        return
    if locked.state != Edition.State.APPROVED:
        raise NotApproved(date=locked.edition_on, state=locked.get_state_display())
    if locked.not_after is not None and clock.now() >= locked.not_after:
        raise TooLate(date=locked.edition_on)
    locked.state, locked.audience_frozen_at = Edition.State.SENDING, clock.now()
    locked.save(update_fields=["state", "audience_frozen_at"])
    prepared = audience.freeze(locked)
    edition.refresh_from_db()
    log.info(
        "Audience frozen", extra={"event": "audience_frozen", "edition_id": locked.pk, "prepared": prepared}
    )


@transaction.atomic
def pause(edition: Edition) -> None:
    """Hand over no further letter until the edition is resumed; those under way get their answer. Raises NotSending."""
    _sending(edition).update(paused_at=clock.now())
    edition.refresh_from_db()
    log.info("Edition paused", extra={"event": "edition_paused", "edition_id": edition.pk})


@transaction.atomic
def resume(edition: Edition) -> None:
    """Let a paused edition go on. Raises NotSending."""
    _sending(edition).update(paused_at=None)
    edition.refresh_from_db()
    log.info("Edition resumed", extra={"event": "edition_resumed", "edition_id": edition.pk})


@transaction.atomic
def stop(edition: Edition) -> None:
    """Hand over no further letter of this edition and take its web copy away; letters not yet sent are skipped."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    locked.state = Edition.State.STOPPED
    locked.save(update_fields=["state"])
    locked.deliveries.filter(state__in=[Delivery.State.QUEUED, Delivery.State.DEFERRED]).update(
        state=Delivery.State.SKIPPED, code="stopped", changed_at=clock.now()
    )
    path = addresses.edition(locked.language, locked.edition_on)
    if PublicPath.objects.filter(path=path, state=PublicPath.State.LIVE).exists():
        queue.withdraw([path])
    edition.refresh_from_db()
    log.info("Edition stopped", extra={"event": "edition_stopped", "edition_id": locked.pk})


@transaction.atomic
def resend_doubtful(edition: Edition) -> int:
    """Queue again, once, the letters of which nobody knows whether they went out; returns how many.

    They bear the same Message-ID, so that most mail programs show a double only once.
    """
    return _queue_again(edition, edition.deliveries.doubt().filter(resent=False), resent=True)


@transaction.atomic
def retry(edition: Edition) -> int:
    """Try at once what was deferred, and once more what was refused for another reason than its address.

    Nobody who has left since is written to. Returns how many letters that are.
    """
    return _queue_again(edition, worth_a_retry(edition))


def worth_a_retry(edition: Edition) -> "models.QuerySet[Delivery]":
    """Deferred deliveries, and failed ones whose answer (not 5.1.x) does not speak of the address."""
    refused = Q(state=Delivery.State.FAILED) & ~Q(code__contains=" 5.1.") & ~Q(code="")
    return edition.deliveries.filter(
        Q(state=Delivery.State.DEFERRED) | refused, subscriber__state=Subscriber.State.CONFIRMED
    )


def _queue_again(edition: Edition, deliveries: "models.QuerySet[Delivery]", **changes: object) -> int:
    chunks = set(deliveries.values_list("chunk_id", flat=True))
    count = deliveries.update(state=Delivery.State.QUEUED, not_before=None, changed_at=clock.now(), **changes)
    edition.chunks.filter(pk__in=chunks).exclude(state=Chunk.State.LEASED).update(
        state=Chunk.State.WAITING, not_before=None
    )
    if count:
        Edition.objects.filter(pk=edition.pk, state=Edition.State.SENT).update(state=Edition.State.SENDING)
        edition.refresh_from_db()
    return count


def _waiting(edition: Edition) -> Edition:
    """An approved edition nobody was prepared to get yet, locked. Raises NotApproved."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state != Edition.State.APPROVED or locked.audience_frozen_at is not None:
        raise NotApproved(date=locked.edition_on, state=locked.get_state_display())
    return locked


def _sending(edition: Edition) -> "models.QuerySet[Edition]":
    rows = Edition.objects.sending().filter(pk=edition.pk)
    if not rows.exists():
        raise NotSending(date=edition.edition_on, state=edition.get_state_display())
    return rows


def _midnight_after(edition: Edition) -> datetime:
    zone = ZoneInfo(masthead.outlet(edition.language).time_zone)
    return datetime.combine(edition.edition_on + timedelta(days=1), time(), zone)
