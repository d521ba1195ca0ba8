"""Puts the sections with the most articles into the menu; the footer lists the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from django.db.models import Count

from rotative.articles.models import Article, Section

# More would crowd the top of the page.
MOST: Final = 12


def arrange(new: Iterable[Section]) -> None:
    """Give new sections their places, those with the most articles first; sections that were there before stay as they are."""
    by_language: dict[int, list[Section]] = defaultdict(list)
    for section in new:
        by_language[section.locale_id].append(section)
    for locale_id, sections in by_language.items():
        _arrange(sections, Section.objects.filter(locale_id=locale_id))


def _arrange(sections: list[Section], every: Iterable[Section]) -> None:
    ids = {section.pk for section in sections}
    before = [section for section in every if section.pk not in ids]
    counted = Counter(
        dict(
            Article.objects.filter(section_id__in=ids, live=True)
            .order_by()
            .values_list("section_id")
            .annotate(Count("pk"))
        )
    )
    room = MOST - sum(section.in_menu for section in before)
    place = max((section.position for section in before), default=-1) + 1
    for section in sorted(sections, key=lambda one: (not one.in_menu, -counted[one.pk], one.name)):
        section.position = place
        section.in_menu = section.in_menu and room > 0
        room -= section.in_menu
        place += 1
        section.save(update_fields=["position", "in_menu"])
