"""Rows put into a table as they are: many at once, past models and signals, for archives and imports.

Building a model instance and its statement takes Django longer than the database needs for the row. Columns that no row
names get what a new, unsaved model has in them.
"""

import contextlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, Model

from rotative.core import sql

_CACHE_KIB = 131_072
# SQLite takes 32,766 values in one statement.
_VALUES_MAX = 30_000


class Table:
    """One model's table. template: a new model that holds what all rows have in common; varying: the other columns."""

    def __init__(self, template: Model, varying: Sequence[str]) -> None:
        meta = template._meta
        fields = {field.attname: field for field in meta.concrete_fields}
        fixed = [name for name in fields if name not in varying and not _counts_itself(fields[name])]
        self._model = type(template)
        self._constants = tuple(
            fields[name].get_db_prep_save(getattr(template, name), connection) for name in fixed
        )
        quoted = ", ".join(
            connection.ops.quote_name(fields[name].column or "") for name in (*varying, *fixed)
        )
        self._target = f"{connection.ops.quote_name(meta.db_table)} ({quoted})"
        self._columns = len(varying) + len(fixed)
        self._marks = ", ".join(["%s"] * self._columns)
        self._key = connection.ops.quote_name(meta.pk.column or "")

    def insert(self, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows. Values are in the order of `varying`: text, numbers, aware datetimes, UUIDs; JSON as its text."""
        whole = self._whole(rows)
        if connection.vendor == "postgresql":
            _copy(self._target, whole)
            return
        with connection.cursor() as cursor:
            # Names of our own tables, values are bound.
            cursor.executemany(f"INSERT INTO {self._target} VALUES ({self._marks})", list(whole))  # noqa: S608 see above

    def insert_numbered(self, rows: Iterable[Sequence[Any]]) -> list[int]:
        """Insert rows as `insert` does, and return the keys that the database gave them, in their order."""
        found: list[int] = []
        whole = self._whole(rows)
        while part := list(islice(whole, max(1, _VALUES_MAX // self._columns))):
            marks = ", ".join([f"({self._marks})"] * len(part))
            # Names of our own tables, values are bound.
            statement = f"INSERT INTO {self._target} VALUES {marks} RETURNING {self._key}"  # noqa: S608 see above
            found += [key for (key,) in sql.rows(statement, [value for row in part for value in row])]
        return found

    def _whole(self, rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        return ([*(_stored(value) for value in row), *self._constants] for row in rows)

    def follow(self) -> None:
        """Make the next key the next number, after rows that had keys of their own."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [self._model]):
                cursor.execute(statement)


@contextlib.contextmanager
def roomy() -> Iterator[None]:
    """Let SQLite keep more of its file in memory inside the block, as the indexes of a large table need."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {before}")


def _counts_itself(field: Field[Any, Any]) -> bool:
    return field.primary_key and field.get_internal_type() in ("AutoField", "BigAutoField", "SmallAutoField")


def _copy(target: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _stored(value: Any) -> Any:
    if (adapt := _ADAPT.get(type(value))) is not None:
        return adapt(value)
    return value.value if isinstance(value, Enum) else value


def _uuid(value: uuid.UUID) -> object:
    return value if connection.features.has_native_uuid_field else value.hex


_ADAPT: dict[type, Callable[[Any], Any]] = {
    datetime: lambda value: connection.ops.adapt_datetimefield_value(value),
    uuid.UUID: _uuid,
}
