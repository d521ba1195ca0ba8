"""The queue of stale pages, written in the transaction of each change, so that no crash loses one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count, islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from rotative.bake import invalidation_clock, queue_sql, recipes
from rotative.bake import keys as names
from rotative.bake.errors import PathTaken
from rotative.bake.models import PublicPath, StalePath
from rotative.bake.store.file_names import PathRefused, canonical
from rotative.core import addresses, clock
from rotative.core.sql import execute, placeholders, rows
from rotative.core.text import slug as slug_of

# Keys per statement; SQLite takes 32,766 variables.
_SLICE = 500
# A change that more pages than this show is wide: its pages wait behind those of all other changes.
WIDE = 500
# Added to the priority of a page that a wide change marked.
_BEHIND = 100
# Pages of each dated recipe that are printed before its archive after a wide change.
_NEWEST = 2000
_NEWEST_PRIORITY = _BEHIND + 25
_ARCHIVE_PRIORITY = _BEHIND + 90
# The pages of what an act changed are printed before all others but the style sheets, if they are no more than this.
_FIRST_PRIORITY = 2
_FEW = 20
# The priority after every recipe.
_LAST = 999
# Paths marked in one transaction when the whole site is marked.
_STRETCH = 20_000

_gathered: ContextVar[set[str] | None] = ContextVar("gathered_keys", default=None)


def _slices(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + _SLICE] for start in range(0, len(values), _SLICE))


def _mark(condition: str, values: Sequence[Any], *, wide: bool = False, frame_only: bool = False) -> None:
    changed = queue_sql.FRAME_ONLY if frame_only else queue_sql.INSIDES
    statement = queue_sql.MARK.format(priority=_priorities(wide), reframe=changed, condition=condition)
    execute(statement, [clock.now(), *values])


def _priorities(wide: bool) -> str:
    """Return the SQL that gives a public path the priority of its recipe."""
    order = " ".join(
        queue_sql.PRIORITY_OF_RECIPE.format(name=recipe.name, priority=_priority(recipe, wide))
        for recipe in recipes.every()
    )
    other = _BEHIND + 50 if wide else 50
    return queue_sql.PRIORITY.format(order=order, other=other) if order else str(other)


def _priority(recipe: recipes.Recipe, wide: bool) -> int:
    if not wide:
        return recipe.priority
    return _ARCHIVE_PRIORITY if recipe.dated else _BEHIND + recipe.priority


@contextmanager
def together() -> Iterator[None]:
    """Gather the keys marked within the block and mark them at its end. Use it inside the change's transaction."""
    if _gathered.get() is not None:
        yield
        return
    # As the first mark would have done: two acts on the same lists follow one another.
    invalidation_clock.lock()
    gathered: set[str] = set()
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    mark_stale(gathered)


def mark_stale(keys: Iterable[str]) -> None:
    """Mark every page that showed one of the keys, itself or by its frame. Call it inside the change's transaction."""
    if (gathered := _gathered.get()) is not None:
        gathered.update(keys)
    else:
        _mark_keys(sorted(set(keys)))


@transaction.atomic
def _mark_keys(distinct: Sequence[str]) -> None:
    invalidation_clock.log_marks(invalidation_clock.move(), distinct)
    for part in _slices(distinct):
        _mark_showing(part)
        if frames := [
            frame for (frame,) in rows(queue_sql.FRAMES_SHOWING.format(keys=placeholders(part)), part)
        ]:
            _mark_showing(frames, frame_only=True)
    _own_first(distinct)


def _own_first(marked: Sequence[str]) -> None:
    """Move the pages about what was marked to the front: the editor who changed it is looking for them."""
    about = {kind: (recipe.name, owned) for recipe in recipes.every() for kind, owned in recipe.about.items()}
    pages: dict[str, list[str]] = defaultdict(list)
    for key in marked:
        kind, _colon, key_id = key.partition(":")
        if kind in about:
            name, owned = about[kind]
            pages[name] += owned(key_id)
    if sum(map(len, pages.values())) <= _FEW:
        for name, args in pages.items():
            first = queue_sql.FIRST.format(priority=_FIRST_PRIORITY, args=placeholders(args))
            execute(first, [name, *args])


def _mark_showing(keys: Sequence[str], *, frame_only: bool = False) -> None:
    wide = _reach(keys) > WIDE
    _mark(queue_sql.SHOWED.format(keys=placeholders(keys)), keys, wide=wide, frame_only=frame_only)
    if wide:
        _newest_first()


def _reach(keys: Sequence[str]) -> int:
    """Count the pages that showed one of the keys, up to WIDE + 1."""
    found = rows(queue_sql.REACH.format(keys=placeholders(keys), limit=WIDE + 1), keys)
    return int(found[0][0])


def _newest_first() -> None:
    """Move the newest pages of each dated recipe before the archive, after a wide change."""
    for recipe in recipes.every():
        if recipe.dated:
            for part in _slices([spec.arg for spec in islice(recipe.specs(), _NEWEST)]):
                StalePath.objects.filter(
                    priority=_ARCHIVE_PRIORITY, path__recipe=recipe.name, path__arg__in=part
                ).update(priority=_NEWEST_PRIORITY)


