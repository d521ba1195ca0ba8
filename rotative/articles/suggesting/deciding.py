"""Suggestions added to articles or refused, many at once, and both undone. In slices, so that nobody waits for the writer."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import F

from rotative.articles.errors import DecisionTooOld
from rotative.articles.models import (
    RefusedSuggestion,
    SubjectSuggestion,
    SubjectSuggestionQuerySet,
    SuggestionBatch,
)
from rotative.articles.models.subject_suggestion import UNDO_DAYS
from rotative.articles.suggesting import tagging
from rotative.core import clock
from rotative.core.short_transactions import short_transaction
from rotative.staff.models import User
from rotative.subjects import name_trust
from rotative.subjects.name_trust import Found, Names

# Articles decided in one transaction.
SLICE = 50
# Articles decided at once.
MOST = 500


def add(rows: SubjectSuggestionQuerySet, *, subject_id: int, by: User | None) -> SuggestionBatch | None:
    """Add a subject to the articles of these suggestions; return what undoes it, or None when nothing changed."""
    return _decide(rows, subject_id, by, _add, added=True)


def refuse(rows: SubjectSuggestionQuerySet, *, subject_id: int, by: User | None) -> SuggestionBatch | None:
    """Refuse these suggestions, for good; return what undoes it, or None when nothing changed."""
    return _decide(rows, subject_id, by, _refuse, added=False)


def undo(batch: SuggestionBatch, rows: SubjectSuggestionQuerySet) -> int:
    """Undo a decision for those of its suggestions that are among these rows; return their number. Raises DecisionTooOld."""
    if batch.decided_at < _oldest():
        raise DecisionTooOld(days=UNDO_DAYS)
    changed = 0
    own = rows.filter(batch=batch)
    names = Names([batch.subject_id])
    while some := _read(own.order_by("pk")[:SLICE]):
        with short_transaction():
            ids = [row.article_id for row in some]
            if batch.added:
                tagging.remove(batch.subject_id, ids)
            else:
                refused = RefusedSuggestion.objects.filter(
                    article_id__in=ids, suggestion=str(batch.subject_id)
                )
                refused.delete()
            name_trust.take_back(_found(names, some), accepted=batch.added)
            # After the removal, for what an article has is not suggested.
            changed += own.filter(pk__in=[row.pk for row in some]).update(batch=None)
    if not batch.suggestions.exists():
        batch.delete()
    return changed


def forget_old() -> None:
    """Delete the decisions that can no longer be undone."""
    SuggestionBatch.objects.filter(decided_at__lt=_oldest()).delete()


def _oldest() -> datetime:
    return clock.now() - timedelta(days=UNDO_DAYS)


def _decide(
    rows: SubjectSuggestionQuerySet,
    subject_id: int,
    by: User | None,
    act: Callable[[int, Sequence[SubjectSuggestion]], list[int]],
    *,
    added: bool,
) -> SuggestionBatch | None:
    forget_old()
    batch = SuggestionBatch.objects.create(subject_id=subject_id, by=by, added=added)
    own = rows.filter(batch__isnull=True, subject_id=subject_id)
    chosen = list(own.newest_first().values_list("pk", flat=True)[:MOST])
    names = Names([subject_id])
    for start in range(0, len(chosen), SLICE):
        with short_transaction():
            some = _read(own.filter(pk__in=chosen[start : start + SLICE]))
            ids = set(act(subject_id, some))
            decided = [row for row in some if row.article_id in ids]
            name_trust.count(_found(names, decided), accepted=added)
            own.filter(pk__in=[row.pk for row in decided]).update(batch=batch)
            # The others have the subject already, or were withdrawn meanwhile.
            own.filter(pk__in=[row.pk for row in some if row.article_id not in ids]).delete()
    if batch.suggestions.exists():
        return batch
    batch.delete()
    return None


def _read(rows: SubjectSuggestionQuerySet) -> list[SubjectSuggestion]:
    """Return suggestions, each with the language of its article."""
    return list(rows.annotate(language=F("article__locale__language_code")))


def _found(names: Names, some: Iterable[SubjectSuggestion]) -> Counter[Found]:
    """Count by which names of their subject suggestions were found; the line has one of them marked."""
    found: Counter[Found] = Counter()
    for (subject_id, language, string), times in Counter(
        (row.subject_id, row.language, row.line[row.starts : row.ends])  # type: ignore[attr-defined]  # annotated
        for row in some
    ).items():
        for name in names.found(subject_id, language, [string]):
            found[name] += times
    return found


def _add(subject_id: int, some: Sequence[SubjectSuggestion]) -> list[int]:
    return tagging.add(subject_id, {row.article_id: row.is_main for row in some})


def _refuse(subject_id: int, some: Sequence[SubjectSuggestion]) -> list[int]:
    RefusedSuggestion.objects.bulk_create(
        (RefusedSuggestion(article_id=row.article_id, suggestion=str(subject_id)) for row in some),
        ignore_conflicts=True,
    )
    return [row.article_id for row in some]
