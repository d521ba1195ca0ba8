"""Queries written in SQL: those that run so often that building them would cost more than running them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection


def rows(query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query. Values come as the database's driver gives them: see `instant` and `uuid`."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def execute(statement: str, values: Sequence[Any] = ()) -> None:
    """Run a statement that returns no rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def execute_many(statement: str, values: Sequence[Sequence[Any]]) -> None:
    """Run a statement once for each row of values; do nothing when there is none."""
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)


def rows_of(query: str, ids: Collection[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query with `{ids}` for these ids; without ids nothing is asked."""
    return rows(query.format(ids=placeholders(ids)), list(ids)) if ids else []


def placeholders(values: Iterable[object]) -> str:
    """Return one placeholder for each value, separated by commas."""
    return ", ".join(["%s" for _value in values])


def instant(stored: datetime | str) -> datetime:
    """Convert a value to an aware instant. SQLite keeps instants in UTC without saying so, and as text where it computes one."""
    if isinstance(stored, str):
        stored = datetime.fromisoformat(stored)
    return stored if stored.tzinfo else stored.replace(tzinfo=UTC)


def uuid(stored: UUID | str) -> UUID:
    """Convert a value to a UUID; SQLite keeps them as text."""
    return stored if isinstance(stored, UUID) else UUID(stored)


def uuid_value(key: UUID) -> UUID | str:
    """Return a UUID as the database compares it."""
    return key if connection.features.has_native_uuid_field else key.hex
