"""The walk through the archive's live articles, newest first, that looks for subjects that they name and do not have.

In slices: read and searched while others write, then written in one short transaction together with how far the walk is.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from rotative.articles import body, page_sql
from rotative.articles.models import (
    Article,
    ArticleSubject,
    RefusedSuggestion,
    SubjectSuggestion,
    SuggestionWalk,
)
from rotative.articles.page_sql import StoryRow
from rotative.articles.suggesting import text_line
from rotative.core import clock
from rotative.core.short_transactions import short_transaction
from rotative.core.text import flat
from rotative.subjects.finding import FIELDS, Index, Reason, Suggestion, find
from rotative.subjects.finding import Article as Words
from rotative.subjects.models import Subject
from rotative.subjects.newsroom_index import newsroom_index

# Articles read and searched at once.
SLICE = 50
# An edit counts from so long before a walk began: its transaction may have ended later.
_MARGIN = timedelta(minutes=5)
# What every save of an article changes.
_STAMP = ("published_at", "edited_at")
_COMPARED = ("published_at", "is_main", "reason", "line", "starts", "ends")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The articles and the subject to which a walk is limited."""

    # "" for all.
    language: str = ""
    # The first day, in the outlet's time zone.
    since: date | None = None
    # None for all.
    subject_id: int | None = None

    @property
    def written(self) -> str:
        return f"{self.language}|{self.since or ''}|{self.subject_id or ''}"


@dataclass(kw_only=True)
class Walked:
    """The figures of a walk."""

    articles: int = 0
    added: int = 0
    removed: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """An article of a slice, and what says that it was saved meanwhile."""

    id: int
    published_at: datetime
    stamp: tuple[Any, ...]


# Article and subject → what was found.
_Found = dict[tuple[int, int], SubjectSuggestion]


def walk(scope: Scope, *, restart: bool = False, progress: Callable[[int], None] | None = None) -> Walked:
    """Look through the articles of a scope, and keep what they name as suggestions; return the figures.

    After an interruption it goes on where it was. After its end it looks only at what was edited since it began, unless a
    name has changed. restart: look at everything.
    """
    cursor = _cursor(scope, restart=restart)
    done = Walked()
    # A second walk through an archive that did not change writes nothing.
    quiet = cursor.edited_since is not None
    while places := _next(scope, cursor):
        found = _find(scope, places)
        cursor.published_at, cursor.article_id = places[-1].published_at, places[-1].id
        if not quiet or any(_changes(scope, places, found)):
            quiet = False
            _write(scope, cursor, places, found, done)
        done.articles += len(places)
        if progress is not None:
            progress(len(places))
    if not quiet:
        cursor.published_at, cursor.article_id, cursor.is_finished = None, None, True
        cursor.save()
    return done


def waiting(scope: Scope, *, restart: bool = False) -> int:
    """Count the articles at which a walk will look."""
    return _rows(scope, _cursor(scope, restart=restart)).order_by().count()


def _cursor(scope: Scope, *, restart: bool) -> SuggestionWalk:
    """Return where a walk is, not saved where it begins."""
    kept = SuggestionWalk.objects.filter(scope=scope.written).first()
    if kept is not None and not restart and not kept.is_finished:
        return kept
    vocabulary = _digest(newsroom_index())
    cursor = SuggestionWalk(scope=scope.written, vocabulary=vocabulary, began_at=clock.now())
    if kept is not None:
        cursor.pk = kept.pk
        if not restart and kept.vocabulary == vocabulary:
            cursor.edited_since = kept.began_at - _MARGIN
    return cursor


def _digest(index: Index) -> str:
    """Return a digest of all names, and of those that are weak."""
    named: list[Any] = [(each.id, each.kind, sorted(each.names.items())) for each in index.known]
    for each in index.known:
        named += [(each.id, name, sorted(languages)) for name, languages in sorted(each.weak.items())]
    return blake2b(repr(named).encode(), digest_size=16).hexdigest()


def _rows(scope: Scope, cursor: SuggestionWalk) -> QuerySet[Article]:
    rows = Article.objects.published().newest_first()
    if scope.language:
        rows = rows.in_language(scope.language)
    if scope.since:
        rows = rows.filter(published_at__gte=timezone.make_aware(datetime.combine(scope.since, time.min)))
    if cursor.edited_since:
        rows = rows.filter(edited_at__gte=cursor.edited_since)
    if cursor.published_at is None:
        return rows
    # Said this way round, it is a range of the index.
    earlier = rows.filter(published_at__lte=cursor.published_at)
    return earlier.exclude(published_at=cursor.published_at, pk__gte=cursor.article_id)


