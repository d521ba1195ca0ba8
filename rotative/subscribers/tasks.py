"""Sending of confirmation mails, outside the request. A message that is lost or doubled does no harm: the rows say what is due."""

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.db import transaction
from django_tasks import task

from rotative.core import clock
from rotative.subscribers.link_tokens import CONFIRM_WITHIN
from rotative.subscribers.models import Subscriber
from rotative.subscribers.sign_up import confirmation_mail, surge

# A request that nobody confirmed is deleted a day after its link has expired.
KEPT_UNCONFIRMED = CONFIRM_WITHIN + timedelta(days=1)

_TRY_AGAIN = timedelta(minutes=1)

log = logging.getLogger("rotative.subscribers")


def wake_worker() -> None:
    """Ask a worker to send the confirmation mails that are due."""
    send_confirmation_mails.enqueue()


@task()
def send_confirmation_mails() -> None:
    send_due()


def send_due() -> int:
    """Send every confirmation mail that is due; one that fails is due again a little later. Returns how many were sent.

    Requests of a surge are sent at the usual pace. Requests that nobody confirmed in time are dropped first.
    """
    Subscriber.objects.pending().filter(consent_at__lt=clock.now() - KEPT_UNCONFIRMED).drop()
    due = Subscriber.objects.awaiting_confirmation_mail().order_by("question_due_at", "pk")
    prompt = due.filter(held_for="").values_list("pk", flat=True)
    delayed = due.filter(held_for=Subscriber.Hold.SURGE).values_list("pk", flat=True)
    chosen = [*prompt, *delayed[: surge.count_free()]] if delayed.exists() else list(prompt)
    return sum(_send(subscriber_id) for subscriber_id in chosen)


def _send(subscriber_id: int) -> bool:
    """Send one confirmation mail unless another worker does. Returns whether the relay took it."""
    now = clock.now()
    with transaction.atomic():
        due = Subscriber.objects.awaiting_confirmation_mail().filter(pk=subscriber_id)
        if not due.update(asked_at=now, question_due_at=None):
            return False
    subscriber = Subscriber.objects.get(pk=subscriber_id)
    try:
        confirmation_mail.send(subscriber)
    except (SMTPException, OSError) as failure:
        if not _is_permanent(failure):
            again = now + _TRY_AGAIN
            Subscriber.objects.filter(pk=subscriber_id).update(asked_at=None, question_due_at=again)
        log.warning(
            "Confirmation mail not sent",
            extra={
                "event": "question_failed",
                "subscriber_id": subscriber_id,
                "reason": type(failure).__name__,
            },
        )
        return False
    return True


def _is_permanent(failure: Exception) -> bool:
    """Return whether the relay says that there is no such mailbox. A new request for it is sent a day later at the earliest."""
    if not isinstance(failure, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _words in failure.recipients.values())
