"""Signals for feeds: they follow sections and languages, and a full sitemap of a month gets a next file."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from rotative.articles import lists
from rotative.articles import reads as articles
from rotative.articles.list_name import ListName
from rotative.articles.models import Section
from rotative.bake import queue
from rotative.bake.models import PublicPath
from rotative.core import addresses
from rotative.feeds import actions, places, rss, sitemap_entries
from rotative.feeds.sitemap_entries import MapPart
from rotative.masthead.models import MastheadLanguage
from rotative.masthead.reads import open_languages


@receiver(post_save, sender=Section)
def on_section(instance: Section, **kwargs: Any) -> None:
    card = articles.section(instance.pk)
    if card and card.language in open_languages():
        queue.place([places.section(card)])


@receiver(post_delete, sender=Section)
def on_section_gone(instance: Section, **kwargs: Any) -> None:
    queue.withdraw([addresses.section(instance.locale.language_code, instance.slug) + rss.FILE])


@receiver(post_save, sender=MastheadLanguage)
@receiver(post_delete, sender=MastheadLanguage)
def on_language(**kwargs: Any) -> None:
    actions.follow_languages()


@receiver(lists.entered)
def on_entry(name: ListName, window: int, **kwargs: Any) -> None:
    begins_a_part = window > 1 and (window - 1) % sitemap_entries.PART_WINDOWS == 0
    if begins_a_part and name.kind == "month":
        part = places.part(MapPart(list=name, number=sitemap_entries.part_of(window)))
        if not PublicPath.objects.filter(path=part.path, state=PublicPath.State.LIVE).exists():
            queue.place([part, places.INDEX])
