"""The entries of lists, read from their index: the queries that every page of the site repeats.

Written in SQL because building the same query a thousand times costs the oven more than running it. Lists are given by
their written names.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from rotative.core.sql import instant, placeholders, rows

_NEWEST_FIRST = "ORDER BY published_at DESC, article_id DESC"
_OLDEST_FIRST = "ORDER BY published_at, article_id"

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
    SELECT spans.list, number, e.article_id FROM spans
    JOIN articles_listentry e ON e.list = spans.list AND e."window" >= low AND e."window" <= high
    ORDER BY e.published_at DESC, e.article_id DESC
"""
_AROUND = """
    SELECT e.list, e.article_id, (
        SELECT {joined} FROM (
            SELECT b.published_at, b.article_id FROM articles_listentry b
            WHERE b.list = e.list AND (b.published_at, b.article_id) < (e.published_at, e.article_id)
            ORDER BY b.published_at DESC, b.article_id DESC LIMIT %s
        ) AS earlier
    ), (
        SELECT {joined} FROM (
            SELECT b.published_at, b.article_id FROM articles_listentry b
            WHERE b.list = e.list AND (b.published_at, b.article_id) > (e.published_at, e.article_id)
            ORDER BY b.published_at, b.article_id LIMIT %s
        ) AS later
    ) FROM articles_listentry e WHERE e.article_id IN ({articles}) AND e.list IN ({lists})
"""
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
    INSERT INTO articles_listentry (list, "window", article_id, published_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""
_ENTRIES = "SELECT id, list, published_at FROM articles_listentry WHERE article_id = %s ORDER BY id"
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbours:
    """The articles before and after one place in a list, nearest first."""

    before: tuple[int, ...]
    after: tuple[int, ...]


def add(new: Iterable[tuple[str, int, int, datetime]]) -> None:
    """Add entries to lists: list, window, article, its date. An article that is in a list already keeps its entry."""
    stored = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, [(name, window, pk, stored(at)) for name, window, pk, at in new])


def entries_of(article_id: int) -> list[tuple[int, str, datetime]]:
    """Return the entries of an article: primary key, list, and the date under which it is filed."""
    return [(pk, name, instant(at)) for pk, name, at in rows(_ENTRIES, [article_id])]


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
        for name, number, article_id in rows(reach + _MEMBERS, values):
            ids[name, number].append(article_id)
        for name, number, top, older, followed in rows(reach + _PLACES, values):
            found[name, number] = Span(
                top=top, older=older, followed=bool(followed), ids=tuple(ids[name, number])
            )
    return found


def filled(names: Collection[str]) -> set[str]:
    """Return those of the lists that have an article."""
    values = ", ".join([_WANTED_LIST] * len(names))
    query = f"WITH wanted(list) AS (VALUES {values}) SELECT list FROM wanted WHERE EXISTS ("  # noqa: S608 %s only
    query += "SELECT 1 FROM articles_listentry e WHERE e.list = wanted.list)"
    return {row[0] for row in rows(query, list(names))} if names else set()


def around(
    names: Collection[str], article_ids: Collection[int], limit: int
) -> dict[tuple[str, int], Neighbours]:
    """Return the neighbours of each of these articles in each of these lists that contains it, in one query."""
    if not names or not article_ids:
        return {}
    # No database guarantees the order of an aggregate, so each article comes with its date.
    gathered = {"postgresql": "string_agg(published_at || '/' || article_id, ',')"}
    query = _AROUND.format(
        joined=gathered.get(connection.vendor, "group_concat(published_at || '/' || article_id)"),
        articles=placeholders(article_ids),
        lists=placeholders(names),
    )
    return {
        (name, article_id): Neighbours(before=_nearest(before)[::-1], after=_nearest(after))
        for name, article_id, before, after in rows(query, [limit, limit, *article_ids, *names])
    }


def oldest(name: str, limit: int) -> list[int]:
    """Return the oldest articles of a list, oldest first."""
    return _ids(f"list = %s {_OLDEST_FIRST} LIMIT %s", [name, limit])


def before(name: str, at: datetime, article_id: int, limit: int) -> list[int]:
    """Return the articles just before a place in a list, nearest first."""
    place = [name, *_place(at, article_id), limit]
    return _ids(f"list = %s AND (published_at, article_id) < (%s, %s) {_NEWEST_FIRST} LIMIT %s", place)


def after(name: str, at: datetime, article_id: int, limit: int) -> list[int]:
    """Return the articles just after a place in a list, nearest first."""
    place = [name, *_place(at, article_id), limit]
    return _ids(f"list = %s AND (published_at, article_id) > (%s, %s) {_OLDEST_FIRST} LIMIT %s", place)


def _place(at: datetime, article_id: int) -> tuple[object, int]:
    return connection.ops.adapt_datetimefield_value(at), article_id


def _nearest(joined: str | None) -> tuple[int, ...]:
    """Return articles by date, then id. joined: `date/id` with commas between; dates of one database sort as text."""
    if not joined:
        return ()
    places = sorted((at, int(number)) for at, number in (one.split("/") for one in joined.split(",")))
    return tuple(number for _at, number in places)


def _ids(condition: str, values: Sequence[Any]) -> list[int]:
    # The conditions are this module's own, the values are bound.
    return [row[0] for row in rows(f"SELECT article_id FROM articles_listentry WHERE {condition}", values)]  # noqa: S608 see above


def _slices(pairs: Sequence[tuple[str, int]]) -> Iterable[Sequence[tuple[str, int]]]:
    return (pairs[start : start + _SLICE] for start in range(0, len(pairs), _SLICE))
