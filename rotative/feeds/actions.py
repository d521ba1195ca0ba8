"""Bringing the feeds in line with what the outlet is."""

from django.db import transaction

from rotative.bake import queue
from rotative.bake.models import PublicPath
from rotative.feeds import places

_LANGUAGE_RECIPES = ("rss", "atom", "json_feed", "manifest", "sitemap_pages", "sitemap_news")


@transaction.atomic
def follow_languages() -> None:
    """Every language of the outlet has its feeds and maps, one it gave up has none."""
    wanted = places.always_everywhere()
    known = PublicPath.objects.filter(state=PublicPath.State.LIVE, recipe__in=_LANGUAGE_RECIPES)
    # Feeds of sections and subjects do not depend on the outlet's languages.
    files = known.exclude(arg__startswith="section:").exclude(arg__startswith="subject:")
    queue.withdraw(set(files.values_list("path", flat=True)) - {spec.path for spec in wanted})
    queue.place(wanted)
