"""The entries of lists, read from their index: the queries that every page of the site repeats.

Written in SQL because building the same query a thousand times costs the oven more than running it. Lists are given by
their written names.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from rotative.core.sql import instant, placeholders, rows

_NEWEST_FIRST = "ORDER BY published_at DESC, article_id DESC"

# Rows of a VALUES table: PostgreSQL needs their types.
_WANTED = "(CAST(%s AS varchar(60)), CAST(%s AS integer))"
_WANTED_LIST = "(CAST(%s AS varchar(60)))"
# Number 0 is the head, which begins at the window before the newest.
_REACH = """
    WITH wanted(list, number) AS (VALUES {wanted}), reached AS (
        SELECT list, number,
            (SELECT COALESCE(MAX(e."window"), 0) FROM articles_listentry e WHERE e.list = wanted.list) AS top FROM wanted
    ), spans AS (
        SELECT list, number, top, CASE WHEN number = 0 THEN top - 1 ELSE number END AS low,
            CASE WHEN number = 0 THEN top ELSE number END AS high FROM reached
    )
"""
_PLACES = """
    SELECT list, number, top,
        (SELECT MAX(e."window") FROM articles_listentry e WHERE e.list = spans.list AND e."window" < low),
        EXISTS (SELECT 1 FROM articles_listentry e WHERE e.list = spans.list AND e."window" = number + 1)
    FROM spans
"""
_MEMBERS = """
    SELECT spans.list, number, e.article_id, e.is_main FROM spans
    JOIN articles_listentry e ON e.list = spans.list AND e."window" >= low AND e."window" <= high
    ORDER BY e.published_at DESC, e.article_id DESC
"""
_AROUND = """
    SELECT e.list, e.article_id, (
        SELECT {joined} FROM (
            SELECT b.published_at, b.article_id, b.is_main FROM articles_listentry b
            WHERE b.list = e.list AND (b.published_at, b.article_id) < (e.published_at, e.article_id)
            ORDER BY b.published_at DESC, b.article_id DESC LIMIT %s
        ) AS earlier
    ), (
        SELECT {joined} FROM (
            SELECT b.published_at, b.article_id, b.is_main FROM articles_listentry b
            WHERE b.list = e.list AND (b.published_at, b.article_id) > (e.published_at, e.article_id)
            ORDER BY b.published_at, b.article_id LIMIT %s
        ) AS later
    ) FROM articles_listentry e WHERE e.article_id IN ({articles}) AND e.list IN ({lists})
"""
_MEMBERSHIP = (
    "SELECT list, article_id FROM articles_listentry WHERE article_id IN ({articles}) AND list IN ({lists})"
)
_TOPS = """
    WITH wanted(list) AS (VALUES {wanted}), reached AS (
        SELECT list, (SELECT MAX(e."window") FROM articles_listentry e WHERE e.list = wanted.list) AS top FROM wanted
    )
    SELECT list, top,
        (SELECT COUNT(*) FROM articles_listentry e WHERE e.list = reached.list AND e."window" = reached.top),
        (SELECT MAX(e.published_at) FROM articles_listentry e WHERE e.list = reached.list)
    FROM reached WHERE top IS NOT NULL
"""
# Windows are numbered from 1; an entry in window 0 waits for its number.
_WAITING = """
    WITH wanted(list) AS (VALUES {wanted})
    SELECT list,
        (SELECT MIN(e.published_at) FROM articles_listentry e WHERE e.list = wanted.list AND e."window" = 0),
        (SELECT MAX(e.published_at) FROM articles_listentry e WHERE e.list = wanted.list AND e."window" > 0)
    FROM wanted
"""
_MEMBERS_FROM = """
    WITH wanted(list, number) AS (VALUES {wanted})
    SELECT wanted.list, e.article_id FROM wanted
    JOIN articles_listentry e ON e.list = wanted.list AND e."window" >= wanted.number
"""
_ADD = """
    INSERT INTO articles_listentry (list, "window", article_id, published_at, is_main) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""
