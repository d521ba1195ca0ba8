"""Where feeds and maps stand, and when they exist."""

from collections.abc import Iterable, Iterator

from rotative.articles import list_sql
from rotative.articles import reads as articles
from rotative.articles.reads import SectionCard
from rotative.bake.recipes import Spec
from rotative.core import addresses
from rotative.feeds import atom, json_feed, maps, rss
from rotative.masthead.reads import languages, open_languages
from rotative.subjects import reads as subjects

INDEX = Spec(path="/sitemap.xml", recipe="sitemap")
ROBOTS = Spec(path="/robots.txt", recipe="robots")


def always(language: str) -> list[Spec]:
    """What exists for every language of the outlet, even before its first article."""
    front = addresses.front(language)
    return [
        Spec(path=front + rss.FILE, recipe="rss", arg=f"site:{language}"),
        Spec(path=front + atom.FILE, recipe="atom", arg=f"site:{language}"),
        Spec(path=front + json_feed.FILE, recipe="json_feed", arg=f"site:{language}"),
        Spec(path=f"{front}manifest.webmanifest", recipe="manifest", arg=language),
        Spec(path=f"/sitemaps/{language}-pages.xml", recipe="sitemap_pages", arg=language),
        Spec(path=f"/news-sitemap-{language}.xml", recipe="sitemap_news", arg=language),
    ]


def always_everywhere() -> list[Spec]:
    """What exists on every installation, whatever was published: every language, the index of maps, robots.txt."""
    return [INDEX, ROBOTS, *(spec for language in languages() for spec in always(language))]


def section(card: SectionCard) -> Spec:
    """The feed every section has."""
    return Spec(path=card.path + rss.FILE, recipe="rss", arg=f"section:{card.id}")


def sections() -> Iterator[Spec]:
    """The feeds of all sections."""
    for language in open_languages():
        for card in articles.sections(language):
            yield section(card)


def subject(list_name: str) -> Iterator[Spec]:
    """The feed of a subject with articles, and the map that names its page as long as there is one."""
    _kind, subject_id, language = list_name.split(":")
    card = subjects.subject(int(subject_id), language)
    if card is not None:
        yield Spec(path=card.path + rss.FILE, recipe="rss", arg=list_name)
    if language in languages() and list_sql.reach(list_name).top:
        yield Spec(path=f"/sitemaps/{language}-pages.xml", recipe="sitemap_pages", arg=language)


def month(list_name: str) -> list[Spec]:
    """The maps of a month's articles, and the index that names them as long as there are any."""
    found = maps.parts(list_name)
    return [*(part(list_name, number) for number in found or [1]), *([INDEX] if found else [])]


def part(list_name: str, number: int) -> Spec:
    """One map of a month's articles: `fr-2026-11.xml`, `fr-2026-11-2.xml`…"""
    _kind, language, on = list_name.split(":")
    suffix = f"-{number}" if number > 1 else ""
    return Spec(
        path=f"/sitemaps/{language}-{on}{suffix}.xml", recipe="sitemap_month", arg=f"{list_name}:{number}"
    )


def feeds_of(recipe: str, specs: Iterable[Spec]) -> list[Spec]:
    """Those of one recipe."""
    return [spec for spec in specs if spec.recipe == recipe]
