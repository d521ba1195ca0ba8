"""Django's SQLite, with connections that are kept: opening one takes as long as rendering several pages.

Django closes a connection after each request unless its age is unlimited, and then it never asks whether the file is
still the one that was opened. A connection to a file that was replaced, as by a restored backup, reads and writes what
nobody else sees.
"""

import os
from typing import Any

from django.db.backends.sqlite3 import base

# Pages of the file that each connection of a process that runs for days keeps to itself. The system keeps them too: publishing
# takes no longer than with a cache four times as large, and two processes have 16 MB less. Printing everything does take longer.
_SMALL_CACHE_KB = 4000

# Device and number of the database's file and of its write-ahead log, None for a file that is missing.
_Files = tuple[tuple[int, int] | None, ...]


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is given up when its file was replaced, or after an error of the database."""

    # None: as the settings say.
    cache_kb: int | None = None
    _path = ""
    _opened: _Files = ()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        # Reading something opens the log as well.
        made.execute("PRAGMA schema_version").fetchone()
        if self.cache_kb is not None:
            made.execute(f"PRAGMA cache_size=-{self.cache_kb:d}")
        self._path = made.execute("PRAGMA database_list").fetchone()[2]
        self._opened = _files(self._path)
        return made

    def close_if_unusable_or_obsolete(self) -> None:
        """Close the connection before a turn or a request that shall not use it; Django calls it there."""
        if self.connection is not None and (self.errors_occurred or _files(self._path) != self._opened):
            self.close()
        else:
            super().close_if_unusable_or_obsolete()


def save_memory() -> None:
    """Let the connections that this process and its children open from now on have a small cache."""
    DatabaseWrapper.cache_kb = _SMALL_CACHE_KB


def _files(path: str) -> _Files:
    return (_identity(path), _identity(f"{path}-wal"))


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
