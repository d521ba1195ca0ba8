"""The entries of the sitemaps. Every function records the keys of what it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, F, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from rotative.articles import list_name
from rotative.articles import reads as articles
from rotative.articles.list_name import ListName
from rotative.articles.models import ListEntry
from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.core import addresses
from rotative.dossiers import reads as dossiers
from rotative.editions import reads as editions
from rotative.feeds import sitemap_entries_sql
from rotative.feeds.sitemap_entries_sql import MonthRow
from rotative.pages import reads as pages
from rotative.subjects.models import SubjectName

# Windows of a month's list in one file: publishing prints at most 200 of a month's articles again.
PART_WINDOWS = 10
# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS_MAX = 1000

# By the written name of a month's list and the window.
_month_windows: Cached[tuple[str, int], bytes] = Cached()
# By the written name of a list of news, the window and the number of its articles that are on the map.
_news_windows: Cached[tuple[str, int, int], bytes] = Cached()


@dataclass(frozen=True, kw_only=True, slots=True)
class MapPart:
    """One file of the map of a month. Written `month:fr:2026-11:2`: the list, then the number of the file from 1."""

    list: ListName
    number: int

    @classmethod
    def parse(cls, written: str) -> MapPart:
        """Read a written part. Raises ValueError when it is none."""
        name, _colon, number = written.rpartition(":")
        return cls(list=ListName.parse(name), number=int(number))

    def __str__(self) -> str:
        return f"{self.list}:{self.number}"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page on a sitemap."""

    # Decoded.
    path: str
    # None when the page has no date of a single article.
    changed_at: datetime | None = None
    # Language code → decoded path, itself included; empty when it is not translated.
    translations: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class News:
    """An article on the news sitemap."""

    # Decoded.
    path: str
    headline: str
    published_at: datetime


def part_of(window: int) -> int:
    """Return the number of the file that contains a window of a month's list."""
    return (window - 1) // PART_WINDOWS + 1


def parts(name: ListName) -> list[MapPart]:
    """Return the files into which a month's list is cut, only those with an article."""
    keys.record(keys.opening(str(name), 1))
    return _parts(ListEntry.objects.filter(list=str(name)))


def every_part() -> list[MapPart]:
    """Return the files of every month and language, by list and number."""
    found = _parts(ListEntry.objects.filter(list__startswith=list_name.prefix("month")))
    for part in found:
        keys.record(keys.opening(str(part.list), 1))
    return found


def month(part: MapPart, write: Callable[[tuple[Place, ...]], bytes]) -> list[bytes]:
    """Return the articles in one file of a month, oldest first, as written; each window is cached until it changes."""
    name, language = str(part.list), part.list.language
    numbers = range((part.number - 1) * PART_WINDOWS + 1, part.number * PART_WINDOWS + 1)
    found = {number: _month_windows.get((name, number)) for number in numbers}
    unknown = [number for number, written in found.items() if written is None]
    entries = sitemap_entries_sql.month(name, unknown)
    twins = _twins([row.translation_key for rows in entries.values() for row in rows], language)
    for number in unknown:
        # Renumbering a list always changes its first window.
        shown = {keys.opening(name, 1), keys.window(name, number)}
        for row in entries[number]:
            # The card changes with the date of the update, the other key with the set of translations.
            shown |= {keys.card(row.id), keys.translations(row.translation_key)}
        places = tuple(_mapped(row, language, twins) for row in entries[number] if row.mapped)
        written = write(places) if places else b""
        found[number] = written
        _month_windows.put((name, number), written, shown)
    return [written for written in found.values() if written]


def _mapped(row: MonthRow, language: str, twins: dict[UUID, dict[str, str]]) -> Place:
    others = twins[row.translation_key]
    return Place(
        path=row.path,
        changed_at=max(row.published_at, row.updated_at or row.published_at),
        translations={language: row.path, **others} if others else {},
    )