@transaction.atomic
def mark_paths(paths: Iterable[str]) -> None:
    """Mark these public paths as stale, whatever they showed."""
    invalidation_clock.move()
    for part in _slices(sorted(set(paths))):
        _mark(queue_sql.AT_PATHS.format(paths=placeholders(part)), part)


def mark_everything(*, frame_only: bool = False) -> None:
    """Mark the whole site as stale, to be printed in this order: fronts, heads, the newest articles, the archive.

    frame_only: nothing changed that the insides of a page show.
    """
    last = PublicPath.objects.aggregate(last=Max("id"))["last"] or 0
    for first in range(0, last + 1, _STRETCH):
        # Not in one transaction: an editor who saves meanwhile would wait for a million rows.
        with transaction.atomic():
            # Logged before any of these pages can be taken: no oven prints one with values cached before.
            invalidation_clock.log_marks(invalidation_clock.move(), [names.EVERYTHING])
            _mark(queue_sql.BETWEEN, [first, first + _STRETCH], wide=True, frame_only=frame_only)
    with transaction.atomic():
        invalidation_clock.move()
        _newest_first()


@transaction.atomic
def place(
    specs: Iterable[recipes.Spec], *, state: PublicPath.State = PublicPath.State.LIVE, over: bool = False
) -> None:
    """Add pages to the map of the site and mark them as stale. The former path of a page redirects to the new one.

    state: GONE for withdrawn pages that are missing on the map. over: whether they may take the paths of other live pages.
    Raises PathTaken, PathRefused.
    """
    wanted = {spec.path: spec for spec in specs}
    for path in wanted:
        _refuse_impossible(path)
    condition = queue_sql.OVER if over else queue_sql.NEVER_OVER
    for part in _slices(list(wanted)):
        placed = ((path, wanted[path].recipe, wanted[path].arg, state.value, "") for path in part)
        values = [value for row in placed for value in row]
        places = ", ".join([queue_sql.PLACED_ROW] * len(part))
        done = {path for (path,) in rows(queue_sql.PLACE.format(rows=places, over=condition), values)}
        if state == PublicPath.State.LIVE and len(done) < len(part):
            raise PathTaken(path=next(path for path in part if path not in done))
    if state == PublicPath.State.LIVE:
        _redirect_former(wanted)
    mark_paths(wanted)


def is_taken(path: str) -> bool:
    """Return whether a live page is at this path."""
    return PublicPath.objects.filter(path=path, state=PublicPath.State.LIVE).exists()


def give_slug(instance: Model, name: str, language: str, address: Callable[[str], str]) -> None:
    """Give a thing without a slug one that is drawn from its name, with a number when the address is taken.

    address: of the page, from a slug.
    """
    if instance.slug:  # type: ignore[attr-defined]  # each of them has a slug
        return
    wanted = slug_of(name, language) or str(instance._meta.model_name)
    fields = {field.attname for field in instance._meta.concrete_fields}
    among = {key: getattr(instance, key) for key in fields & {"locale_id", "language"}}
    others = type(instance)._default_manager.filter(**among).exclude(pk=instance.pk)
    for number in count(1):
        slug = wanted if number == 1 else f"{wanted}-{number}"
        taken = slug in addresses.RESERVED or is_taken(address(slug)) or others.filter(slug=slug).exists()
        if not taken:
            instance.slug = slug  # type: ignore[attr-defined]
            return


def refuse_taken_slug(instance: Model, path: str) -> None:
    """Refuse a slug, new or changed, whose address another page has. Raises ValidationError.

    instance: what the slug belongs to. path: of its page.
    """
    try:
        canonical(path)
    except PathRefused:
        # The slug's own field says so.
        return
    former = type(instance)._default_manager.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if former != instance.slug and is_taken(path):  # type: ignore[attr-defined]  # each of them has a slug
        raise ValidationError({"slug": _(PathTaken.message) % {"path": path}})


def _refuse_impossible(path: str) -> None:
    """Raises PathRefused where no file can be, PathTaken where the application itself answers."""
    canonical(path)
    if addresses.is_own(path):
        raise PathTaken(path=path)


def _redirect_former(wanted: dict[str, recipes.Spec]) -> None:
    places = {(spec.recipe, spec.arg): spec.path for spec in wanted.values() if spec.arg}
    for part in _slices(sorted({arg for _recipe, arg in places})):
        kinds = sorted({recipe for recipe, _arg in places})
        placed = queue_sql.PLACED.format(recipes=placeholders(kinds), args=placeholders(part))
        for path, recipe, arg in rows(placed, [*kinds, *part, PublicPath.State.LIVE.value]):
            target = places.get((recipe, arg), path)
            if target != path and path not in wanted:
                move(path, target)


@transaction.atomic
def withdraw(paths: Iterable[str], *, last: bool = False) -> None:
    """Withdraw pages: their paths answer 410 from now on.

    last: only after everything else in the queue is printed, because pages still link to them, as to a stylesheet.
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
    """Redirect a path to another one permanently (301)."""
    PublicPath.objects.update_or_create(
        path=path, defaults={"state": PublicPath.State.MOVED, "target": target}
    )
    mark_paths([path])
