"""Stale pages: written in the transaction of the change, so that no crash forgets one. The bell only wakes the worker."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from rotative.bake import invalidation_clock, marks, recipes
from rotative.bake import keys as names
from rotative.bake.models import PublicPath, StalePath
from rotative.core import clock, sql

# Keys per statement; SQLite takes 32,766 variables.
_SLICE = 500
# A change shown by more pages than this does not keep the next one waiting: its pages come after all others.
WIDE = 500
_BEHIND = 100
# Of what has a date, the newest pages come first among those, the archive last.
_NEWEST = 2000
_NEWEST_PRIORITY = _BEHIND + 25
_ARCHIVE_PRIORITY = _BEHIND + 90
# After every recipe.
_LAST = 999
# Paths marked in one transaction when everything is.
_STRETCH = 20_000

_gathered: ContextVar[set[str] | None] = ContextVar("gathered_keys", default=None)

_MARK = """
    INSERT INTO bake_stalepath (path_id, generation, priority, since, attempts, error, holder)
    SELECT p.id, 1, {priority}, %s, 0, '', '' FROM bake_publicpath p WHERE {condition}
    ON CONFLICT (path_id) DO UPDATE SET
        generation = bake_stalepath.generation + 1, attempts = 0, error = '', not_before = NULL,
        priority = CASE WHEN excluded.priority < bake_stalepath.priority
            THEN excluded.priority ELSE bake_stalepath.priority END
"""
_PLACE = """
    INSERT INTO bake_publicpath (path, recipe, arg, state, target, digest) VALUES {rows}
    ON CONFLICT (path) DO UPDATE SET
        recipe = excluded.recipe, arg = excluded.arg, state = excluded.state, target = excluded.target
"""
_ROW = "(%s, %s, %s, %s, %s, %s)"
_PLACED = """
    SELECT path, recipe, arg FROM bake_publicpath
    WHERE recipe IN ({recipes}) AND arg IN ({args}) AND state = %s
"""
_SHOWED = "p.id IN (SELECT k.path_id FROM bake_pathkey k WHERE k.key IN ({marks}))"
_REACH = "SELECT COUNT(*) FROM (SELECT 1 FROM bake_pathkey WHERE key IN ({marks}) LIMIT {limit}) AS reached"


def _slices(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + _SLICE] for start in range(0, len(values), _SLICE))


def _mark(condition: str, values: Sequence[Any], *, wide: bool = False) -> None:
    order = " ".join(f"WHEN '{recipe.name}' THEN {_priority(recipe, wide)}" for recipe in recipes.every())
    other = _BEHIND + 50 if wide else 50
    priority = f"CASE p.recipe {order} ELSE {other} END" if order else str(other)
    with connection.cursor() as cursor:
        # Names of recipes and the condition are ours, never a reader's.
        cursor.execute(_MARK.format(priority=priority, condition=condition), [clock.now(), *values])


def _priority(recipe: recipes.Recipe, wide: bool) -> int:
    if not wide:
        return recipe.priority
    return _ARCHIVE_PRIORITY if recipe.dated else _BEHIND + recipe.priority


@contextmanager
def together() -> Iterator[None]:
    """Within: keys are only gathered; all are marked at the end. Put it inside the change's transaction."""
    if _gathered.get() is not None:
        yield
        return
    # As a mark would have done at once: two acts on the same lists follow one another.
    invalidation_clock.locked()
    gathered: set[str] = set()
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    mark_stale(gathered)


def mark_stale(keys: Iterable[str]) -> None:
    """Every page that showed one of the keys is to be printed again. Call it inside the change's transaction."""
    if (gathered := _gathered.get()) is not None:
        gathered.update(keys)
    else:
        _mark_keys(sorted(set(keys)))


@transaction.atomic
def _mark_keys(distinct: Sequence[str]) -> None:
    marks.note(invalidation_clock.move(), distinct)
    for part in _slices(distinct):
        wide = _reach(part) > WIDE
        _mark(_SHOWED.format(marks=sql.marks(part)), part, wide=wide)
        if wide:
            _newest_first()


