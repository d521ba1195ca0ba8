"""Every example of every problem of an import, on disk: an archive may have more of them than fit in memory."""

from __future__ import annotations

import sqlite3
from typing import Final

_LETTERS: Final = 500
# Rows that wait in memory.
_TOGETHER: Final = 1000


class Examples:
    """Examples in a temporary database of SQLite, which is deleted when it is closed."""

    def __init__(self) -> None:
        self._db: sqlite3.Connection | None = None
        self._waiting: list[tuple[str, str, str]] = []

    def add(self, kind: str, detail: str, example: str) -> None:
        self._waiting.append((kind, detail, example[:_LETTERS]))
        if len(self._waiting) >= _TOGETHER:
            self._save()

    def of(self, kind: str, detail: str) -> list[str]:
        """Return the examples of one kind and detail, each once."""
        found = self._save().execute(
            "SELECT example FROM example WHERE kind = ? AND detail = ? GROUP BY example ORDER BY MIN(rowid)",
            (kind, detail),
        )
        return [example for (example,) in found]

    def __del__(self) -> None:
        if self._db is not None:
            self._db.close()

    def _save(self) -> sqlite3.Connection:
        if self._db is None:
            # With an empty name, SQLite keeps what does not fit in memory in a file without a name.
            self._db = sqlite3.connect("", check_same_thread=False)
            self._db.execute("CREATE TABLE example (kind TEXT, detail TEXT, example TEXT)")
            self._db.execute("CREATE INDEX example_kind ON example (kind, detail)")
        self._db.executemany("INSERT INTO example VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()
        return self._db
