"""A slice of a chunk, in and out of the database: rows marked before their letters go, settled when the answers are known.

Plain SQL: this is done for every fifty letters, thousands of times an edition, and the object mapper would cost more than
handing the letters over.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from rotative.core import clock
from rotative.core.sql import rows
from rotative.editions.models import Delivery, Edition, Event
from rotative.mail.message.message import Answer
from rotative.mail.sending import rate_limits, reputation
from rotative.mail.sending.retry_policy import Outcome, outcome

log = logging.getLogger("rotative.editions")


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery that is due. Nothing is known of a person who asked to be forgotten."""

    delivery_id: int
    attempts: int
    subscriber_id: int
    email: str
    secret: str
    # Why the person gets nothing after all: "left", "paused"; "" for who gets the letter.
    unwanted: str


_DUE = (
    "SELECT d.id, d.attempts, s.id, s.email, s.secret, CASE WHEN s.id IS NULL OR s.state <> 'confirmed' THEN 'left'"
    " WHEN s.paused_until > %s THEN 'paused' ELSE '' END FROM editions_delivery d"
    " LEFT JOIN subscribers_subscriber s ON s.id = d.subscriber_id WHERE d.chunk_id = %s AND "
)
_QUEUED = _DUE + "d.state = 'queued' LIMIT %s"
_DEFERRED = _DUE + "d.state = 'deferred' AND d.not_before <= %s LIMIT %s"


def due(chunk_id: int, limit: int, now: datetime, *, edition_on: date) -> list[Row]:
    """The next deliveries of a chunk, with whom they go to: what was never tried before what is tried again."""
    if limit < 1:
        return []
    day = connection.ops.adapt_datefield_value(edition_on)
    found = rows(_QUEUED, [day, chunk_id, limit])
    if len(found) < limit:
        found += rows(_DEFERRED, [day, chunk_id, _when(now), limit - len(found)])
    return [Row(*row) for row in found]


def mark(delivery_ids: Sequence[int], now: datetime) -> None:
    """Put rows into `sending`: the next attempt."""
    _update("state = 'sending', attempts = attempts + 1, not_before = NULL", [], delivery_ids, now)


def requeue(delivery_ids: Sequence[int], now: datetime) -> None:
    """Take rows back that were marked and never handed over."""
    _update("state = 'queued', attempts = attempts - 1", [], delivery_ids, now, only="sending")


def skip(delivery_ids: Sequence[int], reason: str, now: datetime) -> None:
    """These get nothing."""
    _update("state = 'skipped', code = %s", [reason], delivery_ids, now)


def settle(answers: Iterable[Answer], domain_class: str) -> None:
    """Write down what became of letters: one statement per kind of outcome."""
    now = clock.now()
    found: dict[Outcome, list[int]] = {}
    names: list[tuple[str, int]] = []
    for answer in answers:
        found.setdefault(outcome(answer.code, answer.attempt), []).append(answer.delivery_id)
        if answer.provider_id:
            names.append((answer.provider_id[:120], answer.delivery_id))
    for result, ids in found.items():
        _write(result, ids, now)
        if result.policy:
            _respect(result, ids[0], domain_class, now)
        if result.state == Delivery.State.FAILED:
            _note_bounces(ids, result.code, now)
    if names:
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE editions_delivery SET provider_id = %s WHERE id = %s", names)


def _write(result: Outcome, ids: Sequence[int], now: datetime) -> None:
    again_at = _when(now + result.wait) if result.wait else None
    fields = [str(result.state), result.code, again_at]
    _update("state = %s, code = %s, not_before = %s", fields, ids, now, only="sending")


def _respect(result: Outcome, delivery_id: int, domain_class: str, now: datetime) -> None:
    """Leave the provider alone; the editors are told of what is meant for good, not of a pace that was too fast."""
    rate_limits.pause(domain_class, now)
    if result.code.startswith("5"):
        edition = Edition.objects.get(deliveries=delivery_id)
        reputation.refused(edition, domain_class, result.code)
    log.warning(
        "Provider refuses by policy",
        extra={"event": "policy_refusal", "domain_class": domain_class, "code": result.code},
    )


def _note_bounces(ids: Sequence[int], code: str, now: datetime) -> None:
    rows = Delivery.objects.filter(pk__in=ids).values_list("pk", "edition_id", "subscriber_id")
    Event.objects.bulk_create(
        Event(
            kind=Event.Kind.BOUNCE,
            delivery_id=delivery_id,
            edition_id=edition_id,
            subscriber_id=subscriber_id,
            code=code,
            source="smtp",
            happened_at=now,
        )
        for delivery_id, edition_id, subscriber_id in rows
    )


def _update(what: str, values: list[Any], ids: Sequence[int], now: datetime, *, only: str = "") -> None:
    """One statement for all these rows; only: those in this state."""
    if not ids:
        return
    state = f" AND state = '{only}'" if only else ""
    among, listed = _among(ids)
    statement = f"UPDATE editions_delivery SET {what}, changed_at = %s WHERE {among}{state}"  # noqa: S608 our own words
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, _when(now), listed])


def _among(ids: Sequence[int]) -> tuple[str, Any]:
    """A condition whose text is the same for any number of ids, and its value."""
    if connection.vendor == "postgresql":
        return "id = ANY(%s)", list(ids)
    return "id IN (SELECT value FROM json_each(%s))", json.dumps(list(ids))


def _when(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
