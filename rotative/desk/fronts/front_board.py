"""The context of the page on which a front page is arranged: its places as readers see them, and what can be put there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from rotative.articles import reads as articles
from rotative.articles.cards import ArticleCard
from rotative.core import clock
from rotative.desk.editions.words import own_name, zone
from rotative.desk.forms import story_search
from rotative.desk.outlet.outlet_clock import spelt
from rotative.pages import reads
from rotative.pages.models import FrontPage, FrontSlot

# How long an urgent line stays, unless its colleague says otherwise.
_URGENT_FOR = timedelta(hours=3)
LEAD, SECOND, FURTHER = "lead", "second", "further"


def board(draft: FrontPage) -> dict[str, Any]:
    """Build the places of a draft, the automatic ones among them, and the lists below that nobody arranges."""
    view = reads.front_of(draft)
    chosen = {slot.article_id: slot for slot in draft.slots.all()}
    places = [_place(number, card, chosen.get(card.id)) for number, card in enumerate(view.slots)]
    sections = {section.id: section.name for section in articles.sections(draft.language)}
    return {
        "places": places,
        "lead": places[:1],
        "seconds": [place for place in places if place["kind"] == SECOND],
        "further": [place for place in places if place["kind"] == FURTHER],
        "briefs": [card.headline for card in view.briefs],
        "rows": [
            (sections[pk], [card.headline for card in cards])
            for pk, cards in view.by_section.items()
            if cards
        ],
        "urgent": _urgent(draft, view.urgent.path if view.urgent else ""),
        "language_name": own_name(draft.language),
    }


def search(draft: FrontPage, asked: str, at: int) -> dict[str, Any]:
    """Find articles for a place, the newest first; those that are placed already are marked."""
    placed = {slot.article_id for slot in draft.slots.all()}
    found = story_search.published(asked, language=draft.language)
    return {
        "asked": asked,
        "at": at,
        "found": [(article, article.pk in placed) for article in found],
        "names": [(number, place_name(number)) for number in range(reads.SLOTS)],
    }


def place_name(number: int) -> str:
    """Return the name of a place, counted from 0: "Lead", "Second 1", "Below 1"."""
    if number == 0:
        return _("Lead")
    if number in reads.SECONDS:
        return _("Second %(number)d") % {"number": number}
    return _("Below %(number)d") % {"number": number - len(reads.SECONDS)}


def _kind(number: int) -> str:
    if number == 0:
        return LEAD
    return SECOND if number in reads.SECONDS else FURTHER


def _place(number: int, card: ArticleCard, slot: FrontSlot | None) -> dict[str, Any]:
    until_at = slot.until_at if slot else None
    return {
        "number": number,
        "name": place_name(number),
        "kind": _kind(number),
        "card": card,
        "kicker": card.kicker or " · ".join(filter(None, (card.section.name, card.label))),
        "slot": slot,
        "until": spelt(until_at) if until_at else "",
        "until_at": until_at.astimezone(zone(card.language)) if until_at else None,
        "first": number == 0,
        "last": number == reads.SLOTS - 1,
    }


def _urgent(draft: FrontPage, path: str) -> dict[str, Any]:
    until_at = draft.urgent_until_at
    offered_at = until_at or clock.now() + _URGENT_FOR
    return {
        "text": draft.urgent_text,
        "path": path,
        "until": spelt(until_at) if until_at else "",
        "offered_at": offered_at.astimezone(zone(draft.language)),
        "article": draft.urgent_article,
    }