_ENTRIES = "SELECT id, list, published_at, is_main FROM articles_listentry WHERE article_id = %s ORDER BY id"
_RECENT_ARTICLES = """
    SELECT e.article_id, e.published_at, a.rank
    FROM articles_listentry e JOIN articles_article a ON a.id = e.article_id
    WHERE e.list = %s AND a.form = 'article' ORDER BY e.published_at DESC, e.article_id DESC LIMIT %s
"""
_NUMBER = """
    UPDATE articles_listentry SET "window" = numbered.number FROM (
        SELECT id, (ROW_NUMBER() OVER (ORDER BY published_at, article_id) - 1 + %s) / %s + %s AS number
        FROM articles_listentry WHERE list = %s AND "window" >= %s AND "window" <= %s
    ) AS numbered
    WHERE numbered.id = articles_listentry.id AND articles_listentry."window" <> numbered.number
"""
# As articles.lists.WINDOW.
_ABOUT_A_WINDOW = 20
# Rows per statement: two values each, and SQLite takes 32,766.
_SLICE = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """The newest end of a list."""

    # Number of the newest window, 0 when the list is empty.
    top: int
    # Articles in that window.
    count: int
    # Date of the newest article, None when the list is empty.
    newest: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """One page of a list."""

    # Newest window of the list, 0 when it is empty.
    top: int
    # The next window below that has an article, or None.
    older: int | None
    # Whether the next window above has an article.
    followed: bool
    # Articles, newest first.
    ids: tuple[int, ...]
    # Those among them that only mention the subject of the list.
    mentions: frozenset[int]


class Near(NamedTuple):
    """An article near a place in a list."""

    id: int
    # Days since the first of January of the year 1.
    day: int
    # As in ListEntry.
    is_main: bool


def add(new: Iterable[tuple[str, int, int, datetime, bool]]) -> None:
    """Add entries to lists: list, window, article, its date, whether it is about the subject of the list.

    An article that is in a list already keeps its entry.
    """
    stored = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(
            _ADD, [(name, window, pk, stored(at), is_main) for name, window, pk, at, is_main in new]
        )


def entries_of(article_id: int) -> list[tuple[int, str, datetime, bool]]:
    """Return the entries of an article: primary key, list, the date under which it is filed, whether it is about the subject."""
    return [(pk, name, instant(at), bool(is_main)) for pk, name, at, is_main in rows(_ENTRIES, [article_id])]


def recent_articles(name: str, limit: int) -> list[tuple[int, datetime, int]]:
    """Return the newest articles of a list, without briefs, newest first: id, date, rank."""
    return [(pk, instant(at), rank) for pk, at, rank in rows(_RECENT_ARTICLES, [name, limit])]


def number_windows(name: str, *, size: int, first: int, offset: int, between: tuple[int, int]) -> None:
    """Number the windows of a list again, in order of date.

    size: articles in a window. first: number of the window in which the numbering begins; `offset` articles are in it
    already. between: lowest and highest present number of the entries that get a new one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [offset, size, first, name, *between])


def reach(name: str) -> Reach:
    """Return the present end of a list."""
    return reaches([name])[name]


def reaches(names: Sequence[str]) -> dict[str, Reach]:
    """Return the present ends of lists by name, in one query."""
    found = {name: Reach(top=0, count=0, newest=None) for name in names}
    query = _TOPS.format(wanted=", ".join([_WANTED_LIST] * len(found)))
    for name, top, count, newest in rows(query, list(found)) if found else ():
        found[name] = Reach(top=top, count=count, newest=instant(newest))
    return found


def sizes(names: Sequence[str]) -> dict[str, int]:
    """Return about how many articles each list has, in one query: its full windows are counted as such."""
    return {
        name: max(reach.top - 1, 0) * _ABOUT_A_WINDOW + reach.count for name, reach in reaches(names).items()
    }


def waiting(names: Sequence[str]) -> dict[str, tuple[datetime, datetime | None]]:
    """Return two dates for each of these lists: of the oldest entry that waits for its window, and of the newest that has one.

    The second is None when no entry has a window. At least one entry of each list waits.
    """
    query = _WAITING.format(wanted=", ".join([_WANTED_LIST] * len(names)))
    return {
        name: (instant(oldest), None if newest is None else instant(newest))
        for name, oldest, newest in rows(query, list(names))
    }


def members_from(first: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield list and article of each entry in these lists, from one window of each on. first: its number, by list."""
    for part in _slices(list(first.items())):
        query = _MEMBERS_FROM.format(wanted=", ".join([_WANTED] * len(part)))
        yield from rows(query, [value for pair in part for value in pair])


