"""The attachments of an export, on disk: articles name pictures that stand anywhere in the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict

from rotative.importers.records import MediaRecord


class MediaIndex:
    """Attachments by number and by the post they belong to, in a temporary file of SQLite's own."""

    def __init__(self) -> None:
        # The empty name is a database on disk that goes away with the connection.
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE media (number TEXT PRIMARY KEY, parent TEXT, record TEXT)")
        self._db.execute("CREATE INDEX media_parent ON media (parent)")
        self.count = 0

    def add(self, record: MediaRecord) -> None:
        row = (record.source_id, record.parent, json.dumps(asdict(record)))
        self._db.execute("INSERT OR REPLACE INTO media VALUES (?, ?, ?)", row)
        self.count += 1

    def get(self, number: str) -> MediaRecord | None:
        """The attachment of that number, None when the export has none."""
        row = self._db.execute("SELECT record FROM media WHERE number = ?", (number,)).fetchone()
        return MediaRecord(**json.loads(row[0])) if row else None

    def of(self, post: str) -> Iterator[MediaRecord]:
        """The attachments of a post, in order of number."""
        rows = self._db.execute("SELECT record FROM media WHERE parent = ? ORDER BY CAST(number AS INTEGER)", (post,))
        return (MediaRecord(**json.loads(row[0])) for row in rows.fetchall())

    def close(self) -> None:
        self._db.close()
