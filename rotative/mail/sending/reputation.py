"""A mailbox provider minds us: it is left alone for a while, and the editors hear of it once for each edition."""

import logging
from functools import partial
from hashlib import sha256

from django.db import transaction

from rotative.core import clock
from rotative.editions import alerts
from rotative.editions.models import Edition, Receipt
from rotative.mail.sending import rate_limits

log = logging.getLogger("rotative.editions")


def refused(edition: Edition, domain_class: str, code: str) -> None:
    """Draw the conclusions of a refusal for the sender's sake. Call it inside the transaction that noted it."""
    if edition.state == Edition.State.SENDING:
        rate_limits.pause(domain_class, clock.now())
    told = sha256(f"sender refused {edition.pk} {domain_class}".encode()).hexdigest()
    defaults = {"outcome": Receipt.Outcome.IGNORED, "received_at": clock.now()}
    if Receipt.objects.get_or_create(digest=told, defaults=defaults)[1]:
        transaction.on_commit(partial(alerts.sender_refused, edition, domain_class, code))
