"""The values of blocks as the database has them, read without trust: an import or an older version may have left others."""

from collections.abc import Iterator, Mapping
from typing import Any

# A block as stored: {"type": "paragraph", "value": "<p>…</p>", "id": "…"}.
Block = Mapping[str, Any]


def text(value: Any, name: str = "") -> str:
    """Return a text, or the one of that name in a struct; "" for anything else."""
    found = value.get(name) if name and isinstance(value, Mapping) else value
    return found if isinstance(found, str) else ""


def number(value: Any, name: str) -> int | None:
    """Return the id of that name in a struct; None when there is none."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else None


def entries(value: Any, name: str) -> Iterator[Any]:
    """Yield the entries of the list of that name in a struct; older versions stored them without an id."""
    found = value.get(name) if isinstance(value, Mapping) else None
    for entry in found if isinstance(found, list | tuple) else ():
        yield entry["value"] if isinstance(entry, Mapping) and {"type", "value"} <= entry.keys() else entry


def texts(value: Any, name: str) -> Iterator[str]:
    """Yield the entries of a list of texts."""
    return (entry for entry in entries(value, name) if isinstance(entry, str))
