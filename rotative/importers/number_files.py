"""Files of numbered addresses: where `/?p=12` and `/?cat=3` of an old site lead, a thousand numbers in one baked file.

The front finds a number in its file without asking the database. Rows of the table are written by imports alone, so that
nothing but an import makes such a file stale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import transaction

from rotative.bake import queue, recipes
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe, Spec
from rotative.core import old_addresses
from rotative.importers.models import NumberFile

RECIPE = "old_numbers"
_PRIORITY = 60


def register() -> None:
    """Register the recipe of the files. Called once, at start."""
    recipes.register(Recipe(name=RECIPE, render=_render, specs=_specs, priority=_PRIORITY))


@transaction.atomic
def add(kind: str, targets: Mapping[int, str], *, over: bool = False) -> None:
    """Note where numbers lead; a number that leads somewhere already keeps its target.

    kind: "p", "cat" or "author". targets: percent-encoded addresses. over: give known numbers their new target.
    """
    wanted: dict[str, dict[int, str]] = defaultdict(dict)
    for number, target in targets.items():
        wanted[old_addresses.number_file(kind, number)][number] = target
    files = NumberFile.objects.in_bulk(list(wanted), field_name="path")
    new: list[NumberFile] = []
    changed: list[NumberFile] = []
    for path, added in wanted.items():
        file = files.get(path) or NumberFile(path=path, lines="")
        there = _parsed(file.lines)
        lines = _written({**there, **added} if over else {**added, **there})
        if lines != file.lines:
            (changed if file.pk else new).append(file)
            file.lines = lines
    NumberFile.objects.bulk_create(new)
    NumberFile.objects.bulk_update(changed, ["lines"])
    if new:
        queue.place(map(_spec, new))
    if changed:
        queue.mark_paths(file.path for file in changed)


def target(kind: str, number: int) -> str | None:
    """Return where a number leads, percent-encoded."""
    file = NumberFile.objects.filter(path=old_addresses.number_file(kind, number)).first()
    return _parsed(file.lines).get(number) if file else None


def _parsed(lines: str) -> dict[int, str]:
    pairs = (line.partition(" ") for line in lines.splitlines())
    return {int(number): address for number, _space, address in pairs}


def _written(targets: Mapping[int, str]) -> str:
    return "".join(f"{number} {targets[number]}\n" for number in sorted(targets))


def _render(arg: str) -> bytes:
    file = NumberFile.objects.filter(pk=arg).first()
    if file is None:
        raise NothingHere(recipe=RECIPE, arg=arg)
    return file.lines.encode()


def _spec(file: NumberFile) -> Spec:
    return Spec(path=file.path, recipe=RECIPE, arg=str(file.pk))


def _specs() -> Iterable[Spec]:
    return map(_spec, NumberFile.objects.defer("lines").order_by("pk").iterator())
