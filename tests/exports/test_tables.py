"""The tables of an export: nothing is forgotten when a model gets a new field."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Field

from rotative.exports.tables import LEFT_OUT, TABLES
from rotative.exports.values import fields_of, model_of

# Of Wagtail and others, which have many models: those that hold an outlet's content.
FOREIGN = {
    "wagtailcore.Collection",
    "wagtailcore.Page",
    "wagtailcore.Revision",
    "taggit.Tag",
    "taggit.TaggedItem",
}


def test_success_every_model_of_ours_is_exported_or_named_as_left_out() -> None:
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("rotative.")}

    assert {table.model for table in TABLES} == ours - set(LEFT_OUT) | FOREIGN
    assert set(LEFT_OUT) <= ours


def test_success_every_field_is_exported_or_named_as_left_out() -> None:
    for table in TABLES:
        local = {field.name for field in model_of(table)._meta.local_concrete_fields}
        exported = {field.name for field in fields_of(table)}
        assert exported.isdisjoint(table.left_out), table.name
        assert exported | set(table.left_out) == local, table.name
        # What is left out gets a value of its own.
        for name in table.left_out:
            field: Field[Any, Any] = model_of(table)._meta.get_field(name)  # type: ignore[assignment] # a column
            assert field.null or field.has_default() or field.blank or not field.editable, (table.name, name)


def test_success_a_row_comes_after_the_rows_it_names() -> None:
    order = {model_of(table): number for number, table in enumerate(TABLES)}

    for table in TABLES:
        for field in fields_of(table):
            target = field.related_model
            if isinstance(target, type) and target in order:
                assert order[target] <= order[model_of(table)], (table.name, field.name)


def test_success_every_relation_between_many_is_a_table_of_its_own() -> None:
    for table in TABLES:
        for field in model_of(table)._meta.local_many_to_many:
            through: Any = field.remote_field.through
            assert through._meta.label in {"taggit.TaggedItem"}, (table.name, field.name)
