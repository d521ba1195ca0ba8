"""Whether far more people ask for the edition than usual, which is seldom people."""

from datetime import timedelta

from rotative.core import clock, conf
from rotative.subscribers.models import Subscriber

# How long a request waits that came in a surge from a browser that proved no work.
DELAY = timedelta(hours=6)

_WINDOW = timedelta(hours=1)
# So many of those who wait are written to within an hour at least, also where every browser is to prove its work: some
# run no scripts.
_LEAST = 20


def is_on() -> bool:
    """Whether more asked within the hour, and have not confirmed, than the setting allows."""
    since = clock.now() - _WINDOW
    most: int = conf.get("signups_per_hour")
    # No further than needed: in a surge there may be very many.
    return Subscriber.objects.pending().filter(consent_at__gte=since)[:most].count() >= most


def room() -> int:
    """How many of those who wait because of a surge may be written to now."""
    since = clock.now() - _WINDOW
    late = Subscriber.objects.pending().filter(held_for=Subscriber.Hold.SURGE, asked_at__gte=since)
    pace: int = max(conf.get("signups_per_hour"), _LEAST)
    return max(0, pace - late.count())
