"""What the maps of the site name. Every function notes what it hands out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, F, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from rotative.articles import reads as articles
from rotative.articles.models import ListEntry
from rotative.bake import keys
from rotative.core import addresses
from rotative.core.sql import instant, marks, rows, uuid
from rotative.pages import reads as pages
from rotative.subjects.models import SubjectName

# Windows of a month's list in one file, so that publishing re-prints at most 200 of a month's articles.
PART_WINDOWS = 10
# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS_MAX = 1000

_MONTH = """
    SELECT e."window", a.id, a.path, a.published_at, a.updated_at, a.translation_key
    FROM articles_listentry e JOIN articles_article a ON a.id = e.article_id
    WHERE e.list = %s AND e."window" IN ({numbers}) ORDER BY e.published_at, e.article_id
"""
_NEWS = """
    SELECT e."window", e.article_id, a.path, a.headline, e.published_at
    FROM articles_listentry e JOIN articles_article a ON a.id = e.article_id
    WHERE e.list = %s AND e."window" IN ({numbers}) ORDER BY e.published_at DESC, e.article_id DESC
"""
_SIZES = """
    SELECT "window", COUNT(*) FROM articles_listentry WHERE list = %s GROUP BY "window" ORDER BY "window" DESC
"""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page on a map of the site."""

    # Decoded.
    path: str
    # None where no single article dates the page.
    changed_at: datetime | None = None
    # Language code → decoded path, itself included; empty when it is not translated.
    translations: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class News:
    """A fresh article on the news map."""

    # Decoded.
    path: str
    headline: str
    published_at: datetime


def part_of(window: int) -> int:
    """The number of the file a window of a month's list stands in."""
    return (window - 1) // PART_WINDOWS + 1


def parts(name: str) -> list[int]:
    """The numbers of the files a month's list is cut into, from 1, only those that hold an article."""
    keys.record(keys.opening(name, 1))
    found = _parts(ListEntry.objects.filter(list=name))
    return [part for _name, part in found]


def every_part() -> list[tuple[str, int]]:
    """List and number of every month's file of every language, oldest first."""
    found = _parts(ListEntry.objects.filter(list__startswith="month:"))
    for name, _part in found:
        keys.record(keys.opening(name, 1))
    return found


def month(name: str, part: int, write: Callable[[tuple[Place, ...]], bytes]) -> list[bytes]:
    """The articles in one file of a month's list, oldest first, as written; each window is kept until it changes."""
    numbers = range((part - 1) * PART_WINDOWS + 1, part * PART_WINDOWS + 1)
    found: dict[int, bytes | None] = {number: keys.kept(("mapped", name, number)) for number in numbers}
    unknown = [number for number, written in found.items() if written is None]
    entries = _rows_of(name, unknown)
    language = name.split(":")[1]
    twins = _twins([row[-1] for of_window in entries.values() for row in of_window], language)
    for number in unknown:
        # Renumbering a list always touches its first window.
        shown = {keys.opening(name, 1), keys.window(name, number)}
        for article_id, *_dates, key in entries[number]:
            # Its card changes with the date of its update, its translations' key as they come and go.
            shown |= {keys.card(article_id), f"translations:{key}"}
        places = tuple(_mapped(row, language, twins) for row in entries[number])
        found[number] = write(places) if places else b""
        keys.keep(("mapped", name, number), found[number], shown)
    return [written for written in found.values() if written]


def _rows_of(name: str, numbers: Sequence[int]) -> dict[int, list[tuple]]:
    """Window → article, path, dates and translation key of its entries."""
    found: dict[int, list[tuple]] = {number: [] for number in numbers}
    if numbers:
        for number, article_id, path, published_at, updated_at, key in rows(
            _MONTH.format(numbers=marks(numbers)), [name, *numbers]
        ):
            dates = instant(published_at), updated_at and instant(updated_at)
            found[number].append((article_id, path, *dates, uuid(key)))
    return found


def _mapped(row: tuple, language: str, twins: dict[UUID, dict[str, str]]) -> Place:
    _article_id, path, published_at, updated_at, key = row
    return Place(
        path=path,
        changed_at=max(filter(None, (published_at, updated_at))),
        translations={language: path, **twins[key]} if twins[key] else {},
    )


