"""Versions of articles and dossiers that may be published next: what they say of a subject follows a merger and a split.

A version that names a subject which is no more would lose it without a word when it is opened.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, Revision

from rotative.subjects.models import Subject
from rotative.subjects.references import columns

# Versions read and written at once: each has all words of an article.
_TOGETHER = 50

# The rows of a relation, as a version of an article writes them.
_Rows = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Relation:
    """A relation of something with versions to its subjects: the articles' own, the actors of dossiers."""

    model: type[Model]
    # Its name in a version, the table of its rows, and their columns for the article and for the subject.
    name: str
    rows: type[Model]
    owner: str
    subject: str


def next_ones(model: type[Model], ids: Iterable[int]) -> Iterator[Revision]:
    """Return the versions that may be published next: the latest of each, and those that wait for an hour."""
    kind = ContentType.objects.get_for_model(model)
    asked = sorted(set(ids))
    for start in range(0, len(asked), _TOGETHER):
        some = asked[start : start + _TOGETHER]
        latest = model._base_manager.filter(pk__in=some).order_by().values("latest_revision")
        own = Revision.objects.filter(base_content_type=kind, object_id__in=[str(pk) for pk in some])
        yield from own.filter(Q(pk__in=latest) | Q(approved_go_live_at__isnull=False)).order_by("pk")


def merge(gone: Subject, into: Subject) -> list[dict[str, Any]]:
    """Put one subject in the place of another in versions; return as JSON what `undo_merger` needs. Call it before rows move."""
    found: list[dict[str, Any]] = []
    for relation in _relations():
        linked = relation.rows._base_manager.filter(**{relation.subject: gone.pk})
        # A draft may name a subject that its article does not have yet.
        drafts = relation.model._base_manager.filter(has_unpublished_changes=True)
        ids = {*linked.values_list(relation.owner, flat=True), *drafts.values_list("pk", flat=True)}
        found += _replace(relation, ids, gone.pk, into.pk)
    return found


def split(model: type[Model], ids: Collection[int], *, subject: Subject, to: Subject) -> None:
    """Put a subject in the place of another in the versions of these articles."""
    for relation in _relations():
        if relation.model is model:
            _replace(relation, ids, subject.pk, to.pk)


def undo_merger(recorded: Iterable[dict[str, Any]], *, kept: Subject, gone: Subject) -> None:
    """Give versions their subject back. Of a version that somebody wrote since, the rows that were there before."""
    told = list(recorded)
    for relation in _relations():
        own = [one for one in told if one["table"] == relation.model._meta.label]
        before = {one["version"]: (one["before"], one["after"]) for one in own}
        rows = {
            row["pk"]
            for one in own
            for row in one["before"]
            if row["pk"] is not None and row[relation.subject] == gone.pk
        }
        for version in next_ones(relation.model, [int(one["owner"]) for one in own]):
            written: _Rows = version.content.get(relation.name, [])
            former, after = before.get(version.pk, (None, None))
            if former is None or written != after:
                former = [
                    {**row, relation.subject: gone.pk}
                    if row["pk"] in rows and row[relation.subject] == kept.pk
                    else row
                    for row in written
                ]
            _save(version, relation, former)


def _replace(relation: _Relation, ids: Iterable[int], gone_id: int, kept_id: int) -> list[dict[str, Any]]:
    done = []
    for version in next_ones(relation.model, ids):
        before: _Rows = version.content.get(relation.name, [])
        after = _replaced(before, relation.subject, gone_id, kept_id)
        if after == before:
            continue
        _save(version, relation, after)
        done.append(
            {
                "table": relation.model._meta.label,
                "owner": version.object_id,
                "version": version.pk,
                "before": before,
                "after": after,
            }
        )
    return done


def _replaced(rows: _Rows, column: str, gone_id: int, kept_id: int) -> _Rows:
    """Return the rows of a version with one subject in the place of another; both in one version become one row."""
    theirs = [row for row in rows if row[column] == gone_id]
    own = any(row[column] == kept_id for row in rows)
    main = any(row.get("is_main") for row in theirs)
    replaced = []
    for row in rows:
        if row[column] == kept_id and main:
            replaced.append({**row, "is_main": True})
        elif row[column] != gone_id:
            replaced.append(row)
        elif not own:
            replaced.append({**row, column: kept_id})
    return replaced


def _save(version: Revision, relation: _Relation, rows: _Rows) -> None:
    if version.content.get(relation.name, []) != rows:
        version.content[relation.name] = rows
        version.save(update_fields=["content"])


def _relations() -> Iterator[_Relation]:
    for model, field in columns():
        for owner in model._meta.concrete_fields:
            if isinstance(owner, ParentalKey) and issubclass(owner.related_model, DraftStateMixin):
                yield _Relation(
                    model=owner.related_model,
                    name=owner.remote_field.get_accessor_name(),
                    rows=model,
                    owner=owner.attname,
                    subject=field.name,
                )
