"""The stories an edition may print: articles published since the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max, Q

from rotative.articles.models import Article
from rotative.core import clock
from rotative.core.text import flat, plain
from rotative.editions.composing import duplicates, renditions
from rotative.editions.composing.compose import Candidate
from rotative.editions.composing.renditions import Text
from rotative.editions.models import Edition, EditionItem
from rotative.editions.reads import kicker

# The first edition considers the first span; no edition considers more than the longest one.
FIRST_SPAN = timedelta(hours=24)
LONGEST_SPAN = timedelta(days=4)
# Articles considered: a day with more is a day of importing, not of publishing.
MOST = 400

# The body's blocks that are read as running text.
_TEXT_BLOCKS = ("paragraph",)


@dataclass(frozen=True, kw_only=True)
class Span:
    """The time whose publications an edition considers."""

    since_at: datetime
    until_at: datetime


@dataclass(frozen=True, kw_only=True)
class Considered:
    """A candidate, with the parts of its article that the edition keeps."""

    candidate: Candidate
    headline: str
    subjects: frozenset[int]


def span(edition_on: date, language: str, *, time_zone: str) -> Span:
    """Return the time from the end of the last edition to now, or to the end of a day that is over."""
    midnight = datetime.combine(edition_on + timedelta(days=1), time(), ZoneInfo(time_zone)).astimezone(UTC)
    until_at = min(clock.now(), midnight)
    last = (
        Edition.objects.public()
        .filter(language=language, edition_on__lt=edition_on)
        .order_by("-edition_on")
        .values_list("until_at", flat=True)
        .first()
    )
    since_at = until_at - FIRST_SPAN if last is None else max(last, until_at - LONGEST_SPAN)
    return Span(since_at=since_at, until_at=until_at)


def considered(
    edition_on: date,
    language: str,
    within: Span,
    *,
    pins: frozenset[int] = frozenset(),
    offered: frozenset[int] = frozenset(),
) -> list[Considered]:
    """Return the stories on offer, newest first. A briefed one comes back only after a material update.

    pins: articles that the editor wants at any date, in addition to the newest MOST. offered: articles that the editor
    found, which are considered at any date like the others.
    """
    wanted = pins | offered
    rows = _articles(language, within, wanted)
    briefed = _briefed_until(rows, edition_on, language)
    fresh = [row for row in rows if row.pk in wanted or _is_new(row, briefed.get(row.pk))]
    subjects = {row.pk: frozenset(link.subject_id for link in row.article_subjects.all()) for row in fresh}
    texts = {row.pk: _text(row, language) for row in fresh}
    groups = duplicates.groups(
        [
            duplicates.ComparedArticle(
                id=row.pk,
                headline=row.headline,
                standfirst=texts[row.pk].opening,
                body=texts[row.pk].body,
                subjects=subjects[row.pk],
            )
            for row in fresh
        ]
    )
    return [
        Considered(
            candidate=_candidate(
                row,
                texts[row.pk],
                until_at=within.until_at,
                pinned=row.pk in pins,
                group=groups[row.pk],
            ),
            headline=row.headline,
            subjects=subjects[row.pk],
        )
        for row in fresh
    ]


def alone(article_id: int, language: str) -> Candidate | None:
    """Return one published article of a language as a story, at any date and briefed or not; None when there is none."""
    row = Article.objects.published().in_language(language).filter(pk=article_id).select_related("section")
    found = row.filter(published_at__isnull=False).first()
    return _candidate(found, _text(found, language), until_at=clock.now()) if found else None


def _candidate(
    row: Article, text: Text, *, until_at: datetime, pinned: bool = False, group: str = ""
) -> Candidate:
    return Candidate(
        id=row.pk,
        section=str(row.section_id),
        renditions=renditions.offered(text, rank=row.rank, age_h=max(_age_h(row, until_at), 0)),
        freshness=dated_at(row).timestamp(),
        pinned=pinned,
        group=group,
    )


def dated_at(article: Article) -> datetime:
    """Return the date of a published story for a reader: its last material update, or its publication if that is later."""
    return max(moment for moment in (article.published_at, article.updated_at) if moment is not None)


def _articles(language: str, within: Span, pins: frozenset[int]) -> list[Article]:
    published = Q(published_at__gt=within.since_at, published_at__lte=within.until_at)
    updated = Q(updated_at__gt=within.since_at, updated_at__lte=within.until_at)
    rows = Article.objects.published().in_language(language).filter(published_at__isnull=False).newest_first()
    newest = rows.filter(published | updated).values_list("pk", flat=True)[:MOST]
    wanted = rows.filter(pk__in=pins.union(newest))
    return list(wanted.select_related("section").prefetch_related("article_subjects"))


def _briefed_until(rows: Sequence[Article], edition_on: date, language: str) -> dict[int, datetime]:
    """Find when each article was last printed in another edition of this language."""
    found = (
        EditionItem.objects.filter(
            article_id__in=[row.pk for row in rows], position__isnull=False, edition__language=language
        )
        .exclude(edition__edition_on=edition_on)
        .exclude(edition__state__in=[Edition.State.DRAFT, Edition.State.STOPPED])
        .values_list("article_id")
        .annotate(last=Max("edition__until_at"))
    )
    return dict(found)


def _is_new(row: Article, briefed_until: datetime | None) -> bool:
    return briefed_until is None or (row.updated_at is not None and row.updated_at > briefed_until)


def _text(row: Article, language: str) -> Text:
    return Text(
        language=language,
        kicker=kicker(row, language),
        headline=row.headline,
        standfirst=flat(row.standfirst),
        short=flat(row.short),
        body="\n".join(plain(block.value.source) for block in row.body if block.block_type in _TEXT_BLOCKS),
    )


def _age_h(row: Article, until_at: datetime) -> float:
    return (until_at - dated_at(row)).total_seconds() / 3600
