"""Dates in the desk's templates, written as the paper writes them; "" for none."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone

from rotative.desk.outlet import outlet_clock

register = template.Library()


@register.filter
def instant(at: datetime | None) -> str:
    return outlet_clock.instant(at) if at else ""


@register.filter
def day(on: date | None) -> str:
    """Return a day, or the day of an instant by the clock of the page."""
    return outlet_clock.day(timezone.localtime(on) if isinstance(on, datetime) else on) if on else ""


@register.filter
def weekday(on: date | None) -> str:
    return outlet_clock.weekday(on) if on else ""
