"""The index in each database. Both engines give the same answers to the same calls."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import connection

from rotative.search.documents import Document
from rotative.search.engines import postgresql_sql, sqlite_sql
from rotative.search.queries import Query


class Engine(Protocol):
    """An index of articles and of subjects."""

    def write(self, documents: Sequence[Document]) -> None:
        """Put documents in, replacing those of the same articles."""
        ...

    def erase(self, article_ids: Sequence[int]) -> None:
        """Take documents out."""
        ...

    def clear(self) -> None:
        """Empty the index of articles and subjects."""
        ...

    def is_damaged(self) -> bool:
        """Return whether the index cannot be read or changed."""
        ...

    def ranked(
        self, query: Query, *, language: str | None, public: bool, now: int, offset: int, limit: int
    ) -> list[int]:
        """Return the ids of matching articles, best first.

        now: seconds since 1970.
        """
        ...

    def count(self, query: Query, *, language: str | None, public: bool) -> int:
        """Count the matching articles."""
        ...

    def write_subject(self, subject_id: int, words: Iterable[str]) -> None:
        """Put a subject in under these words; without words, take it out."""
        ...

    def subjects(self, query: Query, limit: int) -> list[int]:
        """Return the ids of the subjects whose names match, shortest names first."""
        ...


def engine() -> Engine:
    """Return the engine of the database in use."""
    return sqlite_sql if connection.vendor == "sqlite" else postgresql_sql
