"""A cheap question that an idle worker asks instead of ten: whether anything was written since its last turn."""

import time
from typing import Any

from django.db import DatabaseError
from django.db import connection as usual

# A turn comes at least so often: for what only time changes, such as the next attempt of a page.
TURN_S = 1.0

# The connection, the number by which SQLite tells that another one wrote, and the rows that this one wrote.
_Written = tuple[int, int, int]


class Stillness:
    """The state of the database when the worker last looked at everything. PostgreSQL has no such question."""

    def __init__(self, connection: Any = usual) -> None:
        self._connection = connection
        self._written: _Written | None = None
        self._until = 0.0

    def begin(self) -> None:
        """Note that a turn begins: it sees all that was written before."""
        self._written = self._asked()
        self._until = time.monotonic() + TURN_S

    def lasts(self) -> bool:
        """Return whether a turn would find nothing new."""
        return self._written is not None and time.monotonic() < self._until and self._asked() == self._written

    def _asked(self) -> _Written | None:
        """Return what every write changes; None when it cannot be asked for."""
        if self._connection.vendor != "sqlite":
            return None
        try:
            self._connection.close_if_unusable_or_obsolete()
            self._connection.ensure_connection()
            raw = self._connection.connection
            return id(raw), raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes
        except (DatabaseError, self._connection.Database.Error):
            return None
