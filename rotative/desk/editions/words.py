"""Days, languages, minutes and seconds, as all pages of the edition write them."""

from __future__ import annotations

from datetime import date
from math import ceil
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal
from django.utils.translation import get_language_info, gettext, gettext_lazy, ngettext

from rotative.core import clock
from rotative.desk.outlet.outlet_clock import babel_locale
from rotative.editions.composing.compose import Kind
from rotative.editions.models import Edition
from rotative.mail.domain_classes import OTHER
from rotative.masthead import reads as masthead
from rotative.masthead.models import MastheadLanguage
from rotative.staff.models import User

KINDS = {
    Kind.LONG: gettext_lazy("Long"),
    Kind.SHORT: gettext_lazy("Short"),
    Kind.HEADLINE: gettext_lazy("Headline"),
}


def clock_face(seconds: int) -> str:
    """Write seconds as minutes and seconds: "4:37"."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def in_minutes(count: int) -> str:
    """Write a reading time: "5 minutes"."""
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def too_heavy(shortened: int, left_out: int) -> str:
    """Say what became of a letter that mail programs would have cut."""
    return gettext(
        "Too heavy for mail programs: %(shortened)d stories became headlines, %(left_out)d were left out."
    ) % {"shortened": shortened, "left_out": left_out}


def zone(language: str) -> ZoneInfo:
    """Return the outlet's time zone."""
    return ZoneInfo(masthead.outlet(language).time_zone)


def today(language: str) -> date:
    """Return the day in the outlet's time zone."""
    return masthead.today(language)


def own_name(language: str) -> str:
    """Return the own name of a language: "Français"."""
    return str(get_language_info(language)["name_local"]).capitalize()


def held_s(edition: Edition) -> int:
    """Return the seconds in which the edition can still be called back; 0 when it cannot."""
    leaves_at = edition.mailing.leaves_at if edition.mailing else None
    if leaves_at is None or edition.state != Edition.State.SENDING:
        return 0
    return max(ceil((leaves_at - clock.now()).total_seconds()), 0)


def full_name(user: User | None) -> str:
    """Return the name of a colleague as people know it, else that of the account; "" for nobody."""
    return (user.get_full_name() or str(user)) if user else ""


def grouped(count: int) -> str:
    """Write a number with its thousands apart: "4,210"."""
    return str(format_decimal(count, locale=babel_locale()))


def languages() -> list[tuple[str, str]]:
    """Return the outlet's languages, each under its own name."""
    codes = MastheadLanguage.objects.order_by("sort_order", "pk").values_list("language", flat=True)
    return [(code, own_name(code)) for code in codes]


def provider(domain_class: str) -> str:
    """Return the name of a domain class at the desk: "Google"."""
    return gettext("Others") if domain_class == OTHER else domain_class.capitalize()
