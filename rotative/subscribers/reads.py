"""Subscribers as the desk looks for them."""

from django.db import connection

from rotative.subscribers.models import Subscriber

# The last character there is.
_LAST = "\U0010ffff"


def beginning_with(address: str, *, limit: int) -> list[Subscriber]:
    """Return the subscribers whose address begins so, in the order of the alphabet; upper and lower case are the same."""
    wanted = address.lower()
    rows = Subscriber.objects.filter(email_normalised__startswith=wanted)
    if connection.vendor == "sqlite":
        # Its index serves a span, not a pattern.
        rows = rows.filter(email_normalised__gte=wanted, email_normalised__lt=wanted + _LAST)
    return list(rows.order_by("email_normalised")[:limit])
