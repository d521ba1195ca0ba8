"""Actions on feeds: they follow the outlet's languages."""

from django.db import transaction

from rotative.articles import list_name
from rotative.articles.list_name import Kind
from rotative.bake import queue
from rotative.bake.models import PublicPath
from rotative.feeds import places

_OTHER_FEEDS: tuple[Kind, ...] = ("section", "subject", "author", "brief")
_LANGUAGE_RECIPES = ("rss", "atom", "json_feed", "manifest", "sitemap_pages", "sitemap_news")


@transaction.atomic
def follow_languages() -> None:
    """Place the feeds and maps of the outlet's languages, and withdraw those of languages that it gave up."""
    wanted = places.always_everywhere()
    known = PublicPath.objects.filter(state=PublicPath.State.LIVE, recipe__in=_LANGUAGE_RECIPES)
    # Feeds of these lists follow the lists.
    files = known
    for kind in _OTHER_FEEDS:
        files = files.exclude(arg__startswith=list_name.prefix(kind))
    queue.withdraw(set(files.values_list("path", flat=True)) - {spec.path for spec in wanted})
    queue.place(wanted)
