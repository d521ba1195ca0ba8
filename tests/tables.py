"""The whole database as it is, table by table: its texts, and digests that show whether it changed."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import connection

from rotative.staff.models import DeskSession

# Visitors of the desk leave these by looking at it.
SESSIONS = DeskSession._meta.db_table


def digests(*, leaving_out: frozenset[str] = frozenset({SESSIONS})) -> dict[str, str]:
    """Return a digest of every table's rows, by table."""
    return {
        name: sha256("\n".join(sorted(map(repr, _rows(name)[1]))).encode()).hexdigest()
        for name in _names()
        if name not in leaving_out
    }


def naming(*words: str) -> set[str]:
    """Return the columns, "table.column", that hold one of these words, in any case; sessions are decoded."""
    wanted = [word.lower() for word in words]
    return {place for place, text in _texts() if any(word in text for word in wanted)}


def _texts() -> Iterator[tuple[str, str]]:
    for table in _names():
        columns, rows = _rows(table)
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                yield f"{table}.{column}", _text(value).lower()
    for session in DeskSession.objects.all():
        yield (
            f"{SESSIONS}.decoded",
            json.dumps(session.get_decoded(), ensure_ascii=False, default=str).lower(),
        )


def _text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _names() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def _rows(table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return [column.name if hasattr(column, "name") else column[0] for column in cursor.description], list(
            cursor.fetchall()
        )
