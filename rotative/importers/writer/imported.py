"""The items that earlier runs imported, and those that this run adds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rotative.importers.models import ImportedItem

# Values per statement; SQLite takes 32,766 variables.
_VALUES: Final = 500


class Imported:
    """The imported items of one source. New ones wait in memory until `save`."""

    def __init__(self, source: str, *, dry_run: bool) -> None:
        self.source = source
        self.dry_run = dry_run
        self._waiting: list[ImportedItem] = []

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

    def add(self, kind: str, source_id: str, object_id: int, digest: str = "") -> None:
        item = ImportedItem(
            source=self.source, kind=kind, source_id=source_id, object_id=object_id, digest=digest
        )
        self._waiting.append(item)

    def save(self) -> None:
        """Store the items that wait, in the transaction of their batch."""
        if not self.dry_run:
            ImportedItem.objects.bulk_create(self._waiting, batch_size=_VALUES)
        self._waiting.clear()


def split(values: Iterable[str]) -> list[list[str]]:
    """Split the values into parts that fit one statement."""
    listed = list(values)
    return [listed[start : start + _VALUES] for start in range(0, len(listed), _VALUES)]
