"""Who leaves is counted with the edition that was sent to them last, once, and with where it was heard."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.dispatch import receiver

from rotative.core import clock
from rotative.editions.models import Delivery, Event
from rotative.subscribers import actions
from rotative.subscribers.models import Subscriber
from rotative.subscribers.signals import leaving

# Where it was heard that somebody leaves: by a link of ours unless said otherwise; None: it is counted as something else.
_source: ContextVar[str | None] = ContextVar("source", default="link")


def leave(reader: Subscriber, *, source: str) -> None:
    """A reader leaves by another way than a link of ours."""
    with _heard(source):
        actions.unsubscribe(reader)


def leave_uncounted(reader: Subscriber) -> None:
    """A reader leaves by what is an event of the edition already."""
    with _heard(None):
        actions.unsubscribe(reader)


@receiver(leaving, sender=Subscriber)
def on_leaving(subscriber: Subscriber, **kwargs: Any) -> None:
    source = _source.get()
    if source is None:
        return
    last = Delivery.objects.sent().filter(subscriber=subscriber).order_by("-pk").first()
    Event.objects.create(
        kind=Event.Kind.UNSUBSCRIBE,
        delivery=last,
        edition_id=last.edition_id if last else None,
        subscriber=subscriber,
        source=source,
        happened_at=clock.now(),
    )


@contextmanager
def _heard(source: str | None) -> Iterator[None]:
    before = _source.set(source)
    try:
        yield
    finally:
        _source.reset(before)
