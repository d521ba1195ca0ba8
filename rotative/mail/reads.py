"""Mailings as plain data."""

from dataclasses import dataclass

from django.db.models import Count, Q

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


@dataclass(frozen=True, kw_only=True)
class Altered:
    """A letter that is not as its selection was composed, and the number of its readers."""

    minutes: int
    # Stories made bare headlines, and stories left out, because it was too heavy.
    shortened: int
    left_out: int
    # The code of the error because of which the readers got another letter, or (`written` false) none; "" if too heavy.
    trouble: str
    written: bool
    readers: int


def altered(mailing: Mailing) -> list[Altered]:
    """Return the letters of a mailing that are shorter than composed, replaced or missing; the shortest first."""
    cut = Q(shortened__gt=0) | Q(left_out__gt=0) | ~Q(trouble="")
    variants = list(mailing.variants.filter(cut).order_by("minutes", "pk").defer("text"))
    rows = mailing.deliveries.filter(chunk__variant__in=variants).order_by().values_list("chunk__variant")
    readers = dict(rows.annotate(count=Count("pk"))) if variants else {}
    return [
        Altered(
            minutes=variant.minutes,
            shortened=variant.shortened,
            left_out=variant.left_out,
            trouble=variant.trouble,
            written=variant.written,
            readers=readers.get(variant.pk, 0),
        )
        for variant in variants
    ]


def status(mailing: Mailing) -> Status:
    """Count the deliveries of a mailing by state."""
    counts = dict(mailing.deliveries.values_list("state").annotate(count=Count("pk")))
    known = {str(state): counts.get(state, 0) for state in Delivery.State.values}
    return Status(prepared=sum(known.values()), **known)
