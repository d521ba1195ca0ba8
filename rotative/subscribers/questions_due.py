"""When a mailbox is written to before it is subscribed: once a day at most, later in a surge."""

from datetime import datetime, timedelta
from typing import Any

from rotative.subscribers.models import Subscriber
from rotative.subscribers.sign_up import surge

EVERY = timedelta(days=1)


def next_one(subscriber: Subscriber, hold: Subscriber.Hold | None, now: datetime) -> dict[str, Any]:
    """The columns that say when our next question goes out, now that somebody asked."""
    asked_lately = subscriber.asked_at is not None and subscriber.asked_at > now - EVERY
    if asked_lately and subscriber.state != Subscriber.State.UNSUBSCRIBED:
        # It lies in the mailbox already.
        return {}
    due_at = subscriber.asked_at + EVERY if asked_lately and subscriber.asked_at else now
    if hold == Subscriber.Hold.DISPOSABLE and subscriber.state != Subscriber.State.CONFIRMED:
        return {} if subscriber.question_due_at else {"held_for": hold, "question_due_at": None}
    if hold == Subscriber.Hold.SURGE:
        waiting = subscriber.question_due_at
        return {} if waiting else {"held_for": hold, "question_due_at": max(due_at, now + surge.DELAY)}
    return {"held_for": "", "question_due_at": due_at}
