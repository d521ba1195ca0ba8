"""How many letters a provider may be given now. Call these inside the transaction that takes the letters."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from rotative.editions.models import RateBucket
from rotative.mail.sending.audience import OTHER
from rotative.mail.sending.retry_policy import PAUSE


@dataclass(frozen=True, kw_only=True)
class Grant:
    letters: int
    # When to ask again; None means at once.
    next_at: datetime | None = None
    # Of the bucket its tokens are in; None where there is no limit.
    bucket_id: int | None = None


def available(domain_class: str, wanted: int, now: datetime) -> Grant:
    """How many of the wanted letters may go; none while the provider is paused or its bucket is empty."""
    bucket = RateBucket.objects.select_for_update().filter(domain_class=domain_class).first()
    if bucket is None:
        return Grant(letters=wanted)
    if bucket.paused_until is not None and bucket.paused_until > now:
        return Grant(letters=0, next_at=bucket.paused_until)
    if bucket.rate <= 0:
        return Grant(letters=wanted)
    elapsed_s = max((now - bucket.filled_at).total_seconds(), 0)
    tokens = min(bucket.capacity, bucket.tokens + bucket.rate * elapsed_s)
    RateBucket.objects.filter(pk=bucket.pk).update(tokens=tokens, filled_at=now)
    if tokens < 1:
        return Grant(letters=0, next_at=now + timedelta(seconds=(1 - tokens) / bucket.rate))
    return Grant(letters=min(wanted, int(tokens)), bucket_id=bucket.pk)


def spend(grant: Grant, letters: int) -> None:
    """Take the tokens of letters that go now."""
    if letters and grant.bucket_id is not None:
        RateBucket.objects.filter(pk=grant.bucket_id).update(tokens=F("tokens") - letters)


def pause(domain_class: str, now: datetime) -> None:
    """Leave a provider alone for a while. "other" is not one provider: there only the letter itself waits."""
    if domain_class == OTHER:
        return
    RateBucket.objects.update_or_create(
        domain_class=domain_class,
        defaults={"paused_until": now + PAUSE},
        create_defaults={"paused_until": now + PAUSE, "filled_at": now},
    )
