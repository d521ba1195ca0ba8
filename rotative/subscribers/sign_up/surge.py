"""Surges: many more requests than usual, most of them from programs."""

from datetime import timedelta

from rotative.core import clock, conf
from rotative.subscribers.models import Subscriber

# A request that came in a surge, from a browser without a proof of work, waits so long.
DELAY = timedelta(hours=6)

_WINDOW = timedelta(hours=1)
# Delayed mails sent within an hour, at least. `signups_per_hour` may be 0, so that every browser must prove its work,
# but some run no scripts.
_LEAST_PACE = 20


def is_on() -> bool:
    """Return whether as many requests of the last hour are unconfirmed as `signups_per_hour` allows."""
    since = clock.now() - _WINDOW
    most: int = conf.get("signups_per_hour")
    # Counts no further than needed: in a surge there may be very many. Those of a list that was imported never asked here.
    asked = Subscriber.objects.pending().exclude(asked_at=None, question_due_at=None)
    return asked.filter(consent_at__gte=since)[:most].count() >= most


def count_free() -> int:
    """Count the delayed confirmation mails that may be sent now."""
    since = clock.now() - _WINDOW
    sent = Subscriber.objects.pending().filter(held_for=Subscriber.Hold.SURGE, asked_at__gte=since)
    pace: int = max(conf.get("signups_per_hour"), _LEAST_PACE)
    return max(0, pace - sent.count())
