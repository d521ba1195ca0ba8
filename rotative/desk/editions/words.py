"""Days, languages, minutes and seconds, as all pages of the edition write them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import get_language_info, gettext, gettext_lazy, ngettext

from rotative.editions.composing.compose import Kind
from rotative.mail.domain_classes import OTHER
from rotative.masthead import reads as masthead
from rotative.masthead.models import MastheadLanguage

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


def languages() -> list[tuple[str, str]]:
    """Return the outlet's languages, each under its own name."""
    codes = MastheadLanguage.objects.order_by("sort_order", "pk").values_list("language", flat=True)
    return [(code, own_name(code)) for code in codes]


def provider(domain_class: str) -> str:
    """Return the name of a domain class at the desk: "Google"."""
    return gettext("Others") if domain_class == OTHER else domain_class.capitalize()
