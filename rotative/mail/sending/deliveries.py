"""The answers of a relay, written to the deliveries, with what follows from them."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from rotative.core import clock
from rotative.mail.message.message import Answer
from rotative.mail.models import Delivery, Event, Mailing
from rotative.mail.sending import deliveries_sql, sending_limits
from rotative.mail.sending.retry_policy import Outcome, outcome

log = logging.getLogger("rotative.mail")


def settle(answers: Iterable[Answer], mailing: Mailing, domain_class: str) -> None:
    """Write the outcomes of letters: one statement per kind of outcome."""
    now = clock.now()
    found: dict[Outcome, list[int]] = {}
    names: list[tuple[str, int]] = []
    for answer in answers:
        found.setdefault(outcome(answer.code, answer.attempt), []).append(answer.delivery_id)
        if answer.provider_id:
            names.append((answer.provider_id[:120], answer.delivery_id))
    for result, ids in found.items():
        again_at = now + result.wait if result.wait else None
        deliveries_sql.conclude(ids, str(result.state), result.code, now, again_at=again_at)
        if result.policy:
            _respect(result, mailing, domain_class)
        if result.state == Delivery.State.FAILED:
            _note_bounces(ids, result.code, now)
    if names:
        deliveries_sql.name_letters(names)


def _respect(result: Outcome, mailing: Mailing, domain_class: str) -> None:
    log.warning(
        "Provider refuses by policy",
        extra={"event": "policy_refusal", "domain_class": domain_class, "code": result.code},
    )
    # A 4xx says that we were too fast: it pauses, and no editor need hear of it.
    sending_limits.refused(mailing, domain_class, result.code, for_good=result.code.startswith("5"))


def _note_bounces(ids: Sequence[int], code: str, now: datetime) -> None:
    rows = Delivery.objects.filter(pk__in=ids).values_list("pk", "mailing_id", "subscriber_id")
    Event.objects.bulk_create(
        Event(
            kind=Event.Kind.BOUNCE,
            delivery_id=delivery_id,
            mailing_id=mailing_id,
            subscriber_id=subscriber_id,
            code=code,
            source="smtp",
            happened_at=now,
        )
        for delivery_id, mailing_id, subscriber_id in rows
    )
