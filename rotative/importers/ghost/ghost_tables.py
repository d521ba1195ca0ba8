"""The tables of an export that its posts point into, gathered before the first post is read."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from rotative.importers.ghost.json_rows import Row, tables

# Tables that are kept whole: they have few rows.
_SMALL: Final = frozenset({"tags", "users", "settings"})
_LINKS: Final = {"posts_tags": "tag_id", "posts_authors": "author_id"}
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")


@dataclass
class Tables:
    """Tags, users and settings, and which post has which; the links wait in a temporary database."""

    text: str
    settings: dict[str, str] = field(default_factory=dict)
    tags: dict[str, Row] = field(default_factory=dict)
    users: dict[str, Row] = field(default_factory=dict)
    posts: int = 0

    def __post_init__(self) -> None:
        """Go through the export once. Raises Malformed."""
        # With an empty name, SQLite deletes the file when the connection is closed.
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE link (post TEXT, kind TEXT, target TEXT, position INTEGER)")
        self._db.execute("CREATE TABLE meta (post TEXT PRIMARY KEY, row TEXT) WITHOUT ROWID")
        self._db.execute("CREATE TABLE comment (post TEXT, row TEXT)")
        self._db.execute("CREATE TABLE path (path TEXT PRIMARY KEY) WITHOUT ROWID")
        for table, row in tables(self.text):
            self._take(table, row)
        for table in ("link", "comment"):
            self._db.execute(f"CREATE INDEX {table}_post ON {table} (post)")

    def _take(self, table: str, row: Row) -> None:
        if table == "posts":
            self.posts += 1
        elif table == "settings":
            self.settings.setdefault(string(row, "key"), string(row, "value"))
        elif table in _SMALL:
            (self.tags if table == "tags" else self.users)[identity(row)] = row
        elif table in _LINKS:
            position = row.get("sort_order")
            values = (string(row, "post_id"), table, string(row, _LINKS[table]))
            self._db.execute(
                "INSERT INTO link VALUES (?, ?, ?, ?)",
                (*values, position if isinstance(position, int) else 0),
            )
        elif table == "posts_meta":
            self._db.execute(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)", (string(row, "post_id"), json.dumps(row))
            )
        elif table == "comments":
            self.add_comment(string(row, "post_id"), row)

    def rows(self) -> Iterator[Row]:
        """Yield the posts and pages, in the order of the file."""
        return (row for table, row in tables(self.text) if table == "posts")

    def tags_of(self, post: str) -> list[Row]:
        return [self.tags[key] for key in self._linked(post, "posts_tags") if key in self.tags]

    def authors_of(self, row: Row) -> list[Row]:
        linked = self._linked(identity(row), "posts_authors") or [string(row, "author_id")]
        return [self.users[key] for key in linked if key in self.users]

    def meta_of(self, post: str) -> Row:
        found = self._db.execute("SELECT row FROM meta WHERE post = ?", (post,)).fetchone()
        return json.loads(found[0]) if found else {}

    def add_comment(self, post: str, row: Row) -> None:
        """Keep a comment of a post. post: its id, or its slug with a slash before it."""
        self._db.execute("INSERT INTO comment VALUES (?, ?)", (post, json.dumps(row)))

    def comments_of(self, post: str) -> list[Row]:
        found = self._db.execute("SELECT row FROM comment WHERE post = ? ORDER BY rowid", (post,))
        return [json.loads(row) for (row,) in found]

    def add_path(self, path: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO path VALUES (?)", (path,))

    def takes(self, path: str) -> bool:
        return self._db.execute("SELECT 1 FROM path WHERE path = ?", (path,)).fetchone() is not None

    def close(self) -> None:
        self._db.close()

    def _linked(self, post: str, kind: str) -> list[str]:
        rows = self._db.execute(
            "SELECT target FROM link WHERE post = ? AND kind = ? ORDER BY position, rowid", (post, kind)
        )
        return [target for (target,) in rows]


def string(row: Row, name: str) -> str:
    """Return a column as text; "" for null, and for what is no text and no number."""
    value: Any = row.get(name)
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def truth(row: Row, name: str) -> bool:
    return row.get(name) in (True, 1, "1", "true")


def identity(row: Row) -> str:
    return string(row, "id")


def moment(row: Row, name: str) -> datetime | None:
    """Return a date as an instant: Ghost writes ISO dates, older versions milliseconds. None for anything else."""
    value = row.get(name)
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000, UTC)
        found = _ISO.match(value) if isinstance(value, str) else None
        if not found or found[1] == "9999":
            return None
        if found[7] not in (None, "Z"):
            return datetime.fromisoformat(found[0]).astimezone(UTC)
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
