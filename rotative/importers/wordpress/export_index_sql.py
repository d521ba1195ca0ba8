"""An index on disk of the attachments and addresses of an export, made before its first article is written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict

from rotative.importers.media_names import key_of
from rotative.importers.records import MediaRecord


class ExportIndex:
    """Attachments by number and by post, and all paths, in a temporary database of SQLite."""

    def __init__(self) -> None:
        # With an empty name, SQLite deletes the file when the connection is closed.
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE media (number TEXT PRIMARY KEY, parent TEXT, key TEXT, record TEXT)")
        self._db.execute("CREATE INDEX media_parent ON media (parent)")
        self._db.execute("CREATE INDEX media_key ON media (key)")
        self._db.execute("CREATE TABLE path (path TEXT PRIMARY KEY) WITHOUT ROWID")

    def add_path(self, path: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO path VALUES (?)", (path,))

    def takes(self, path: str) -> bool:
        """Return True when an item of the export has this path."""
        return self._db.execute("SELECT 1 FROM path WHERE path = ?", (path,)).fetchone() is not None

    def all(self) -> Iterator[MediaRecord]:
        """Yield every attachment, in the order of the file."""
        for (record,) in self._db.execute("SELECT record FROM media ORDER BY rowid"):
            yield MediaRecord(**json.loads(record))

    def add(self, record: MediaRecord) -> None:
        row = (record.source_id, record.parent, key_of(record.file), json.dumps(asdict(record)))
        self._db.execute("INSERT OR IGNORE INTO media VALUES (?, ?, ?, ?)", row)

    def get(self, number: str) -> MediaRecord | None:
        """Return the attachment of that number; None when the export has none."""
        row = self._db.execute("SELECT record FROM media WHERE number = ?", (number,)).fetchone()
        return MediaRecord(**json.loads(row[0])) if row else None

    def of_file(self, key: str) -> MediaRecord | None:
        """Return the first attachment of this file."""
        row = self._db.execute(
            "SELECT record FROM media WHERE key = ? ORDER BY rowid LIMIT 1", (key,)
        ).fetchone()
        return MediaRecord(**json.loads(row[0])) if row else None

    def of(self, post: str) -> Iterator[MediaRecord]:
        """Return the attachments of a post, in order of number."""
        rows = self._db.execute(
            "SELECT record FROM media WHERE parent = ? ORDER BY CAST(number AS INTEGER)", (post,)
        )
        return (MediaRecord(**json.loads(row[0])) for row in rows.fetchall())

    def close(self) -> None:
        self._db.close()
