"""The growth of the list of subscribers: who confirmed and who left, month by month, as plain numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from rotative.subscribers.models import Subscriber

# Months in the chart, the present one among them.
MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of the list."""

    # Its first day.
    on: date
    confirmed: int
    left: int


def growth(languages: Sequence[str], *, today: date, zone: ZoneInfo) -> list[Month]:
    """Count those who confirmed and those who left in each of the last months, the oldest first."""
    starts = _starts(today)
    edges = [datetime.combine(on, time(), zone) for on in starts]
    confirmed, left = (_counted(name, languages, edges) for name in ("confirmed_at", "left_at"))
    return [
        Month(on=on, confirmed=confirmed[number], left=left[number]) for number, on in enumerate(starts[:-1])
    ]


def _starts(today: date) -> list[date]:
    """Return the first days of the months, and that of the next one."""
    number = 12 * today.year + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(number - MONTHS + 1, number + 2)]


def _counted(name: str, languages: Sequence[str], edges: Sequence[datetime]) -> list[int]:
    totals = [0] * (len(edges) - 1)
    within = {f"{name}__gte": edges[0], f"{name}__lt": edges[-1]}
    months: dict[str, Any] = {
        f"m{number}": Count("pk", filter=Q(**{f"{name}__gte": start, f"{name}__lt": edges[number + 1]}))
        for number, start in enumerate(edges[:-1])
    }
    for language in languages:
        found = Subscriber.objects.filter(language=language, **within).aggregate(**months)
        totals = [total + found[f"m{number}"] for number, total in enumerate(totals)]
    return totals
