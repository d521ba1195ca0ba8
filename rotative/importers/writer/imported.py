"""What was imported before, and what this run adds to that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rotative.importers.models import ImportedItem

# Values per statement; SQLite takes 32,766 variables.
_SLICE: Final = 500


class Ledger:
    """The imported items of one source. New ones wait until their batch is written."""

    def __init__(self, source: str, *, dry_run: bool) -> None:
        self.source = source
        self.dry_run = dry_run
        self._waiting: list[ImportedItem] = []

    def known(self, kind: str, source_ids: Sequence[str]) -> dict[str, ImportedItem]:
        """Those of the items that an earlier run or batch brought in."""
        found: dict[str, ImportedItem] = {}
        for start in range(0, len(source_ids), _SLICE):
            part = source_ids[start : start + _SLICE]
            rows = ImportedItem.objects.filter(source=self.source, kind=kind, source_id__in=part)
            found.update({row.source_id: row for row in rows})
        return found

    def object_id(self, kind: str, source_id: str) -> int | None:
        """What one item became, None when it is not there."""
        row = ImportedItem.objects.filter(source=self.source, kind=kind, source_id=source_id)
        return row.values_list("object_id", flat=True).first()

    def add(self, kind: str, source_id: str, object_id: int, digest: str = "") -> None:
        item = ImportedItem(
            source=self.source, kind=kind, source_id=source_id, object_id=object_id, digest=digest
        )
        self._waiting.append(item)

    def write(self) -> None:
        """Store what waits, in the transaction of the batch."""
        if not self.dry_run:
            ImportedItem.objects.bulk_create(self._waiting, batch_size=_SLICE)
        self._waiting.clear()


def slices(values: Iterable[str]) -> list[list[str]]:
    """The values in parts that fit one statement."""
    listed = list(values)
    return [listed[start : start + _SLICE] for start in range(0, len(listed), _SLICE)]
