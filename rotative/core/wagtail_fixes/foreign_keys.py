"""Foreign keys of a revision: checked with one query, where Wagtail makes one for each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations

from rotative.core.sql import placeholders, rows

_COUNT = "(SELECT COUNT(*) FROM {table} WHERE {column} IN ({marks}))"


def all_there(model: type[ClusterableModel], data: Mapping[str, Any]) -> bool:
    """Return whether everything still exists that an object of this model, or a part of it, refers to.

    data: the object as a revision keeps it.
    """
    named: dict[tuple[str, str], set[Any]] = defaultdict(set)
    for part, kept in _parts(model, data):
        for name, table, column in _references(part):
            if (value := kept.get(name)) is not None:
                named[table, column].add(value)
    if not named:
        return True
    counts = [
        _COUNT.format(table=table, column=column, marks=placeholders(values))
        for (table, column), values in named.items()
    ]
    found = rows(f"SELECT {', '.join(counts)}", [value for values in named.values() for value in values])[0]
    return list(found) == [len(values) for values in named.values()]


def _parts(
    model: type[ClusterableModel], data: Mapping[str, Any]
) -> Iterator[tuple[type[models.Model], Mapping[str, Any]]]:
    yield model, data
    for relation in get_all_child_relations(model):
        for kept in data.get(relation.get_accessor_name()) or ():
            yield relation.related_model, kept


@cache
def _references(model: type[models.Model]) -> Iterable[tuple[str, str, str]]:
    """Return the name of each foreign key, with the table and column it refers to, quoted for SQL."""
    return [
        (field.name, f'"{target.model._meta.db_table}"', f'"{target.column}"')
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        for target in [field.target_field]
    ]