def _reach(keys: Sequence[str]) -> int:
    """How many pages showed one of the keys; counted no further than matters."""
    with connection.cursor() as cursor:
        cursor.execute(_REACH.format(marks=sql.marks(keys), limit=WIDE + 1), keys)
        return int(cursor.fetchone()[0])


def _newest_first() -> None:
    """Of a wide change, the pages that are read most come before the archive."""
    for recipe in recipes.every():
        if recipe.dated:
            for part in _slices([spec.arg for spec in islice(recipe.specs(), _NEWEST)]):
                StalePath.objects.filter(
                    priority=_ARCHIVE_PRIORITY, path__recipe=recipe.name, path__arg__in=part
                ).update(priority=_NEWEST_PRIORITY)


@transaction.atomic
def mark_paths(paths: Iterable[str]) -> None:
    """These public paths are to be printed again, whatever they showed."""
    invalidation_clock.move()
    for part in _slices(sorted(set(paths))):
        _mark(f"p.path IN ({sql.marks(part)})", part)


def mark_everything() -> None:
    """The whole site is to be printed again in reading order: fronts, heads, the newest articles, the archive."""
    last = PublicPath.objects.aggregate(last=Max("id"))["last"] or 0
    for first in range(0, last + 1, _STRETCH):
        # Not in one transaction: an editor who saves meanwhile would wait for a million rows.
        with transaction.atomic():
            # Written before any of its pages can be taken: no oven prints one with what it kept from before.
            marks.note(invalidation_clock.move(), [names.EVERYTHING])
            _mark("p.id > %s AND p.id <= %s", [first, first + _STRETCH], wide=True)
    with transaction.atomic():
        invalidation_clock.move()
        _newest_first()


@transaction.atomic
def place(specs: Iterable[recipes.Spec], *, state: PublicPath.State = PublicPath.State.LIVE) -> None:
    """These pages exist from now on; each is to be printed. Where one stood at another path, that path leads here.

    state: GONE for pages that were withdrawn and of which the map does not know.
    """
    wanted = {spec.path: spec for spec in specs}
    for part in _slices(list(wanted)):
        placed = ((path, wanted[path].recipe, wanted[path].arg, state.value, "", "") for path in part)
        values = [value for row in placed for value in row]
        with connection.cursor() as cursor:
            cursor.execute(_PLACE.format(rows=", ".join([_ROW] * len(part))), values)
    if state == PublicPath.State.LIVE:
        _redirect_former(wanted)
    mark_paths(wanted)


def _redirect_former(wanted: dict[str, recipes.Spec]) -> None:
    places = {(spec.recipe, spec.arg): spec.path for spec in wanted.values() if spec.arg}
    for part in _slices(sorted({arg for _recipe, arg in places})):
        kinds = sorted({recipe for recipe, _arg in places})
        placed = _PLACED.format(recipes=sql.marks(kinds), args=sql.marks(part))
        for path, recipe, arg in sql.rows(placed, [*kinds, *part, PublicPath.State.LIVE.value]):
            target = places.get((recipe, arg), path)
            if target != path and path not in wanted:
                move(path, target)


@transaction.atomic
def withdraw(paths: Iterable[str], *, last: bool = False) -> None:
    """These pages answer 410 from now on.

    last: only after everything else that waits is printed, because pages still point to them, as to a stylesheet.
    """
    listed = list(paths)
    for part in _slices(listed):
        PublicPath.objects.filter(path__in=part).update(state=PublicPath.State.GONE, target="")
    mark_paths(listed)
    if last:
        for part in _slices(listed):
            StalePath.objects.filter(path__path__in=part).update(priority=_LAST)


@transaction.atomic
def move(path: str, target: str) -> None:
    """This path leads to another for good (301)."""
    PublicPath.objects.update_or_create(
        path=path, defaults={"state": PublicPath.State.MOVED, "target": target}
    )
    mark_paths([path])
