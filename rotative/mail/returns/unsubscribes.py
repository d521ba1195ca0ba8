"""The count of readers who leave: each is an event of the last mailing that was sent to them."""

from typing import Any

from django.dispatch import receiver

from rotative.core import clock
from rotative.mail.models import Delivery, Event
from rotative.subscribers.models import Subscriber
from rotative.subscribers.signals import leaving


@receiver(leaving, sender=Subscriber)
def on_leaving(subscriber: Subscriber, source: str | None, **kwargs: Any) -> None:
    """Note that a reader leaves. source: None when it is an event of another kind already."""
    if source is None:
        return
    last = Delivery.objects.sent().filter(subscriber=subscriber).order_by("-pk").first()
    Event.objects.create(
        kind=Event.Kind.UNSUBSCRIBE,
        delivery=last,
        mailing_id=last.mailing_id if last else None,
        subscriber=subscriber,
        source=source,
        happened_at=clock.now(),
    )
