"""Comments of a Ghost site: from its export, or from a CSV file with a line for each."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from rotative.core import html as safe
from rotative.importers.errors import NotAGhostExport, UnreadableExport
from rotative.importers.ghost.ghost_tables import Tables, identity, moment, string
from rotative.importers.ghost.json_rows import Row
from rotative.importers.records import CommentRecord, CommentState, Problem

_MOST_BYTES: Final = 512 << 20
_LONGEST_CELL: Final = 1 << 20
# What a column may be called, in the order of preference.
_NAMES: Final = {
    "id": ("id", "comment_id", "uuid"),
    "post": ("post_id",),
    "slug": ("post_slug", "slug"),
    "url": ("post_url", "url", "post"),
    "parent_id": ("parent_id", "in_reply_to_id"),
    "name": ("member_name", "name", "author", "author_name"),
    "email": ("member_email", "email", "author_email"),
    "html": ("html", "comment_html", "comment", "content", "text", "body"),
    "status": ("status", "state"),
    "created_at": ("created_at", "date", "published_at"),
}
_STATES: Final[dict[str, CommentState]] = {
    "published": "shown", "": "shown", "approved": "shown", "hidden": "rejected", "pending": "held", "spam": "spam",
}  # fmt: skip


def read(path: Path, tables: Tables) -> None:
    """Read a CSV file of comments into the tables. Raises NotAGhostExport, UnreadableExport."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise NotAGhostExport(file=path.name, reason="larger than 512 MiB")
        with path.open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(_LONGEST_CELL)
            _take(csv.DictReader(file), tables, path)
    except OSError as exc:
        raise UnreadableExport(file=path.name, reason=exc.strerror or str(exc)) from exc
    except (csv.Error, UnicodeDecodeError) as exc:
        raise NotAGhostExport(file=path.name, reason=str(exc)) from exc


def _take(reader: csv.DictReader[str], tables: Tables, path: Path) -> None:
    names = {str(name).strip().lower(): name for name in reader.fieldnames or ()}
    columns = {
        own: names[found]
        for own, wanted in _NAMES.items()
        if (found := next((w for w in wanted if w in names), ""))
    }
    if "html" not in columns or not {"post", "slug", "url"} & columns.keys():
        raise NotAGhostExport(file=path.name, reason="no columns of a comment and its post")
    for number, line in enumerate(reader, start=1):
        row: Row = {own: line.get(name) or "" for own, name in columns.items()}
        row["id"] = row.get("id") or f"line-{number}"
        post = row.get("post") or ""
        if not post:
            slug = row.get("slug") or urlsplit(str(row.get("url", ""))).path.rstrip("/").rsplit("/", 1)[-1]
            post = f"/{slug}"
        tables.add_comment(str(post), row)


def records(rows: Iterable[Row], *, source: str) -> tuple[tuple[CommentRecord, ...], list[Problem]]:
    """Return the comments of one post, and what was left out."""
    carried: list[CommentRecord] = []
    refused: list[Problem] = []
    for row in rows:
        status = string(row, "status").lower()
        if status == "deleted":
            refused.append(Problem(kind="comment_skipped", detail="deleted", example=identity(row)))
            continue
        carried.append(
            CommentRecord(
                source=source,
                source_id=identity(row),
                author=safe.plain(string(row, "name")),
                email=safe.plain(string(row, "email")),
                website="",
                text=safe.plain_lines(string(row, "html")),
                written_at=moment(row, "created_at"),
                # A state that is not known waits for the desk.
                state=_STATES.get(status, "held"),
                parent=string(row, "parent_id"),
            )
        )
    return tuple(carried), refused
