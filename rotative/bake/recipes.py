"""The registry of recipes: how each kind of page is rendered. The press knows no kind by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rotative.bake.errors import RecipeTaken, UnknownRecipe


@dataclass(frozen=True, kw_only=True)
class Spec:
    """One page that should exist."""

    # Decoded path.
    path: str
    # Name of the recipe that renders it.
    recipe: str
    # What it renders, in the recipe's own grammar.
    arg: str = ""


Render = Callable[[str], bytes]
Specs = Callable[[], Iterable[Spec]]
Preview = Callable[[Any], bytes]
Prepare = Callable[[Sequence[str]], None]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A kind of page."""

    name: str
    # The file's bytes for one arg. Raises NothingHere when there is nothing to show.
    render: Render
    # Every page of this kind that should exist, oldest last.
    specs: Specs
    # Lower is printed sooner: 10 articles, 20 fronts and section heads, 30 feeds, 50 the rest.
    priority: int
    # The bytes for an unsaved object, by the same road; None where the desk has no preview.
    preview: Preview | None = None
    # Loads what the pages of many args will ask for into `keys.shared()`, in a few queries instead of a few each.
    prepare: Prepare | None = None
    # Whether readers come for the newest: its specs are read lazily, and of a change to all, those come first.
    dated: bool = False
    # Every page of this kind that was withdrawn and whose matter is kept: it answers 410.
    gone: Specs = tuple


_registry: dict[str, Recipe] = {}


def register(recipe: Recipe) -> None:
    """Make a kind of page known. Raises RecipeTaken."""
    if recipe.name in _registry:
        raise RecipeTaken(name=recipe.name)
    _registry[recipe.name] = recipe


def get(name: str) -> Recipe:
    """The recipe of that name. Raises UnknownRecipe."""
    try:
        return _registry[name]
    except KeyError as exc:
        raise UnknownRecipe(name=name) from exc


def every() -> tuple[Recipe, ...]:
    """All recipes, soonest printed first."""
    return tuple(sorted(_registry.values(), key=lambda recipe: (recipe.priority, recipe.name)))
