"""Children of an article (subjects, signatures, corrections), which Wagtail writes again each time the article is saved."""

from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations

from rotative.core.sql import rows

_STORED = "SELECT {columns} FROM {table} WHERE {owner} = %s"


def forget_unchanged(article: ClusterableModel) -> None:
    """Forget the children of an article that the tables hold already, so that saving does not write them again."""
    held: dict[str, list[models.Model]] = getattr(article, "_cluster_related_objects", {})
    for relation in get_all_child_relations(type(article)):
        name = relation.get_accessor_name()
        if name in held and _are_stored(relation.related_model, relation.field, article.pk, held[name]):
            del held[name]


def _are_stored(
    model: type[models.Model], owner: models.Field, article_id: int, parts: list[models.Model]
) -> bool:
    """Return whether the table holds exactly these children of a kind; False if that cannot be known."""
    fields = [field for field in model._meta.concrete_fields if field is not owner]
    if parts and not all(_is_a_number(field) for field in fields):
        # A text or a date is spelled otherwise in a database.
        return False
    if any(part.pk is None for part in parts):
        return False
    query = _STORED.format(
        columns=", ".join(f'"{field.column}"' for field in fields),
        table=f'"{model._meta.db_table}"',
        owner=f'"{owner.column}"',
    )
    held = sorted(tuple(getattr(part, field.attname) for field in fields) for part in parts)
    return held == sorted(rows(query, [article_id]))


def _is_a_number(field: models.Field) -> bool:
    kept = field.target_field if isinstance(field, models.ForeignKey) else field
    return isinstance(kept, models.IntegerField | models.BooleanField)
