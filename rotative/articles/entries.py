"""Which articles stand in a list, read straight from its index: the queries that every page of the site repeats.

Written in SQL because building the same query a thousand times costs the oven more than running it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

_NEWEST_FIRST = "ORDER BY published_at DESC, article_id DESC"
_OLDEST_FIRST = "ORDER BY published_at, article_id"


def top(name: str) -> int:
    """Number of a list's newest window, 0 when it is empty."""
    return _one('SELECT COALESCE(MAX("window"), 0) FROM articles_listentry WHERE list = %s', [name]) or 0


def has(name: str, number: int) -> bool:
    """Whether a window has an article."""
    return (
        _one('SELECT 1 FROM articles_listentry WHERE list = %s AND "window" = %s LIMIT 1', [name, number])
        == 1
    )


def older(name: str, number: int) -> int | None:
    """The next window below a number that has an article, or None."""
    return _one(
        'SELECT MAX("window") FROM articles_listentry WHERE list = %s AND "window" < %s', [name, number]
    )


def from_window(name: str, number: int, limit: int) -> list[int]:
    """Articles of this window and all newer ones, newest first."""
    return _ids(f'list = %s AND "window" >= %s {_NEWEST_FIRST} LIMIT %s', [name, number, limit])


def of_window(name: str, number: int) -> list[int]:
    """Articles of one window, newest first."""
    return _ids(f'list = %s AND "window" = %s {_NEWEST_FIRST}', [name, number])


def newest(name: str, limit: int) -> list[int]:
    """The newest articles of a list."""
    return _ids(f"list = %s {_NEWEST_FIRST} LIMIT %s", [name, limit])


def before(name: str, at: datetime, article_id: int, limit: int) -> list[int]:
    """The articles just before a place in a list, nearest first."""
    place = [name, *_place(at, article_id), limit]
    return _ids(f"list = %s AND (published_at, article_id) < (%s, %s) {_NEWEST_FIRST} LIMIT %s", place)


def after(name: str, at: datetime, article_id: int, limit: int) -> list[int]:
    """The articles just after a place in a list, nearest first."""
    place = [name, *_place(at, article_id), limit]
    return _ids(f"list = %s AND (published_at, article_id) > (%s, %s) {_OLDEST_FIRST} LIMIT %s", place)


def _place(at: datetime, article_id: int) -> tuple[object, int]:
    return connection.ops.adapt_datetimefield_value(at), article_id


def _ids(condition: str, values: Sequence[Any]) -> list[int]:
    # The conditions are this module's own, the values are bound.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT article_id FROM articles_listentry WHERE {condition}", values)  # noqa: S608 see above
        return [row[0] for row in cursor.fetchall()]


def _one(query: str, values: Sequence[Any]) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row = cursor.fetchone()
    return row[0] if row else None
