"""The recipe of moved terms: the old address of a tag or author leads to its page, or to the archive while it has none."""

from __future__ import annotations

from typing import Final

from rotative.articles import reads as articles
from rotative.articles.reads import ListName
from rotative.bake import recipes
from rotative.bake.errors import NothingHere
from rotative.bake.recipes import Recipe
from rotative.core import addresses, conf
from rotative.importers.models import ImportedItem
from rotative.masthead import reads as masthead
from rotative.subjects import reads as subjects

RECIPE: Final = "term"
# Recipe, arg and target of a moved path; a recipe that leads has the last word.
Row = tuple[str, str, str]
_PRIORITY: Final = 60
_LIST_OF: Final = {
    ImportedItem.Kind.SECTION: "section",
    ImportedItem.Kind.AUTHOR: "author",
    ImportedItem.Kind.SUBJECT: "subject",
}


def register() -> None:
    """Register the recipe. Called once, at start. No page of it is live: each has a moved path alone."""
    recipes.register(Recipe(name=RECIPE, render=_render, specs=tuple, priority=_PRIORITY, leads=True))


def row(kind: ImportedItem.Kind, object_id: int, language: str, path: str) -> Row:
    """Return recipe, arg and target of the moved path of a term. path: of the page that it has now, or will have."""
    return RECIPE, f"{_LIST_OF[kind]}:{object_id}:{language}", path


def _render(arg: str) -> bytes:
    kind, object_id, language = arg.split(":")
    path = _page(kind, int(object_id), language)
    if path is None:
        raise NothingHere(recipe=RECIPE, arg=arg)
    return path.encode()


def _page(kind: str, object_id: int, language: str) -> str | None:
    """Return the path of a term's page; that of the archive while it has no article and therefore no page."""
    if kind == "section":
        section = articles.section(object_id)
        return section.path if section else None
    name = (
        ListName(kind="author", id=object_id)
        if kind == "author"
        else ListName(kind="subject", id=object_id, language=language)
    )
    card = articles.byline(object_id) if kind == "author" else subjects.subject(object_id, language)
    if card is None or not articles.exists(name):
        known = language in masthead.languages()
        return addresses.word(language if known else conf.get("language"), "archive")
    return card.path
