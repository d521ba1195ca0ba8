"""Values of rows as JSON, and back as the database takes them."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, FileField, ForeignKey, JSONField, Model
from wagtail.fields import StreamField
from wagtail.models import Locale

from rotative.exports.tables import Table

# Links that no row keeps: the draft of the row is exported only on demand.
REVISIONS: Final = frozenset({"latest_revision", "live_revision"})


def model_of(table: Table) -> type[Model]:
    return apps.get_model(table.model)


def fields_of(table: Table) -> list[Field[Any, Any]]:
    """Return the exported fields of a table, the key first. Of a page, the fields of its own table only."""
    found = model_of(table)._meta.local_concrete_fields
    return [field for field in found if field.name not in table.left_out]


def dump(field: Field[Any, Any], value: Any) -> Any:
    """Return a value as JSON has it. References to languages and kinds of things are names, all others are numbers."""
    if value is None:
        return None
    if isinstance(field, ForeignKey):
        if field.related_model is Locale:
            return _languages()[value]
        if field.related_model is ContentType:
            return _kinds()[value]
    if isinstance(field, StreamField):
        return list(value.get_prep_value())
    if isinstance(field, FileField):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, str | int | float | list | dict):
        return value
    return str(value if isinstance(value, UUID) else field.get_prep_value(value))


def load(field: Field[Any, Any], value: Any, *, tries: bool = False) -> Any:
    """Return a value of a file as the database takes it. Raises KeyError, ValueError, TypeError.

    tries: make nothing, also no language.
    """
    if value is None:
        return None
    if isinstance(field, ForeignKey):
        if field.related_model is Locale:
            return 0 if tries else _locale(value)
        if field.related_model is ContentType:
            return _kind(value)
    if isinstance(field, StreamField):
        return field.to_python(json.dumps(value))
    return value if isinstance(field, ForeignKey | JSONField | FileField) else field.to_python(value)


def forget() -> None:
    """Forget what was looked up: the languages of another database."""
    for cached in (_languages, _kinds, _locale, _kind):
        cached.cache_clear()


@cache
def _languages() -> dict[int, str]:
    return dict(Locale.objects.values_list("pk", "language_code"))


@cache
def _kinds() -> dict[int, str]:
    rows = ContentType.objects.values_list("pk", "app_label", "model")
    return {pk: f"{app}.{model}" for pk, app, model in rows}


@cache
def _locale(code: str) -> int:
    return int(Locale.objects.get_or_create(language_code=code)[0].pk)


@cache
def _kind(name: str) -> int:
    app, _, model = str(name).partition(".")
    return int(ContentType.objects.get_by_natural_key(app, model).pk)


def files_of(table: Table) -> list[str]:
    """Return the names of the fields that hold files."""
    return [field.name for field in fields_of(table) if isinstance(field, FileField)]
