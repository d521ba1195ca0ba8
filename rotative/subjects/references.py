"""Everything that refers to a subject, of whatever application: remembered before a merger, and brought back when it is undone.

A new table that refers to subjects needs nothing here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db.models import ForeignKey, Model

from rotative.subjects.models import Subject

# Written name of a table and its column → the rows that refer to a subject, by primary key.
Rows = dict[tuple[str, str], dict[int, Model]]


def rows(subject: Subject) -> Rows:
    """Return the rows that refer to a subject."""
    return {
        (model._meta.label, field.name): {
            row.pk: row for row in model._base_manager.filter(**{field.name: subject}).order_by("pk")
        }
        for model, field in columns()
    }


def record(before: Rows) -> list[dict[str, Any]]:
    """Return as JSON what the rows were, after a merger: whole where the row is gone, else its primary key."""
    return [
        {"table": label, "column": column, "rows": list(found), "lost": _written(label, found)}
        for (label, column), found in before.items()
        if found
    ]


def bring_back(recorded: Iterable[dict[str, Any]], *, kept: Subject, gone: Subject) -> None:
    """Let the recorded rows refer to `gone` again; a row that somebody changed or deleted since stays so."""
    for one in recorded:
        model, column = apps.get_model(one["table"]), one["column"]
        for row in model._base_manager.filter(pk__in=one["rows"], **{column: kept}).order_by("pk"):
            setattr(row, column, gone)
            row.save()
        for lost in serializers.deserialize("json", one["lost"], ignorenonexistent=True):
            if _has_what_it_needs(lost.object):
                lost.object.save(force_insert=True)


def columns() -> Iterator[tuple[type[Model], ForeignKey[Any, Any]]]:
    """Return the tables that refer to subjects, each with the column that does."""
    for relation in Subject._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if getattr(relation, "auto_created", False) and isinstance(field, ForeignKey):
            yield field.model, field


def _written(label: str, found: dict[int, Model]) -> str:
    there = set(apps.get_model(label)._base_manager.filter(pk__in=list(found)).values_list("pk", flat=True))
    return str(serializers.serialize("json", [row for pk, row in found.items() if pk not in there]))


def _has_what_it_needs(row: Model) -> bool:
    """Return whether everything exists to which a row refers, and nothing has its place."""
    for field in row._meta.concrete_fields:
        if not isinstance(field, ForeignKey) or (value := getattr(row, field.attname)) is None:
            continue
        if not field.related_model._base_manager.filter(pk=value).exists():
            return False
    return not type(row)._base_manager.filter(pk=row.pk).exists()
