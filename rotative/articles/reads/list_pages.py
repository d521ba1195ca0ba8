"""Pages of lists, and months, as cards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, Min

from rotative.articles import list_sql, lists
from rotative.articles.cards import ArticleCard
from rotative.articles.list_name import HEAD, ListName
from rotative.articles.list_sql import Span
from rotative.articles.models import ListEntry
from rotative.articles.reads import article_pages, bylines
from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.bake.batch.loaders import Loader


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """One page of a list."""

    # Newest first.
    cards: tuple[ArticleCard, ...]
    # Articles among them that only mention the subject of the list.
    mentions: frozenset[int]
    # Number of this window; HEAD for the head.
    number: int
    # Number of the next older window with a page of its own, or None.
    older: int | None
    # Number of the next newer window, HEAD for the head; None on the head itself.
    newer: int | None


def _load_spans(asked: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], Span]:
    return list_sql.spans(asked)


# By the list's written name and the number of the window.
_spans: Loader[tuple[str, int], Span] = Loader(_load_spans)
# By language.
_months: Cached[str, tuple[str, ...]] = Cached()


def head(name: ListName, limit: int = lists.HEAD_WINDOWS * lists.WINDOW) -> Window:
    """Return the newest articles of a list: those of its two newest windows, at most `limit`."""
    written = str(name)
    keys.record(keys.head(written))
    span = _span(written, HEAD)
    return Window(
        cards=_in_order(span.ids[:limit]),
        mentions=span.mentions,
        number=HEAD,
        older=_older(written, span),
        newer=None,
    )


def window(name: ListName) -> Window | None:
    """Return the older page with this name; None when the list has no such page, or no longer."""
    written, number = str(name.page(HEAD)), name.window
    keys.record(keys.window(written, number))
    # The newer page is `number + 1` once the head no longer shows it: when window `number + 3` exists.
    for near in (number + 1, number + 1 + lists.HEAD_WINDOWS):
        keys.record(keys.opening(written, near))
    span = _span(written, number)
    if not span.ids or not lists.is_older_page(number, span.top):
        return None
    newer = number + 1 if lists.is_older_page(number + 1, span.top) and span.followed else HEAD
    return Window(
        cards=_in_order(span.ids),
        mentions=span.mentions,
        number=number,
        older=_older(written, span),
        newer=newer,
    )


def page(name: ListName) -> Window | None:
    """Return the page of a list with this name, its head or an older one; None when there is no such page."""
    return window(name) if name.window else head(name)


def prepare_lists(asked: Iterable[ListName], *, cards: int | None = None) -> set[int]:
    """Load pages of lists with their cards for a batch; return the articles on them.

    cards: number of the newest articles that each page shows; None means all.
    """
    found = _spans.many((str(name.page(HEAD)), name.window) for name in asked)
    shown = {article_id for span in found.values() for article_id in span.ids[:cards]}
    article_pages.cards(shown)
    return shown


def prepare_existence(names: Iterable[ListName]) -> None:
    """Ask for a batch which of the lists have an article."""
    bylines.filled(names)


def exists(name: ListName) -> bool:
    """Return whether a list has an article."""
    keys.record(keys.existing(str(name)))
    return name in bylines.filled([name])


def months(language: str) -> tuple[str, ...]:
    """Return the months that have an article, as `2026-11`, newest first."""
    return _months.get_or_make(language, lambda: tuple(_with_articles(language)))


def newest_year(language: str) -> int | None:
    """Return the year of the newest article, for pages that show none; None before the first article."""
    listed = months(language)
    return int(listed[0][:4]) if listed else None


def neighbouring_months(language: str, month: str) -> tuple[str | None, str | None]:
    """Return the nearest month before and the nearest after one that have an article."""
    listed = months(language)
    older = next((one for one in listed if one < month), None)
    newer = next((one for one in reversed(listed) if one > month), None)
    return older, newer


def newest(names: Sequence[ListName], limit: int) -> dict[ListName, tuple[int, ...]]:
    """Return the ids of the newest articles of each list, newest first. limit: at most lists.WINDOW."""
    for name in names:
        keys.record(keys.head(str(name)))
    heads = _spans.many((str(name), HEAD) for name in names)
    return {name: heads[str(name), HEAD].ids[:limit] for name in names}


def _span(written: str, number: int) -> Span:
    return _spans.many([(written, number)])[written, number]


def _in_order(ids: Sequence[int]) -> tuple[ArticleCard, ...]:
    found = article_pages.cards(ids)
    return tuple(found[article_id] for article_id in ids if article_id in found)


def _with_articles(language: str) -> Iterable[str]:
    keys.record(keys.months(language))
    site = ListEntry.objects.filter(list=str(ListName(kind="site", language=language)))
    reach = site.aggregate(first=Min("published_at"), last=Max("published_at"))
    if reach["first"] is None:
        return ()
    first, last = (at.year * 12 + at.month - 1 for at in (reach["first"], reach["last"]))
    between = [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(last, first - 1, -1)]
    names = {month: str(ListName(kind="month", language=language, month=month)) for month in between}
    filled = list_sql.filled(names.values())
    return [month for month, name in names.items() if name in filled]


def _older(written: str, span: Span) -> int | None:
    if span.older is not None:
        keys.record(keys.opening(written, span.older))
    return span.older
