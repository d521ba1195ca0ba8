"""The desk's one clock: the masthead's, which the pages follow as well."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, get_timezone_location
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotative.core.languages import BY_CODE, SOURCE
from rotative.core.wagtail_fixes import one_clock
from rotative.masthead import reads as masthead


def register() -> None:
    """Make every page of the desk read and write hours on the masthead's clock."""
    one_clock.use(lambda: zone().key)


def zone() -> ZoneInfo:
    """Return the masthead's time zone."""
    return ZoneInfo(masthead.time_zone())


def spelt(at: datetime) -> str:
    """Return an instant in words, with its zone: "Tuesday, 1 December 2026 at 06:00 (Casablanca, UTC+1)".

    at: aware. The months have the names that the pages print.
    """
    local = at.astimezone(zone())
    return _("%(day)s at %(hour)s (%(zone)s)") % {
        "day": format_date(local, "full", locale=babel_locale()),
        "hour": f"{local:%H:%M}",
        "zone": named(at),
    }


def instant(at: datetime) -> str:
    """Return an instant in a few words, with the name of its month: "29 Nov 2026, 14:03". at: aware."""
    return _joined(format_skeleton("yMMMd", timezone.localtime(at), locale=babel_locale()), at)


def day(on: date) -> str:
    """Return a day as the paper writes it: "29 November 2026"."""
    return str(format_date(on, "long", locale=babel_locale()))


def weekday(on: date) -> str:
    """Return a day with the day of the week: "Sunday, 29 November 2026"."""
    return str(format_date(on, "full", locale=babel_locale()))


def short_day(on: date) -> str:
    """Return a day for the axis of a plot: "29 Nov"."""
    return str(format_skeleton("MMMd", datetime(on.year, on.month, on.day), locale=babel_locale()))


def month(on: date) -> str:
    """Return the month of a day for the axis of a plot: "Nov 2026"."""
    return str(format_skeleton("yMMM", datetime(on.year, on.month, on.day), locale=babel_locale()))


def hour(at: datetime) -> str:
    """Return an hour by the clock of the page: "14:03". at: aware."""
    return f"{timezone.localtime(at):%H:%M}"


def _joined(written_day: str, at: datetime) -> str:
    return _("%(day)s, %(hour)s") % {"day": written_day, "hour": hour(at)}


def named(at: datetime) -> str:
    """Return the zone as people know it, and its distance from UTC at an instant: "Casablanca, UTC+1"."""
    local = at.astimezone(zone())
    place = get_timezone_location(zone().key, locale=babel_locale(), return_city=True)
    return _("%(place)s, UTC%(offset)s") % {"place": place, "offset": _offset(local)}


def _offset(local: datetime) -> str:
    distance = local.utcoffset()
    minutes = int(distance.total_seconds() // 60) if distance is not None else 0
    if minutes == 0:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    return ("+" if minutes > 0 else "−") + str(hours) + (f":{rest:02}" if rest else "")


def babel_locale() -> str:
    """Return Babel's locale for the language of the desk."""
    row = BY_CODE.get(str(get_language() or "")[:2])
    return row.locale if row else SOURCE
