"""Limits on the letters a mailbox provider is given, and the pause after it refused by policy.

Call these inside the transaction that takes the letters, or that notes the refusal.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from rotative.core import clock
from rotative.mail.domain_classes import OTHER
from rotative.mail.models import Mailing, Receipt, SendingLimit
from rotative.mail.sending.retry_policy import PAUSE
from rotative.mail.signals import sender_refused


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Leave to hand over some letters."""

    letters: int
    # When to ask again; None means at once.
    next_at: datetime | None = None
    # The bucket its tokens are in; None where there is no limit.
    bucket_id: int | None = None
    # The provider refused us: letters that were granted before do not go either.
    paused: bool = False


def available(domain_class: str, wanted: int, now: datetime) -> Grant:
    """Grant as many of the wanted letters as may go; none while the provider is paused or its bucket is empty."""
    bucket = SendingLimit.objects.select_for_update().filter(domain_class=domain_class).first()
    if bucket is None:
        return Grant(letters=wanted)
    if bucket.paused_until is not None and bucket.paused_until > now:
        return Grant(letters=0, next_at=bucket.paused_until, paused=True)
    if bucket.rate <= 0:
        return Grant(letters=wanted)
    elapsed_s = max((now - bucket.filled_at).total_seconds(), 0)
    tokens = min(bucket.capacity, bucket.tokens + bucket.rate * elapsed_s)
    SendingLimit.objects.filter(pk=bucket.pk).update(tokens=tokens, filled_at=now)
    if tokens < 1:
        return Grant(letters=0, next_at=now + timedelta(seconds=(1 - tokens) / bucket.rate))
    return Grant(letters=min(wanted, int(tokens)), bucket_id=bucket.pk)


def spend(grant: Grant, letters: int) -> None:
    """Take the tokens of letters that go now."""
    if letters and grant.bucket_id is not None:
        SendingLimit.objects.filter(pk=grant.bucket_id).update(tokens=F("tokens") - letters)


def refused(mailing: Mailing, domain_class: str, code: str, *, for_good: bool) -> None:
    """Pause a provider that refuses letters because of their sender, while the mailing goes out.

    for_good: also tell the app of the mailing (`sender_refused`), once for each mailing and domain class.
    """
    now = clock.now()
    if mailing.state == Mailing.State.SENDING:
        _pause(domain_class, now)
    if not for_good:
        return
    digest = sha256(f"sender refused {mailing.pk} {domain_class}".encode()).hexdigest()
    defaults = {"outcome": Receipt.Outcome.IGNORED, "received_at": now}
    if Receipt.objects.get_or_create(digest=digest, defaults=defaults)[1]:
        tell = partial(sender_refused.send, Mailing, mailing=mailing, domain_class=domain_class, code=code)
        transaction.on_commit(tell)


def _pause(domain_class: str, now: datetime) -> None:
    """Pause a provider. OTHER is not one provider: there only the letter itself waits."""
    if domain_class == OTHER:
        return
    SendingLimit.objects.update_or_create(
        domain_class=domain_class,
        defaults={"paused_until": now + PAUSE},
        create_defaults={"paused_until": now + PAUSE, "filled_at": now},
    )
