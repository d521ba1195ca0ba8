"""Who leaves is counted with the edition that was sent to them last."""

from typing import Any

from django.dispatch import receiver

from rotative.core import clock
from rotative.editions.models import Delivery, Event
from rotative.subscribers.models import Subscriber
from rotative.subscribers.signals import leaving


@receiver(leaving, sender=Subscriber)
def on_leaving(subscriber: Subscriber, **kwargs: Any) -> None:
    last = Delivery.objects.sent().filter(subscriber=subscriber).order_by("-pk").first()
    Event.objects.create(
        kind=Event.Kind.UNSUBSCRIBE,
        delivery=last,
        edition_id=last.edition_id if last else None,
        subscriber=subscriber,
        source="link",
        happened_at=clock.now(),
    )
