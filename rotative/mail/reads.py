"""Mailings as plain data."""

from dataclasses import dataclass

from django.db.models import Count

from rotative.mail.models import Delivery, Mailing


@dataclass(frozen=True, kw_only=True)
class Status:
    """Deliveries of a mailing, counted by state. `prepared` is the sum of all others."""

    prepared: int = 0
    queued: int = 0
    sending: int = 0
    sent: int = 0
    deferred: int = 0
    failed: int = 0
    skipped: int = 0
    doubt: int = 0


def status(mailing: Mailing) -> Status:
    """Count the deliveries of a mailing by state."""
    counts = dict(mailing.deliveries.values_list("state").annotate(count=Count("pk")))
    known = {str(state): counts.get(state, 0) for state in Delivery.State.values}
    return Status(prepared=sum(known.values()), **known)
