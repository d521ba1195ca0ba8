"""Stale pages: written in the transaction of the change, so that no crash forgets one. The bell only wakes the worker."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from rotative.bake import bell, recipes
from rotative.bake.models import BakeClock, PublicPath, StalePath
from rotative.core import clock

# Keys per statement; SQLite takes 32,766 variables.
_SLICE = 500
# After every recipe.
_LAST = 99

_MARK = """
    INSERT INTO bake_stalepath (path_id, generation, priority, since, attempts, error)
    SELECT p.id, 1, {priority}, %s, 0, '' FROM bake_publicpath p WHERE {condition}
    ON CONFLICT (path_id) DO UPDATE SET
        generation = bake_stalepath.generation + 1, attempts = 0, error = '', not_before = NULL
"""


def _slices(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + _SLICE] for start in range(0, len(values), _SLICE))


def _mark(condition: str, values: Sequence[Any]) -> None:
    order = " ".join(f"WHEN '{recipe.name}' THEN {recipe.priority}" for recipe in recipes.every())
    priority = f"CASE p.recipe {order} ELSE 50 END" if order else "50"
    with connection.cursor() as cursor:
        # Names of recipes and the condition are ours, never a reader's.
        cursor.execute(_MARK.format(priority=priority, condition=condition), [clock.now(), *values])


def _tick() -> None:
    if not BakeClock.objects.filter(pk=1).update(ticks=F("ticks") + 1):
        BakeClock.objects.get_or_create(pk=1, defaults={"ticks": 1})
    transaction.on_commit(bell.ring, robust=True)


def _ids(marks: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(marks))


@transaction.atomic
def mark_stale(keys: Iterable[str]) -> None:
    """Every page that showed one of the keys is to be printed again. Call it inside the change's transaction."""
    distinct = sorted(set(keys))
    _tick()
    for part in _slices(distinct):
        _mark(f"p.id IN (SELECT k.path_id FROM bake_pathkey k WHERE k.key IN ({_ids(part)}))", part)  # noqa: S608 %s only


@transaction.atomic
def mark_paths(paths: Iterable[str]) -> None:
    """These public paths are to be printed again, whatever they showed."""
    _tick()
    for part in _slices(sorted(set(paths))):
        _mark(f"p.path IN ({_ids(part)})", part)


@transaction.atomic
def mark_everything() -> None:
    """The whole site is to be printed again: a new template, a new masthead."""
    _tick()
    _mark("1 = 1", [])


@transaction.atomic
def place(specs: Iterable[recipes.Spec]) -> None:
    """These pages exist from now on; each is to be printed. Where one stood at another path, that path leads here."""
    wanted = {spec.path: spec for spec in specs}
    for part in _slices(list(wanted)):
        PublicPath.objects.bulk_create(
            [PublicPath(path=path, recipe=wanted[path].recipe, arg=wanted[path].arg) for path in part],
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["recipe", "arg", "state", "target"],
        )
    _redirect_former(wanted)
    mark_paths(wanted)


def _redirect_former(wanted: dict[str, recipes.Spec]) -> None:
    places = {(spec.recipe, spec.arg): spec.path for spec in wanted.values() if spec.arg}
    for part in _slices(sorted({arg for _recipe, arg in places})):
        rows = PublicPath.objects.filter(
            recipe__in={recipe for recipe, _arg in places}, arg__in=part, state=PublicPath.State.LIVE
        ).only("path", "recipe", "arg")
        for row in rows:
            target = places.get((row.recipe, row.arg), row.path)
            if target != row.path and row.path not in wanted:
                move(row.path, target)


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
