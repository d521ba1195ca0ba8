"""Asking people to confirm, outside the request. A lost or doubled message does no harm: the rows are the truth."""

import logging
from smtplib import SMTPException

from django.db import transaction
from django_tasks import task

from rotative.core import clock
from rotative.subscribers import questions
from rotative.subscribers.models import Subscriber

log = logging.getLogger("rotative.subscribers")


def ring() -> None:
    """Wake a worker: somebody waits for our question."""
    ask_pending.enqueue()


@task()
def ask_pending() -> None:
    """Send every request to confirm that is due."""
    ask_all()


def ask_all() -> int:
    """Send every request to confirm that is due; returns how many went out. What fails stays due."""
    waiting = Subscriber.objects.awaiting_our_question().order_by("pk").values_list("pk", flat=True)
    return sum(_ask(subscriber_id) for subscriber_id in list(waiting))


def _ask(subscriber_id: int) -> bool:
    with transaction.atomic():
        due = Subscriber.objects.awaiting_our_question().filter(pk=subscriber_id)
        if not due.update(asked_at=clock.now()):
            return False
    subscriber = Subscriber.objects.get(pk=subscriber_id)
    try:
        questions.send(subscriber)
    except (SMTPException, OSError) as failure:
        Subscriber.objects.filter(pk=subscriber_id).update(asked_at=None)
        log.warning(
            "Request to confirm not sent",
            extra={
                "event": "question_failed",
                "subscriber_id": subscriber_id,
                "reason": type(failure).__name__,
            },
        )
        return False
    return True
