"""Expected pages compared with the map of the site: the recipes' specs in temporary tables, in bounded memory.

Both sides are read as they are at one instant. If they were read one after the other, a page published or withdrawn
meanwhile would count as surplus or as missing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import connection, transaction

from rotative.bake import invalidation_clock, recipes
from rotative.bake.batch import loaders
from rotative.bake.recipes import Spec
from rotative.bake.store.file_names import Kind
from rotative.core.sql import rows

_SLICE = 1000

_TABLES = {
    "bake_wanted": "number integer PRIMARY KEY, path text UNIQUE, recipe varchar(40), arg varchar(160), state varchar(8)",
    "bake_missing": "number integer PRIMARY KEY, path text, recipe varchar(40), arg varchar(160), state varchar(8)",
    "bake_surplus": "number integer PRIMARY KEY, path text",
}
# Live pages come first: a live page wins over a withdrawn one at the same path.
_ADD = """
    INSERT INTO bake_wanted (number, path, recipe, arg, state) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (path) DO UPDATE SET recipe = excluded.recipe, arg = excluded.arg WHERE excluded.state = 'live'
"""
_COMPARE = (
    """
    INSERT INTO bake_missing SELECT w.number, w.path, w.recipe, w.arg, w.state FROM bake_wanted w
    LEFT JOIN bake_publicpath p ON p.path = w.path
        AND CASE w.state WHEN 'live' THEN p.recipe = w.recipe AND p.arg = w.arg AND p.state = 'live' ELSE p.state <> 'live' END
    WHERE p.id IS NULL
    """,
    """
    INSERT INTO bake_surplus SELECT p.id, p.path FROM bake_publicpath p
    LEFT JOIN bake_wanted w ON w.path = p.path AND w.state = 'live'
    WHERE w.path IS NULL AND p.state = 'live'
    """,
)
_MISSING = """
    SELECT number, path, recipe, arg FROM bake_missing WHERE state = %s AND number > %s ORDER BY number LIMIT %s
"""
_SURPLUS = "SELECT number, path FROM bake_surplus WHERE number > %s ORDER BY number LIMIT %s"


@contextmanager
def compared() -> Iterator[None]:
    """Fill temporary tables of this connection with the missing and the surplus pages, for the block."""
    with _on_disk(), connection.cursor() as cursor:
        try:
            with _one_instant(), loaders.batch():
                for name, columns in _TABLES.items():
                    cursor.execute(f"DROP TABLE IF EXISTS {name}")
                    cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
                rows = (
                    (number, spec.path, spec.recipe, spec.arg, state)
                    for number, (spec, state) in enumerate(_specs())
                )
                while part := list(islice(rows, _SLICE)):
                    cursor.executemany(_ADD, part)
                for statement in _COMPARE:
                    cursor.execute(statement)
            yield
        finally:
            for name in _TABLES:
                cursor.execute(f"DROP TABLE IF EXISTS {name}")


@contextmanager
def _on_disk() -> Iterator[None]:
    """Let SQLite keep temporary tables in a file within the block, because they grow with the site."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA temp_store").fetchone()[0]
        cursor.execute("PRAGMA temp_store = FILE")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA temp_store = {before}")


@contextmanager
def _one_instant() -> Iterator[None]:
    """Read the database as it is at the first query, within the block; others can write to it all the same."""
    if connection.in_atomic_block:
        # Too late for a snapshot. Every mark waits for the clock, so nothing public changes meanwhile.
        invalidation_clock.lock()
        yield
    elif connection.vendor == "sqlite":
        # Not atomic(): our transactions begin as writers.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield


def missing(state: Kind = "live") -> Iterator[list[Spec]]:
    """Yield the pages that should exist and have no live path, or one of another recipe; a thousand at a time.

    state: "gone" for withdrawn pages that are missing on the map.
    """
    last = -1
    while found := rows(_MISSING, [state, last, _SLICE]):
        last = found[-1][0]
        yield [Spec(path=path, recipe=recipe, arg=arg) for _number, path, recipe, arg in found]


def surplus() -> Iterator[list[str]]:
    """Yield the live paths that no recipe expects; a thousand at a time."""
    last = 0
    while found := rows(_SURPLUS, [last, _SLICE]):
        last = found[-1][0]
        yield [path for _id, path in found]


def _specs() -> Iterator[tuple[Spec, Kind]]:
    for recipe in recipes.every():
        for spec in recipe.specs():
            yield spec, "live"
    for recipe in recipes.every():
        for spec in recipe.gone():
            yield spec, "gone"
