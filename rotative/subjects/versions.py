"""Versions of articles and dossiers that may be published next: what they say of a subject follows a merger and a split.

A version that names a subject which is no more would lose it without a word when it is opened.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from modelcluster.fields import ParentalKey
from modelcluster.models import get_serializable_data_for_fields
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
    """Give versions their subject back. Call it when the rows are back.

    A version that somebody wrote since is compared with the one before the merger, or else with the rows: what its article
    had of both subjects, it has again, so far as it still has the one that was kept.
    """
    told = list(recorded)
    for relation in _relations():
        own = [one for one in told if one["table"] == relation.model._meta.label]
        unchanged = {one["version"]: one for one in own}
        former = _rows_of_both(relation, kept.pk, gone.pk)
        # Of several versions of one article the newest is the one that was opened since.
        former |= {one["owner"]: one["before"] for one in sorted(own, key=lambda one: int(one["version"]))}
        for version in next_ones(relation.model, map(int, former)):
            written: _Rows = version.content.get(relation.name, [])
            one = unchanged.get(version.pk)
            if one is not None and written == one["after"]:
                _save(version, relation, one["before"])
            else:
                rows = _apart(written, former[version.object_id], relation.subject, kept.pk, gone.pk)
                _save(version, relation, rows)


def _rows_of_both(relation: _Relation, kept_id: int, gone_id: int) -> dict[str, _Rows]:
    """Return the rows that articles have now for a subject and for the one that it was merged into, by article."""
    rows = relation.rows._base_manager.filter(**{relation.subject: gone_id})
    owners = rows.values(relation.owner)
    both = relation.rows._base_manager.filter(
        **{f"{relation.subject}__in": (kept_id, gone_id), f"{relation.owner}__in": owners}
    )
    found: dict[str, _Rows] = defaultdict(list)
    for row in both.order_by(*(relation.rows._meta.ordering or ()), "pk"):
        found[str(getattr(row, relation.owner))].append(get_serializable_data_for_fields(row))
    return dict(found)


def _apart(rows: _Rows, former: _Rows, column: str, kept_id: int, gone_id: int) -> _Rows:
    """Return the rows of a version written since a merger with both subjects again. former: those of before."""
    own = [row for row in former if row[column] == kept_id]
    theirs = [row for row in former if row[column] == gone_id]
    if not theirs or any(row[column] == gone_id for row in rows):
        return rows
    if not own:
        return [{**row, column: gone_id} if row[column] == kept_id else row for row in rows]
    first = next((at for at, row in enumerate(rows) if row[column] == kept_id), None)
    if first is None:
        return rows
    made_main = any(row.get("is_main") for row in theirs) and not any(row.get("is_main") for row in own)
    apart = [{**row, "is_main": False} if made_main and row[column] == kept_id else row for row in rows]
    place = first if former.index(theirs[0]) < former.index(own[0]) else first + 1
    apart[place:place] = theirs
    return [{**row, "sort_order": order} if "sort_order" in row else row for order, row in enumerate(apart)]


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
