"""Rows put into a table as they are: many at once, past models and signals.

Only for archives made to be measured. Columns that no row names get what a new, unsaved model has in them.
"""

import contextlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, Model

_CACHE_KIB = 131_072


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
        self._marks = ", ".join(["%s"] * (len(varying) + len(fixed)))

    def insert(self, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows. Values are in the order of `varying`: text, numbers, aware datetimes, UUIDs; JSON as its text."""
        whole = ([*(_stored(value) for value in row), *self._constants] for row in rows)
        if connection.vendor == "postgresql":
            _copy(self._target, whole)
            return
        with connection.cursor() as cursor:
            # Names of our own tables, values are bound.
            cursor.executemany(f"INSERT INTO {self._target} VALUES ({self._marks})", list(whole))  # noqa: S608 see above

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
    adapt = _ADAPT.get(type(value))
    return value if adapt is None else adapt(value)


def _uuid(value: uuid.UUID) -> object:
    return value if connection.features.has_native_uuid_field else value.hex


_ADAPT: dict[type, Callable[[Any], Any]] = {
    datetime: lambda value: connection.ops.adapt_datetimefield_value(value),
    uuid.UUID: _uuid,
}
