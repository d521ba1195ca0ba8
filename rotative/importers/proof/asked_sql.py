"""The addresses of a proof, each once, in a temporary database of SQLite: memory stays flat for a million."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class OldAddress:
    """One address at which the old site answered."""

    # Path and query, percent-encoded: "/2019/05/x/", "/?p=12".
    address: str
    # Its place in the old site; see `old_urls.KINDS`.
    kind: str


class Asked:
    """Addresses to ask, and those that the export says nobody could read."""

    def __init__(self) -> None:
        # With an empty name, SQLite deletes the file when the connection is closed.
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE asked (address TEXT PRIMARY KEY, kind TEXT)")
        self._db.execute("CREATE TABLE unread (address TEXT PRIMARY KEY) WITHOUT ROWID")

    def add(self, address: str, kind: str) -> None:
        """Add an address; the first kind that it is given stays."""
        self._db.execute("INSERT OR IGNORE INTO asked VALUES (?, ?)", (address, kind))

    def note_unread(self, address: str) -> None:
        """Note an address of something deleted or never published."""
        self._db.execute("INSERT OR IGNORE INTO unread VALUES (?)", (address,))

    def was_read(self, address: str) -> bool:
        """Return False for what the export marks as deleted or not published."""
        found = self._db.execute("SELECT 1 FROM unread WHERE address = ?", (address.rstrip("/"),))
        return found.fetchone() is None

    def __len__(self) -> int:
        return int(self._db.execute("SELECT COUNT(*) FROM asked").fetchone()[0])

    def __iter__(self) -> Iterator[OldAddress]:
        for address, kind in self._db.execute("SELECT address, kind FROM asked ORDER BY rowid"):
            yield OldAddress(address=address, kind=kind)

    def close(self) -> None:
        self._db.close()
