"""The registry of recipes: each application registers how its kinds of page are rendered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rotative.bake.errors import RecipeTaken, UnknownRecipe


@dataclass(frozen=True, kw_only=True)
class Spec:
    """One page that should exist."""

    # Decoded path.
    path: str
    # Name of the recipe that renders it.
    recipe: str
    # Argument of the recipe, in its own grammar.
    arg: str = ""


Render = Callable[[str], bytes]
Specs = Callable[[], Iterable[Spec]]
Preview = Callable[[Any], bytes]
Prepare = Callable[[Sequence[str]], None]
# Takes the id within a key; returns the args of the pages about the thing that the key names.
Owned = Callable[[str], Iterable[str]]


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
    # The bytes for an unsaved object, made the same way; None when the desk has no preview of this kind.
    preview: Preview | None = None
    # Fills the loaders for the pages of many args at once, in a few queries instead of a few for each page.
    prepare: Prepare | None = None
    # Whether readers come for the newest pages: after a change of all pages these are printed before the older ones.
    # Its specs are read lazily.
    dated: bool = False
    # Every page of this kind that was withdrawn while its row is kept: it answers 410.
    gone: Specs = tuple
    # Kinds of keys that name what a page of this kind is about: after an act on that thing, its page is printed first.
    about: Mapping[str, Owned] = field(default_factory=dict)
    # Whether its paths are moved ones, and it renders where each leads at present: a decoded path, or a whole address.
    leads: bool = False


_registry: dict[str, Recipe] = {}


def itself(key_id: str) -> Iterable[str]:
    """Return the one page whose arg is the id within the key."""
    return (key_id,)


def register(recipe: Recipe) -> None:
    """Register a kind of page. Raises RecipeTaken."""
    if recipe.name in _registry:
        raise RecipeTaken(name=recipe.name)
    _registry[recipe.name] = recipe


def get(name: str) -> Recipe:
    """Return the recipe of a name. Raises UnknownRecipe."""
    try:
        return _registry[name]
    except KeyError as exc:
        raise UnknownRecipe(name=name) from exc


def every() -> tuple[Recipe, ...]:
    """Return all recipes in the order in which their pages are printed."""
    return tuple(sorted(_registry.values(), key=lambda recipe: (recipe.priority, recipe.name)))


def target(recipe: str, arg: str, stored: str) -> str:
    """Return where a moved path leads: where its recipe says, if that is one that leads, else to the stored target."""
    found = _registry.get(recipe)
    return found.render(arg).decode() if found is not None and found.leads else stored
