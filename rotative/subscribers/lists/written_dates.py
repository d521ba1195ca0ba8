"""Dates as other programs write them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache

from babel import Locale
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from rotative.core.languages import CODES
from rotative.core.text import fold

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(.*)", re.DOTALL)
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:er|st|nd|rd|th)?\s+(?:de\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+)?(\d{4})(.*)", re.DOTALL
)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(.*)", re.DOTALL)
_CLOCK = re.compile(
    r"\D{0,6}?(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([ap]\.?m\.?|ص|م)?", re.IGNORECASE
)
# A hundred characters hold any date; the rest of a longer text is not looked at.
_MOST = 100


def moment_of(text: str, *, month_first: bool = False) -> datetime | None:
    """Return a date, or a date and an hour, as an aware instant; None if the text is neither.

    A day begins in the newsroom's zone; an hour without a zone is UTC, as programs export it. month_first: 3/4/2024 is the fourth of March.
    """
    text = text.strip()[:_MOST]
    try:
        exact = parse_datetime(text.removesuffix(" UTC") + "Z" if text.endswith(" UTC") else text)
        moment = exact or _composed(text, month_first=month_first)
        if moment is None or not is_naive(moment):
            return moment
        return (
            make_aware(moment) if moment.time() == time() and ":" not in text else moment.replace(tzinfo=UTC)
        )
    except (ValueError, OverflowError):
        return None


def is_month_first(texts: Iterable[str]) -> bool:
    """Return whether numbers like 3/25/2024 show that the month is written first; days come first unless they do."""
    for text in texts:
        found = _NUMBERS.match(text.strip()[:_MOST])
        if found and max(int(found[1]), int(found[2])) > 12:
            return int(found[2]) > 12
    return False


def _composed(text: str, *, month_first: bool) -> datetime | None:
    if found := _ISO.match(text):
        year, month, day, rest = int(found[1]), int(found[2]), int(found[3]), found[4]
    elif found := _NUMBERS.match(text):
        day, month, rest = int(found[1]), int(found[2]), found[4]
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        if month_first or _is_english(rest):
            day, month = month, day
    elif found := _DAY_FIRST.match(text):
        day, month, year, rest = int(found[1]), _month(found[2]), int(found[3]), found[4]
    elif found := _MONTH_FIRST.match(text):
        day, month, year, rest = int(found[2]), _month(found[1]), int(found[3]), found[4]
    else:
        return None
    return datetime.combine(date(year, month, day), _hour(rest))


def _is_english(rest: str) -> bool:
    """Return whether the hour is written with AM or PM, as where months come first."""
    return re.search(r"\d\s*[ap]m\b", rest, re.IGNORECASE) is not None


def _hour(rest: str) -> time:
    found = _CLOCK.match(rest)
    if found is None:
        return time()
    hour, half = int(found[1]), (found[4] or "").lower()[:1]
    if half in ("p", "م") and hour < 12:
        hour += 12
    elif half in ("a", "ص") and hour == 12:
        hour = 0
    return time(hour, int(found[2]), int(found[3] or 0))


def _month(name: str) -> int:
    """Return the number of a month in any of our languages, long or short. Raises ValueError."""
    number = _months().get(fold(name).rstrip("."))
    if number is None:
        raise ValueError(name)
    return number


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for code in CODES:
        months = Locale.parse(code).months
        for width in ("wide", "abbreviated"):
            for number, name in months["format"][width].items():
                names[fold(name).rstrip(".")] = number
    return names
