"""The paths of feeds and sitemaps, and when they exist."""

from collections.abc import Iterable, Iterator

from rotative.articles import list_sql
from rotative.articles import reads as articles
from rotative.articles.reads import ListName, SectionCard
from rotative.bake.recipes import Spec
from rotative.core import addresses
from rotative.feeds import atom, json_feed, rss, sitemap_entries
from rotative.feeds.sitemap_entries import MapPart
from rotative.masthead.reads import languages, open_languages
from rotative.subjects import reads as subjects

INDEX = Spec(path="/sitemap.xml", recipe="sitemap")
ROBOTS = Spec(path="/robots.txt", recipe="robots")


def always(language: str) -> list[Spec]:
    """Return the files that a language has even before its first article."""
    front, site = addresses.front(language), str(ListName(kind="site", language=language))
    return [
        Spec(path=front + rss.FILE, recipe="rss", arg=site),
        Spec(path=front + atom.FILE, recipe="atom", arg=site),
        Spec(path=front + json_feed.FILE, recipe="json_feed", arg=site),
        Spec(path=f"{front}manifest.webmanifest", recipe="manifest", arg=language),
        Spec(path=f"/sitemaps/{language}-pages.xml", recipe="sitemap_pages", arg=language),
        Spec(path=f"/news-sitemap-{language}.xml", recipe="sitemap_news", arg=language),
    ]


def always_everywhere() -> list[Spec]:
    """Return the files that exist on every installation: those of each language, the index of sitemaps, robots.txt."""
    return [INDEX, ROBOTS, *(spec for language in languages() for spec in always(language))]


def section(card: SectionCard) -> Spec:
    """Return the feed of a section."""
    return Spec(path=card.path + rss.FILE, recipe="rss", arg=str(ListName(kind="section", id=card.id)))


def sections() -> Iterator[Spec]:
    """Yield the feeds of all sections."""
    for language in open_languages():
        for card in articles.sections(language):
            yield section(card)


def subject(name: ListName) -> Iterator[Spec]:
    """Yield the feed of a subject with articles, and the sitemap with its page as long as it has one."""
    language = name.language
    card = subjects.subject(name.id, language)
    if card is not None:
        yield Spec(path=card.path + rss.FILE, recipe="rss", arg=str(name))
    if language in languages() and list_sql.reach(str(name)).top:
        yield Spec(path=f"/sitemaps/{language}-pages.xml", recipe="sitemap_pages", arg=language)


def author(name: ListName) -> list[Spec]:
    """Return the feed of an author with articles."""
    card = articles.byline(name.id)
    return [Spec(path=card.path + rss.FILE, recipe="rss", arg=str(name))] if card else []


def briefs(name: ListName) -> list[Spec]:
    """Return the feed of a language's briefs."""
    path = addresses.word(name.language, "briefs")
    return [Spec(path=path + rss.FILE, recipe="rss", arg=str(name))]


def month(name: ListName) -> list[Spec]:
    """Return the sitemaps of a month's articles, and the index that contains them as long as there are any."""
    found = sitemap_entries.parts(name)
    return [*map(part, found or [MapPart(list=name, number=1)]), *([INDEX] if found else [])]


def part(of: MapPart) -> Spec:
    """Return one sitemap of a month's articles: `fr-2026-11.xml`, `fr-2026-11-2.xml`…"""
    suffix = f"-{of.number}" if of.number > 1 else ""
    path = f"/sitemaps/{of.list.language}-{of.list.month}{suffix}.xml"
    return Spec(path=path, recipe="sitemap_month", arg=str(of))


def feeds_of(recipe: str, specs: Iterable[Spec]) -> list[Spec]:
    """Return those of one recipe."""
    return [spec for spec in specs if spec.recipe == recipe]