def spans(asked: Collection[tuple[str, int]]) -> dict[tuple[str, int], Span]:
    """Return pages of lists by list and window, in two queries. Window 0 is the head: the two newest windows."""
    found: dict[tuple[str, int], Span] = {}
    for part in _slices(sorted(asked)):
        reach = _REACH.format(wanted=", ".join([_WANTED] * len(part)))
        values = [value for pair in part for value in pair]
        ids: dict[tuple[str, int], list[int]] = defaultdict(list)
        mentions: dict[tuple[str, int], list[int]] = defaultdict(list)
        for name, number, article_id, is_main in rows(reach + _MEMBERS, values):
            ids[name, number].append(article_id)
            if not is_main:
                mentions[name, number].append(article_id)
        for name, number, top, older, followed in rows(reach + _PLACES, values):
            found[name, number] = Span(
                top=top,
                older=older,
                followed=bool(followed),
                ids=tuple(ids[name, number]),
                mentions=frozenset(mentions[name, number]),
            )
    return found


def filled(names: Collection[str]) -> set[str]:
    """Return those of the lists that have an article."""
    values = ", ".join([_WANTED_LIST] * len(names))
    query = f"WITH wanted(list) AS (VALUES {values}) SELECT list FROM wanted WHERE EXISTS ("  # noqa: S608 %s only
    query += "SELECT 1 FROM articles_listentry e WHERE e.list = wanted.list)"
    return {row[0] for row in rows(query, list(names))} if names else set()


def around(
    names: Collection[str], article_ids: Collection[int], *, before: int, after: int
) -> dict[tuple[str, int], list[Near]]:
    """Return the articles around each of these articles in each of these lists that contains it, in one query.

    before, after: at most so many of each.
    """
    if not names or not article_ids:
        return {}
    # One text for each place, because no two databases have the same arrays.
    one = "published_at || '/' || article_id || '/' || CAST(is_main AS integer)"
    joined = f"string_agg({one}, ',')" if connection.vendor == "postgresql" else f"group_concat({one})"
    query = _AROUND.format(joined=joined, articles=placeholders(article_ids), lists=placeholders(names))
    return {
        (name, article_id): [*_near(earlier), *_near(later)]
        for name, article_id, earlier, later in rows(query, [before, after, *article_ids, *names])
    }


def members(names: Collection[str], article_ids: Collection[int]) -> set[tuple[str, int]]:
    """Return list and article of those of the articles that are in these lists."""
    if not names or not article_ids:
        return set()
    query = _MEMBERSHIP.format(articles=placeholders(article_ids), lists=placeholders(names))
    return {(name, article_id) for name, article_id in rows(query, [*article_ids, *names])}


def newest(name: str, limit: int) -> list[int]:
    """Return the newest articles of a list, newest first."""
    return _ids(f"list = %s {_NEWEST_FIRST} LIMIT %s", [name, limit])


def before(name: str, at: datetime, limit: int) -> list[Near]:
    """Return the articles of a list before an instant, nearest first."""
    query = f"SELECT article_id, published_at, is_main FROM articles_listentry WHERE list = %s AND published_at < %s {_NEWEST_FIRST} LIMIT %s"  # noqa: S608 constants
    found = rows(query, [name, connection.ops.adapt_datetimefield_value(at), limit])
    return [Near(pk, instant(day).toordinal(), bool(is_main)) for pk, day, is_main in found]


def _near(joined: str | None) -> Iterator[Near]:
    """Read articles from `date/id/main`, with commas between."""
    return map(_one_near, joined.split(",")) if joined else iter(())


@lru_cache(maxsize=8192)
def _one_near(written: str) -> Near:
    """Read an article from `date/id/main`; kept, because it is around many others of a batch."""
    at, number, is_main = written.split("/")
    return Near(int(number), date.fromisoformat(at[:10]).toordinal(), is_main == "1")


def _ids(condition: str, values: Sequence[Any]) -> list[int]:
    # The conditions are this module's own, the values are bound.
    return [row[0] for row in rows(f"SELECT article_id FROM articles_listentry WHERE {condition}", values)]  # noqa: S608 see above


def _slices(pairs: Sequence[tuple[str, int]]) -> Iterable[Sequence[tuple[str, int]]]:
    return (pairs[start : start + _SLICE] for start in range(0, len(pairs), _SLICE))
