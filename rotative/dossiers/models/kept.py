"""Rows that are written once: what was noted is corrected by another note, never by hand."""

from typing import Any, NoReturn

from django.db import models

from rotative.dossiers.errors import HistoryIsKept


class KeptQuerySet(models.QuerySet[Any]):
    """Rows that are neither changed nor deleted in bulk."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise HistoryIsKept

    def delete(self) -> NoReturn:
        raise HistoryIsKept


class Kept(models.Model):
    """A row that is written once. It goes only with the thing to which it belongs."""

    # Columns that may still be written, by actions alone.
    OPEN: frozenset[str] = frozenset()

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding and not set(kwargs.get("update_fields") or ["*"]) <= self.OPEN:
            raise HistoryIsKept
        super().save(**kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:
        raise HistoryIsKept
