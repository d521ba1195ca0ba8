"""Our questions to mailboxes, outside the request. A lost or doubled message does no harm: the rows are the truth."""

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.db import transaction
from django_tasks import task

from rotative.core import clock
from rotative.subscribers.models import Subscriber
from rotative.subscribers.sign_up import confirmation_mail, surge
from rotative.subscribers.tokens import CONFIRM_WITHIN

# Nothing is known of who never confirmed, a day after the link is worthless.
KEPT_UNCONFIRMED = CONFIRM_WITHIN + timedelta(days=1)

_TRY_AGAIN = timedelta(minutes=1)

log = logging.getLogger("rotative.subscribers")


def ring() -> None:
    """Wake a worker: somebody waits for our question."""
    ask_pending.enqueue()


@task()
def ask_pending() -> None:
    """Send every question that is due."""
    ask_all()


def ask_all() -> int:
    """Send every question that is due; returns how many went out. What fails is due again a little later.

    Requests of a surge go out at the pace the outlet is used to; those that nobody confirmed in time are dropped.
    """
    Subscriber.objects.pending().filter(consent_at__lt=clock.now() - KEPT_UNCONFIRMED).drop()
    due = Subscriber.objects.awaiting_our_question().order_by("question_due_at", "pk")
    prompt = due.filter(held_for="").values_list("pk", flat=True)
    late = due.filter(held_for=Subscriber.Hold.SURGE).values_list("pk", flat=True)
    asked = [*prompt, *late[: surge.room()]] if late.exists() else list(prompt)
    return sum(_ask(subscriber_id) for subscriber_id in asked)


def _ask(subscriber_id: int) -> bool:
    now = clock.now()
    with transaction.atomic():
        due = Subscriber.objects.awaiting_our_question().filter(pk=subscriber_id)
        if not due.update(asked_at=now, question_due_at=None):
            return False
    subscriber = Subscriber.objects.get(pk=subscriber_id)
    try:
        confirmation_mail.send(subscriber)
    except (SMTPException, OSError) as failure:
        if not _for_good(failure):
            again = now + _TRY_AGAIN
            Subscriber.objects.filter(pk=subscriber_id).update(asked_at=None, question_due_at=again)
        log.warning(
            "Question not sent",
            extra={
                "event": "question_failed",
                "subscriber_id": subscriber_id,
                "reason": type(failure).__name__,
            },
        )
        return False
    return True


def _for_good(failure: Exception) -> bool:
    """Whether the relay knows that there is no such mailbox: whoever asks for it again, asks from tomorrow on."""
    if not isinstance(failure, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _words in failure.recipients.values())
