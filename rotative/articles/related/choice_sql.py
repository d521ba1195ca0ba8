"""Choices, read and written for a batch of pages."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from rotative.core.sql import execute, execute_many, placeholders, rows_of

_KEPT = "SELECT name, CAST(chosen AS text) FROM articles_choice WHERE name IN ({ids})"
_KEEP = "INSERT INTO articles_choice (name, chosen) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_FORGET = "DELETE FROM articles_choice WHERE name IN ({names})"


def kept(names: Collection[str]) -> dict[str, Any]:
    """Return what was chosen under these names, in one query."""
    return {name: json.loads(chosen) for name, chosen in rows_of(_KEPT, names)}


def keep(chosen: Mapping[str, Any]) -> None:
    """Keep choices; one that is there already stays."""
    execute_many(_KEEP, [(name, json.dumps(value)) for name, value in chosen.items()])


def forget(names: Iterable[str]) -> None:
    """Forget choices: they are made again when a page needs them."""
    if listed := list(names):
        execute(_FORGET.format(names=placeholders(listed)), listed)
