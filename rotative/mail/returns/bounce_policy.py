"""Consequences of a bounce for its reader: no letter goes to a mailbox that is gone, or that keeps refusing.

An objection to the sender never counts against a reader; the editors hear of it, and the provider is paused.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Max, Min

from rotative.core import clock, conf
from rotative.mail.domain_classes import OTHER
from rotative.mail.models import Event
from rotative.mail.returns.parsing import Reason, reason_of, status_of
from rotative.mail.sending import sending_limits
from rotative.subscribers import actions
from rotative.subscribers.models import Subscriber, Suppression

log = logging.getLogger("rotative.mail")

# Refusals older than this no longer count.
FORGOTTEN_AFTER = timedelta(days=30)
# Refusals of the relay weighed in one run.
_BATCH = 200


def weigh(event: Event, *, final: bool) -> None:
    """Draw the consequences of a bounce. Call it inside the transaction that noted the event, with its reason.

    final: the mailbox is gone for certain.
    """
    if event.reason == Reason.SENDER:
        _respect(event)
        return
    reader = event.subscriber
    if reader is None or reader.state == Subscriber.State.SUPPRESSED:
        return
    if final or _keeps_refusing(reader):
        actions.suppress(reader, reason=Suppression.Reason.BOUNCE)


def run_once() -> int:
    """Weigh what the relay refused while letters were handed over; return how many refusals that were."""
    waiting = Event.objects.filter(kind=Event.Kind.BOUNCE, reason="").order_by("pk")
    refusals = list(waiting.select_related("subscriber", "mailing", "delivery__chunk")[:_BATCH])
    for event in refusals:
        with transaction.atomic():
            _weigh_refusal(event)
    return len(refusals)


def _weigh_refusal(event: Event) -> None:
    status = status_of(event.code)
    event.reason = reason_of(status, event.code)
    # Another worker may have been faster.
    if Event.objects.filter(pk=event.pk, reason="").update(reason=event.reason):
        # A bare 550 may mean anything: it counts, and decides nothing alone.
        weigh(event, final=event.reason == Reason.GONE and bool(status))


def _keeps_refusing(reader: Subscriber) -> bool:
    """Tell whether so many letters were refused, over so many days, that the next one will be refused too.

    Mailman counts one refusal a day and a soft one half, and stops at five points; here letters are counted, so that
    several reports on one letter are one, and some days must lie between the first and the last.
    """
    since = clock.now() - FORGOTTEN_AFTER
    if reader.confirmed_at is not None:
        since = max(since, reader.confirmed_at)
    found = (
        Event.objects.filter(subscriber=reader, kind=Event.Kind.BOUNCE, happened_at__gte=since)
        .exclude(reason__in=["", Reason.SENDER])
        .aggregate(
            letters=Count("delivery", distinct=True), first=Min("happened_at"), last=Max("happened_at")
        )
    )
    if found["letters"] < max(conf.get("bounce_soft_count"), 1):
        return False
    return bool(found["last"] - found["first"] >= timedelta(days=conf.get("bounce_soft_days")))


def _respect(event: Event) -> None:
    delivery, mailing = event.delivery, event.mailing
    domain_class = delivery.chunk.domain_class if delivery else OTHER
    log.warning(
        "Provider refuses the sender",
        extra={"event": "sender_refused", "domain_class": domain_class, "code": event.code},
    )
    if mailing is not None:
        sending_limits.refused(mailing, domain_class, event.code, for_good=True)
