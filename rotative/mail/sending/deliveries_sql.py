"""Deliveries in and out of the database, fifty at a time.

Plain SQL: this is done for every fifty letters, thousands of times a mailing, and the object mapper would cost more than
handing the letters over.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from rotative.core.sql import execute, rows


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery that is due. A person who asked to be forgotten has no address in it."""

    delivery_id: int
    attempts: int
    subscriber_id: int
    email: str
    secret: str
    # The reason why the person gets nothing after all: "left", "paused"; "" for a person who gets the letter.
    unwanted: str


_DUE = (
    "SELECT d.id, d.attempts, s.id, s.email, s.secret, CASE WHEN s.id IS NULL OR s.state <> 'confirmed' THEN 'left'"
    " WHEN s.paused_until > %s THEN 'paused' ELSE '' END FROM mail_delivery d"
    " LEFT JOIN subscribers_subscriber s ON s.id = d.subscriber_id WHERE d.chunk_id = %s AND "
)
_QUEUED = _DUE + "d.state = 'queued' LIMIT %s"
_DEFERRED = _DUE + "d.state = 'deferred' AND d.not_before <= %s LIMIT %s"


def due(chunk_id: int, limit: int, now: datetime, *, day: date) -> list[Row]:
    """Return the next deliveries of a chunk with their readers: new ones before those that are tried again.

    day: the mailing's; a reader who paused until a later day gets nothing.
    """
    if limit < 1:
        return []
    that_day = connection.ops.adapt_datefield_value(day)
    found = rows(_QUEUED, [that_day, chunk_id, limit])
    if len(found) < limit:
        found += rows(_DEFERRED, [that_day, chunk_id, _instant(now), limit - len(found)])
    return [Row(*row) for row in found]


def mark(delivery_ids: Sequence[int], now: datetime) -> None:
    """Put rows into `sending`: the next attempt."""
    _update("state = 'sending', attempts = attempts + 1, not_before = NULL", [], delivery_ids, now)


def requeue(delivery_ids: Sequence[int], now: datetime) -> None:
    """Take back rows that were marked and whose letters were never handed over."""
    _update("state = 'queued', attempts = attempts - 1", [], delivery_ids, now, only="sending")


def requeue_rest(chunk_id: int, now: datetime) -> None:
    """Take back every row of a chunk that is still marked. Those with an answer have another state by now."""
    statement = (
        "UPDATE mail_delivery SET state = 'queued', attempts = attempts - 1, changed_at = %s"
        " WHERE chunk_id = %s AND state = 'sending'"
    )
    execute(statement, [_instant(now), chunk_id])


def skip(delivery_ids: Sequence[int], reason: str, now: datetime) -> None:
    """Put rows into `skipped`: these readers get nothing."""
    _update("state = 'skipped', code = %s", [reason], delivery_ids, now)


def conclude(
    delivery_ids: Sequence[int], state: str, code: str, now: datetime, *, again_at: datetime | None
) -> None:
    """Write the outcome of letters that are in `sending`. again_at: for deferred ones, else None."""
    fields = [state, code, _instant(again_at) if again_at else None]
    _update("state = %s, code = %s, not_before = %s", fields, delivery_ids, now, only="sending")


def name_letters(names: Iterable[tuple[str, int]]) -> None:
    """Write the names that a mail provider gave to letters: (name, delivery)."""
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE mail_delivery SET provider_id = %s WHERE id = %s", list(names))


def _update(change: str, values: list[Any], ids: Sequence[int], now: datetime, *, only: str = "") -> None:
    """Change all these rows in one statement. only: those in this state."""
    if not ids:
        return
    state = f" AND state = '{only}'" if only else ""
    among, listed = _among(ids)
    statement = f"UPDATE mail_delivery SET {change}, changed_at = %s WHERE {among}{state}"  # noqa: S608 our own words
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, _instant(now), listed])


def _among(ids: Sequence[int]) -> tuple[str, Any]:
    """Return a condition whose text is the same for any number of ids, and its value."""
    if connection.vendor == "postgresql":
        return "id = ANY(%s)", list(ids)
    return "id IN (SELECT value FROM json_each(%s))", json.dumps(list(ids))


def _instant(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
