"""What should exist beside what does: the recipes' specs compared with the map, by the database and in bounded memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection

from rotative.bake import keys, recipes
from rotative.bake.recipes import Spec

_SLICE = 1000

_TABLE = """
    CREATE TEMPORARY TABLE bake_wanted (
        number integer PRIMARY KEY, path text UNIQUE, recipe varchar(40), arg varchar(160)
    )
"""
_ADD = """
    INSERT INTO bake_wanted (number, path, recipe, arg) VALUES (%s, %s, %s, %s)
    ON CONFLICT (path) DO UPDATE SET recipe = excluded.recipe, arg = excluded.arg
"""
_MISSING = """
    SELECT w.number, w.path, w.recipe, w.arg FROM bake_wanted w
    LEFT JOIN bake_publicpath p ON p.path = w.path AND p.recipe = w.recipe AND p.arg = w.arg AND p.state = 'live'
    WHERE p.id IS NULL AND w.number > %s ORDER BY w.number LIMIT %s
"""
_SURPLUS = """
    SELECT p.id, p.path FROM bake_publicpath p LEFT JOIN bake_wanted w ON w.path = p.path
    WHERE w.path IS NULL AND p.state = 'live' AND p.id > %s ORDER BY p.id LIMIT %s
"""


@contextmanager
def compared() -> Iterator[None]:
    """Within: every page that should exist stands in a temporary table of this connection."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bake_wanted")
        cursor.execute(_TABLE)
        try:
            with keys.batch():
                rows = ((number, spec.path, spec.recipe, spec.arg) for number, spec in enumerate(_specs()))
                while part := list(islice(rows, _SLICE)):
                    cursor.executemany(_ADD, part)
            yield
        finally:
            cursor.execute("DROP TABLE IF EXISTS bake_wanted")


def missing() -> Iterator[list[Spec]]:
    """Pages that should exist and have no live path, or one of another recipe; some at a time."""
    last = -1
    while rows := _rows(_MISSING, last):
        last = rows[-1][0]
        yield [Spec(path=path, recipe=recipe, arg=arg) for _number, path, recipe, arg in rows]


def surplus() -> Iterator[list[str]]:
    """Live paths that no recipe wants; some at a time."""
    last = 0
    while rows := _rows(_SURPLUS, last):
        last = rows[-1][0]
        yield [path for _id, path in rows]


def _specs() -> Iterator[Spec]:
    for recipe in recipes.every():
        yield from recipe.specs()


def _rows(query: str, last: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [last, _SLICE])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
