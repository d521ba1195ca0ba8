"""Reminders: due dates that passed, commitments that went quiet, anniversaries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rotative.dossiers.models import OPEN_STATES, Commitment, CommitmentChange, Dossier, Event
from rotative.masthead import reads as masthead

# Days before an anniversary on which it is said, so that a piece can be written.
AHEAD = 7


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A reason to look at a dossier again."""

    kind: Literal["due", "quiet", "anniversary"]
    # When the date passed, since when it is quiet, or the day of the anniversary.
    on: date
    # Of the event, at an anniversary.
    years: int = 0
    # The commitment or the event in its words.
    text: str
    dossier: Dossier
    commitment_id: int | None = None


def reminders(today: date, *, dossiers: Iterable[int] | None = None) -> list[Reminder]:
    """Return what is to be looked at again in published dossiers: due dates first, the oldest first.

    dossiers: only these.
    """
    followed = Dossier.objects.filter(live=True)
    if dossiers is not None:
        followed = followed.filter(pk__in=list(dossiers))
    rows = {row.pk: row for row in followed.select_related("locale", "section")}
    commitments = list(
        Commitment.objects.filter(dossier__in=rows, state__in=OPEN_STATES).order_by("due_last", "pk")
    )
    return [
        *_due(commitments, rows, today),
        *_quiet(commitments, rows, today),
        *_anniversaries(rows, today),
    ]


def _due(commitments: list[Commitment], rows: dict[int, Dossier], today: date) -> Iterable[Reminder]:
    for one in commitments:
        if one.due_last is not None and one.due_last < today:
            yield Reminder(
                kind="due", on=one.due_last, text=one.text, dossier=rows[one.dossier_id], commitment_id=one.pk
            )


def _quiet(commitments: list[Commitment], rows: dict[int, Dossier], today: date) -> Iterable[Reminder]:
    days = masthead.quiet_after_days()
    if not days:
        return
    last: dict[int, date] = {}
    changes = CommitmentChange.objects.filter(commitment__in=[one.pk for one in commitments]).order_by("on")
    for commitment_id, on in changes.values_list("commitment_id", "on"):
        last[commitment_id] = on
    limit = today - timedelta(days=days)
    silent = [(last.get(one.pk), one) for one in commitments if not (one.due_last and one.due_last < today)]
    for since, one in sorted(
        ((since, one) for since, one in silent if since and since < limit), key=lambda pair: pair[0]
    ):
        yield Reminder(
            kind="quiet", on=since, text=one.text, dossier=rows[one.dossier_id], commitment_id=one.pk
        )


def _anniversaries(rows: dict[int, Dossier], today: date) -> Iterable[Reminder]:
    """Yield the events of a known day that are whole years ago within the next days."""
    coming = {(day.month, day.day): day for day in (today + timedelta(days=n) for n in range(AHEAD + 1))}
    found = []
    for event in Event.objects.filter(dossier__in=rows, on__lt=today - timedelta(days=300)):
        day = coming.get((event.on.month, event.on.day)) if len(event.when) == len("2027-06-30") else None
        if day is not None and day.year > event.on.year:
            found.append(
                Reminder(
                    kind="anniversary",
                    on=day,
                    years=day.year - event.on.year,
                    text=event.text,
                    dossier=rows[event.dossier_id],
                )
            )
    yield from sorted(found, key=lambda one: one.on)
