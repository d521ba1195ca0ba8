"""The items that earlier runs imported, and those that this run adds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from rotative.core.sql.rows_sql import Table
from rotative.importers.models import ImportedItem

T = TypeVar("T")

# Values per statement; SQLite takes 32,766 variables.
_VALUES: Final = 500


class Imported:
    """The imported items of one source. New ones wait in memory until `save`."""

    def __init__(self, source: str, *, dry_run: bool) -> None:
        self.source = source
        self.dry_run = dry_run
        # Kind, source id, primary key, digest.
        self._waiting: list[tuple[str, str, int, str]] = []

    def find(self, kind: str, source_ids: Sequence[str]) -> dict[str, ImportedItem]:
        """Return those of the items that an earlier run or batch imported, by source id."""
        found: dict[str, ImportedItem] = {}
        for part in split(source_ids):
            rows = ImportedItem.objects.filter(source=self.source, kind=kind, source_id__in=part)
            found.update({row.source_id: row for row in rows})
        return found

    def find_id(self, kind: str, source_id: str) -> int | None:
        """Return the primary key of the object that one item became; None when it is not imported."""
        row = ImportedItem.objects.filter(source=self.source, kind=kind, source_id=source_id)
        return row.values_list("object_id", flat=True).first()

    def object_ids(self, kind: str) -> dict[str, int]:
        """Return the primary keys of all items of one kind, by source id: for kinds with far fewer items than articles."""
        rows = ImportedItem.objects.filter(source=self.source, kind=kind)
        return dict(rows.values_list("source_id", "object_id"))

    def add(self, kind: str, source_id: str, object_id: int, digest: str = "") -> None:
        self._waiting.append((kind, source_id, object_id, digest))

    def save(self) -> None:
        """Store the items that wait, in the transaction of their batch."""
        if self._waiting and not self.dry_run:
            table = Table(ImportedItem(source=self.source), ("kind", "source_id", "object_id", "digest"))
            table.insert(self._waiting)
        self._waiting.clear()


def split(values: Iterable[T]) -> list[list[T]]:
    """Split the values into parts that fit one statement."""
    listed = list(values)
    return [listed[start : start + _VALUES] for start in range(0, len(listed), _VALUES)]