def standing_places(language: str) -> list[Place]:
    """The pages of a language that last: its front, sections, standing pages and subjects."""
    front = Place(path=addresses.front(language), translations={})
    sections = [
        Place(
            path=section.path,
            translations=_with_itself(language, section.path, articles.section_elsewhere(section)),
        )
        for section in articles.sections(language)
    ]
    standing = [Place(path=link.path, translations={}) for link in pages.standing_links(language)]
    return [front, *sections, *standing, *_subjects(language)]


def news(language: str, write: Callable[[tuple[News, ...]], bytes]) -> list[bytes]:
    """The articles of the last two days, newest first, at most NEWS_MAX, as written; each window is kept until it changes."""
    name = f"news:{language}"
    keys.record(keys.head(name))
    sizes = _newest(name)
    found: dict[int, bytes | None] = {
        window: keys.kept(("news", name, window, size)) for window, size in sizes.items()
    }
    unknown = [window for window, written in found.items() if written is None]
    for window, entries in _news_of(name, unknown).items():
        del entries[sizes[window] :]
        found[window] = write(tuple(article for _article_id, article in entries))
        shown = {keys.window(name, window), *(keys.card(article_id) for article_id, _article in entries)}
        keys.keep(("news", name, window, sizes[window]), found[window], shown)
    return [written for written in found.values() if written]


def _newest(name: str) -> dict[int, int]:
    """Window → how many of its articles are among the newest NEWS_MAX, newest window first."""
    sizes: dict[int, int] = {}
    room = NEWS_MAX
    for window, size in rows(_SIZES, [name]):
        if room > 0:
            sizes[window] = min(size, room)
            room -= size
    return sizes


def _news_of(name: str, windows: Sequence[int]) -> dict[int, list[tuple[int, News]]]:
    """Window → its articles, newest first."""
    found: dict[int, list[tuple[int, News]]] = {window: [] for window in windows}
    if windows:
        for window, article_id, path, headline, published_at in rows(
            _NEWS.format(numbers=marks(windows)), [name, *windows]
        ):
            article = News(path=path or "", headline=headline, published_at=instant(published_at))
            found[window].append((article_id, article))
    return found


def _parts(rows: QuerySet[ListEntry]) -> list[tuple[str, int]]:
    """List and part of every part that holds an article; it notes the window whose emptying would end the part."""
    grouped = (
        rows.annotate(part=(F("window") - 1) / PART_WINDOWS + 1)
        .values("list", "part")
        .annotate(first=Min("window"))
        .order_by("list", "part")
    )
    found = list(grouped.values_list("list", "part", "first"))
    for name, _part, first in found:
        keys.record(keys.opening(name, first))
    return [(name, part) for name, part, _first in found]


def _twins(translation_keys: Iterable[UUID], language: str) -> dict[UUID, dict[str, str]]:
    """Translation key → the published translations in other languages."""
    found = articles.translations(translation_keys)
    return {
        key: dict(sorted(twin for twin in twins.values() if twin[0] != language))
        for key, twins in found.items()
    }


def _subjects(language: str) -> list[Place]:
    """The subjects that have a page: a name in the language and an article in it."""
    name = Concat(
        Value("subject:"),
        Cast(OuterRef("subject_id"), CharField()),
        Value(f":{language}"),
        output_field=CharField(),
    )
    first = ListEntry.objects.filter(list=name).order_by("window").values("window")[:1]
    named = (
        SubjectName.objects.filter(language=language).annotate(first=Subquery(first)).order_by("subject_id")
    )
    shown = []
    for subject_id, slug, window in named.values_list("subject_id", "slug", "first"):
        keys.record(keys.opening(f"subject:{subject_id}:{language}", 1))
        if window is not None:
            keys.record(keys.opening(f"subject:{subject_id}:{language}", window))
            keys.record(keys.subject(subject_id))
            shown.append(Place(path=addresses.subject(language, slug), translations={}))
    return shown


def _with_itself(language: str, path: str, others: dict[str, str]) -> dict[str, str]:
    return {language: path, **others} if others else {}