def standing_places(language: str) -> list[Place]:
    """Return the lasting pages of a language: its front, sections, standing pages, dossiers, letters and subjects."""
    front = Place(path=addresses.front(language), translations={})
    sections = [
        Place(
            path=section.path,
            translations=_with_itself(language, section.path, articles.section_elsewhere(section)),
        )
        for section in articles.sections(language)
    ]
    standing = [Place(path=link.path, translations={}) for link in pages.standing_links(language)]
    return [front, *sections, *standing, *_dossiers(language), *_letters(language), *_subjects(language)]


def news(language: str, write: Callable[[tuple[News, ...]], bytes]) -> list[bytes]:
    """Return the articles of the last two days, newest first, at most NEWS_MAX, as written.

    Each window is cached until it changes.
    """
    name = str(ListName(kind="news", language=language))
    keys.record(keys.head(name))
    sizes = _newest(name)
    found = {window: _news_windows.get((name, window, size)) for window, size in sizes.items()}
    unknown = [window for window, written in found.items() if written is None]
    for window, rows in sitemap_entries_sql.news(name, unknown).items():
        size = sizes[window]
        # Each entry names the outlet.
        shown = {keys.MASTHEAD, keys.window(name, window), *(keys.card(row.id) for row in rows[:size])}
        written = write(
            tuple(
                News(path=row.path, headline=row.headline, published_at=row.published_at)
                for row in rows[:size]
                if row.mapped
            )
        )
        found[window] = written
        _news_windows.put((name, window, size), written, shown)
    return [written for written in found.values() if written]


def _newest(name: str) -> dict[int, int]:
    """Return for each window the number of its articles that are among the newest NEWS_MAX, newest window first."""
    sizes: dict[int, int] = {}
    room = NEWS_MAX
    for window, size in sitemap_entries_sql.sizes(name):
        if room > 0:
            sizes[window] = min(size, room)
            room -= size
    return sizes


def _parts(rows: QuerySet[ListEntry]) -> list[MapPart]:
    """Return every file with an article; record the first window of each, which ends the file when it is emptied."""
    grouped = (
        rows.annotate(part=(F("window") - 1) / PART_WINDOWS + 1)
        .values("list", "part")
        .annotate(first=Min("window"))
        .order_by("list", "part")
    )
    found = list(grouped.values_list("list", "part", "first"))
    for name, _part, first in found:
        keys.record(keys.opening(name, first))
    return [MapPart(list=ListName.parse(name), number=part) for name, part, _first in found]


def _twins(translation_keys: Iterable[UUID], language: str) -> dict[UUID, dict[str, str]]:
    """Return for each translation key the published articles in other languages: code → decoded path."""
    found = articles.translations(translation_keys)
    return {
        key: dict(sorted(twin for twin in twins.values() if twin[0] != language))
        for key, twins in found.items()
    }


def _dossiers(language: str) -> list[Place]:
    """Return the published dossiers, and the page that lists them if there is any."""
    shown = [Place(path=card.path, translations={}) for card in dossiers.listed(language)]
    above = (addresses.word(language, "dossier"), addresses.promises(language))
    return [*(Place(path=path, translations={}) for path in above), *shown] if shown else []


def _letters(language: str) -> list[Place]:
    """Return the letters with a web copy, and their archive if there is any."""
    shown = [Place(path=card.path, translations={}) for card in editions.archive(language)]
    return [Place(path=addresses.letters(language), translations={}), *shown] if shown else []


def _subjects(language: str) -> list[Place]:
    """Return the subjects with a page: those with a name in the language and an article in it."""
    name = Concat(
        Value(list_name.prefix("subject")),
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
        listed = str(ListName(kind="subject", id=subject_id, language=language))
        keys.record(keys.opening(listed, 1))
        if window is not None:
            keys.record(keys.opening(listed, window))
            keys.record(keys.subject(subject_id))
            shown.append(Place(path=addresses.subject(language, slug), translations={}))
    return shown


def _with_itself(language: str, path: str, others: dict[str, str]) -> dict[str, str]:
    return {language: path, **others} if others else {}
