"""The context of the composer: the stories as they will be read, the clock, the stories left out and the reasons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from rotative.core import clock, reading_time
from rotative.desk.editions.words import KINDS, clock_face, own_name, zone
from rotative.editions import schedule
from rotative.editions.composing.compose import REASONS, RESERVE_S, Kind, Verdict
from rotative.editions.models import Edition, EditionItem
from rotative.editions.reads import kicker
from rotative.masthead import reads as masthead

# The budgets of an edition, in minutes: those that a reader may choose, and others.
COMPOSER_MINUTES = tuple(range(3, 16))


def board(edition: Edition) -> dict[str, Any]:
    """Build the page's context, from two queries."""
    items = _items(edition)
    stories = [item for item in items if item.position is not None]
    seconds = RESERVE_S + sum(item.seconds for item in stories)
    free = edition.budget_s - seconds
    left_out = [item for item in items if item.position is None]
    left_out.sort(key=lambda item: -_worth(item))
    headlines = {item.article_id: item.headline for item in items}
    return {
        "direction": masthead.outlet(edition.language).direction,
        "language_name": own_name(edition.language),
        "printed": [_story(item, headlines, free, edition.language) for item in stories],
        "left_out": [_story(item, headlines, free, edition.language) for item in left_out],
        "clock": _clock(edition, seconds),
        "bar": _bar(edition, stories),
        "budgets": [(minutes * 60, minutes) for minutes in COMPOSER_MINUTES],
        "held": schedule.is_held(edition, clock.now()),
        "send_at": _send_at(edition),
    }


def _items(edition: Edition) -> list[EditionItem]:
    return list(
        edition.items.select_related("article__section")
        .only("edition", "position", "kind", "headline", "text", "seconds", "pinned", "rewritten", "verdict",
              "verdict_fields", "renditions", "article__section__name", "article__genre", "article__headline")
        .order_by("position", "pk")
    )  # fmt: skip


def _clock(edition: Edition, seconds: int) -> dict[str, Any]:
    """Describe the length of the edition, to the second, and its distance from the budget."""
    free = edition.budget_s - seconds
    return {
        "total": clock_face(seconds),
        "budget": clock_face(edition.budget_s),
        "free": clock_face(abs(free)),
        "over": free < 0,
        "minutes": reading_time.minutes(seconds),
    }


def _bar(edition: Edition, stories: list[EditionItem]) -> dict[str, Any]:
    """Draw the budget as a bar a thousand wide: a piece for the reserve, one for each story, a mark at its end."""
    whole = max(edition.budget_s, RESERVE_S + sum(item.seconds for item in stories))
    pieces: list[dict[str, Any]]
    pieces, start = [{"x": 0.0, "width": 1000 * RESERVE_S / whole, "kind": "reserve"}], RESERVE_S
    for item in stories:
        pieces.append({"x": 1000 * start / whole, "width": 1000 * item.seconds / whole, "kind": item.kind})
        start += item.seconds
    if get_language_bidi():
        pieces = [piece | {"x": 1000 - piece["x"] - piece["width"]} for piece in pieces]
    limit = 1000 * edition.budget_s / whole
    return {"pieces": pieces, "limit": 1000 - limit if get_language_bidi() else limit}


def _story(item: EditionItem, headlines: dict[int, str], free: int, language: str) -> dict[str, Any]:
    offers = [
        {
            "kind": offer["kind"],
            "label": KINDS[Kind(offer["kind"])],
            "length": clock_face(offer["seconds"]),
            "current": offer["kind"] == item.kind,
            "fits": offer["seconds"] - item.seconds <= free,
        }
        for offer in item.renditions
    ]
    return {
        "item": item,
        "kicker": kicker(item.article, language),
        "length": clock_face(item.seconds),
        "paragraphs": [part.strip() for part in item.text.split("\n\n") if part.strip()],
        "reason": _reason(item, headlines),
        "offers": offers,
        "fits": any(offer["fits"] for offer in offers),
    }


def _reason(item: EditionItem, headlines: dict[int, str]) -> str:
    """Give the reason why it is in or out, with the headline of a story with the same news."""
    if not item.verdict:
        return ""
    other = headlines.get(item.verdict_fields.get("other", 0))
    if item.verdict == Verdict.SAME_STORY and other:
        return _("Left out: it tells the same story as “%(headline)s”.") % {"headline": other}
    reason: str = _(REASONS[Verdict(item.verdict)]) % item.verdict_fields
    return reason


def _worth(item: EditionItem) -> int:
    return max((int(offer["value"]) for offer in item.renditions), default=0)


def _send_at(edition: Edition) -> datetime | None:
    """Return the hour to offer for sending: the one already set, else the timetable's if it is still to come."""
    there = zone(edition.language)
    if edition.send_at is not None:
        return edition.send_at.astimezone(there)
    plan, now = schedule.plan_of(edition.language), clock.now()
    if plan is None:
        return None
    today = schedule.day(plan, now)
    return today.send_at if today.on == edition.edition_on and today.send_at > now else None
