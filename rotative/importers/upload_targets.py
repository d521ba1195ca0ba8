"""The recipe of moved files: the old address of an upload leads to the file that its picture or document has now."""

from __future__ import annotations

from typing import Final

from rotative.bake import recipes
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe
from rotative.core import addresses, conf
from rotative.importers.models import ImportedItem
from rotative.media import reads as media

RECIPE: Final = "upload"
# The kinds of imported items that are files.
KINDS: Final = (ImportedItem.Kind.PICTURE, ImportedItem.Kind.DOCUMENT)
_PRIORITY: Final = 60


def register() -> None:
    """Register the recipe. Called once, at start. No page of it is live: each has a moved path alone."""
    recipes.register(Recipe(name=RECIPE, render=_render, specs=tuple, priority=_PRIORITY, leads=True))


def row(kind: str, object_id: int) -> tuple[str, str, str]:
    """Return recipe, arg and target of the moved path of a file."""
    return RECIPE, f"{kind}:{object_id}", ""


def address(file: tuple[str, str, str]) -> str:
    """Return where a row leads, as a decoded path. file: recipe, arg and target."""
    return recipes.target(*file)


def _render(arg: str) -> bytes:
    """Return the address of a file; the archive where the file was deleted or may no longer be shown."""
    kind, _colon, object_id = arg.partition(":")
    if kind not in KINDS or not object_id.isdecimal():
        raise NothingHere(recipe=RECIPE, arg=arg)
    if kind == ImportedItem.Kind.DOCUMENT:
        document = media.document(int(object_id))
        found = document.url if document else None
    else:
        found = media.file_of_picture(int(object_id))
    return (found or addresses.word(conf.get("language"), "archive")).encode()