def _next(scope: Scope, cursor: SuggestionWalk) -> list[_Place]:
    rows = _rows(scope, cursor).values_list("pk", *_STAMP)[:SLICE]
    return [_Place(id=pk, published_at=stamp[0], stamp=tuple(stamp)) for pk, *stamp in rows]


def _find(scope: Scope, places: list[_Place]) -> _Found:
    index = newsroom_index()
    found: _Found = {}
    stories = page_sql.stories([place.id for place in places])
    for place in places:
        story = stories.get(place.id)
        if story is None:
            continue
        words = words_of(story)
        for suggestion in find(index, words, new=False).subjects:
            if suggestion.asked or len(suggestion.ids) > 1:
                # Between several, only someone who reads the article can decide.
                continue
            subject_id = int(suggestion.ids[0])
            if scope.subject_id in (None, subject_id):
                found[place.id, subject_id] = _made(place, subject_id, suggestion, words)
    return found


def words_of(story: StoryRow) -> Words:
    """Return the words of an article as the finder reads them."""
    return Words(
        language=story.language,
        headline=story.headline,
        standfirst=flat(story.standfirst),
        text=body.words(story.body),
    )


def _made(place: _Place, subject_id: int, suggestion: Suggestion, words: Words) -> SubjectSuggestion:
    # The headline is shown anyway.
    span = next((span for span in suggestion.spans if span.part != FIELDS[0]), suggestion.spans[0])
    line = text_line.around(getattr(words, span.part), span.start, span.end)
    return SubjectSuggestion(
        article_id=place.id,
        subject_id=subject_id,
        published_at=place.published_at,
        is_main=suggestion.main,
        reason=reason_data(suggestion.reason),
        line=line.text,
        starts=line.starts,
        ends=line.ends,
    )


def reason_data(reason: Reason) -> dict[str, Any]:
    """Return the fields of a reason that are not what they are anyway: `Reason(**data)` is the reason again."""
    usual = asdict(Reason())
    return {name: value for name, value in asdict(reason).items() if value != usual[name]}


def _write(scope: Scope, cursor: SuggestionWalk, places: list[_Place], found: _Found, done: Walked) -> None:
    """Write what is new of a slice together with the place of the walk."""
    with short_transaction():
        # Asked inside, because others save meanwhile.
        new, other, gone = _changes(scope, places, found)
        SubjectSuggestion.objects.bulk_create(new, ignore_conflicts=True)
        if other:
            SubjectSuggestion.objects.bulk_update(other, _COMPARED)
        if gone:
            SubjectSuggestion.objects.waiting().filter(pk__in=gone).delete()
        cursor.save()
    done.added += len(new)
    done.removed += len(gone)


def _changes(
    scope: Scope, places: list[_Place], found: _Found
) -> tuple[list[SubjectSuggestion], list[SubjectSuggestion], list[int]]:
    """Return what is to be made, what is to be changed, and the primary keys of what is to go."""
    wanted = _wanted(places, found)
    kept = SubjectSuggestion.objects.filter(article_id__in=[place.id for place in places])
    if scope.subject_id is not None:
        kept = kept.filter(subject_id=scope.subject_id)
    other, gone = [], []
    for row in kept:
        one = wanted.pop((row.article_id, row.subject_id), None)
        if row.batch_id is not None:
            continue
        if one is None:
            gone.append(row.pk)
        elif any(getattr(one, name) != getattr(row, name) for name in _COMPARED):
            one.pk = row.pk
            other.append(one)
    return list(wanted.values()), other, gone


def _wanted(places: list[_Place], found: _Found) -> _Found:
    """Return what was found, without what the articles have, what was refused, and what was saved or deleted meanwhile."""
    ids = [place.id for place in places]
    rows = Article.objects.published().filter(pk__in=ids).order_by()
    stamps = {pk: tuple(stamp) for pk, *stamp in rows.values_list("pk", *_STAMP)}
    same = {place.id for place in places if stamps.get(place.id) == place.stamp}
    there = set(Subject.objects.filter(pk__in={pk for _id, pk in found}).values_list("pk", flat=True))
    have = set(ArticleSubject.objects.filter(article_id__in=ids).values_list("article_id", "subject_id"))
    refused = set(
        RefusedSuggestion.objects.filter(article_id__in=ids).values_list("article_id", "suggestion")
    )
    return {
        (pk, subject_id): one
        for (pk, subject_id), one in found.items()
        if pk in same
        and subject_id in there
        and (pk, subject_id) not in have
        and (pk, str(subject_id)) not in refused
    }
