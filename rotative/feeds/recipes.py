"""The recipes of feeds, sitemaps, manifest and robots.txt."""

from collections.abc import Callable, Iterable
from functools import partial

from rotative.articles import lists
from rotative.articles.list_name import ListName
from rotative.bake import recipes
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Prepare, Recipe, Spec
from rotative.core import addresses
from rotative.feeds import (
    atom,
    dossier_files,
    json_feed,
    manifest,
    places,
    reads,
    rss,
    sitemap_entries,
    sitemap_xml,
)
from rotative.feeds.cards import Feed
from rotative.feeds.sitemap_entries import MapPart
from rotative.masthead.reads import languages, outlet

PRIORITY = 30


def register() -> None:
    """Register the recipes of every file of this application. Called once, at start."""
    lists.shown_on("subject", places.subject)
    lists.shown_on("author", places.author)
    lists.shown_on("brief", places.briefs)
    lists.shown_on("month", places.month)
    _recipe("rss", partial(_feed, "rss", rss.rss), _rss_specs, prepare=reads.prepare)
    _recipe("atom", partial(_feed, "atom", atom.atom), partial(_always, "atom"))
    _recipe("json_feed", partial(_feed, "json_feed", json_feed.json_feed), partial(_always, "json_feed"))
    _recipe("manifest", lambda language: manifest.manifest(outlet(language)), partial(_always, "manifest"))
    _recipe("sitemap", _index, partial(_always, "sitemap"))
    _recipe("sitemap_month", _month, _month_specs)
    _recipe("sitemap_pages", _pages, partial(_always, "sitemap_pages"))
    _recipe("sitemap_news", _news, partial(_always, "sitemap_news"))
    _recipe("robots", _robots, partial(_always, "robots"))
    for name, write in (("dossier_feed", dossier_files.feed), ("dossier_json", dossier_files.export)):
        _recipe(name, write, partial(dossier_files.specs, name))
    _recipe("dossier_schema", dossier_files.schema, dossier_files.schema_specs)


def _recipe(
    name: str,
    render: Callable[[str], bytes],
    specs: Callable[[], Iterable[Spec]],
    *,
    prepare: Prepare | None = None,
) -> None:
    recipes.register(Recipe(name=name, render=render, specs=specs, priority=PRIORITY, prepare=prepare))


def _always(recipe: str) -> list[Spec]:
    return places.feeds_of(recipe, places.always_everywhere())


def _rss_specs() -> Iterable[Spec]:
    yield from _always("rss")
    yield from places.sections()
    yield from places.feeds_of("rss", lists.specs("subject", places.subject))
    yield from lists.specs("author", places.author)
    yield from lists.specs("brief", places.briefs)


def _month_specs() -> Iterable[Spec]:
    return places.feeds_of("sitemap_month", lists.specs("month", places.month))


def _feed(recipe: str, write: Callable[[Feed], bytes], arg: str) -> bytes:
    feed = reads.feed(ListName.parse(arg))
    if feed is None:
        raise NothingHere(recipe=recipe, arg=arg)
    return write(feed)


def _index(_arg: str) -> bytes:
    months = [places.part(part).path for part in sitemap_entries.every_part()]
    pages = [spec.path for spec in _always("sitemap_pages")]
    return sitemap_xml.index(pages + months)


def _month(arg: str) -> bytes:
    shown = sitemap_entries.month(MapPart.parse(arg), sitemap_xml.entries)
    if not shown:
        raise NothingHere(recipe="sitemap_month", arg=arg)
    return sitemap_xml.filled_with(shown)


def _pages(language: str) -> bytes:
    return sitemap_xml.places(sitemap_entries.standing_places(language))


def _news(language: str) -> bytes:
    entries = partial(sitemap_xml.news_entries, outlet=outlet(language).name, language=language)
    return sitemap_xml.news_filled_with(sitemap_entries.news(language, entries))


def _robots(_arg: str) -> bytes:
    maps_shown = [places.INDEX.path, *(spec.path for spec in _always("sitemap_news"))]
    closed = ["/desk/", "/_/", *(addresses.word(language, "search") for language in languages())]
    return sitemap_xml.robots(maps_shown, closed)
