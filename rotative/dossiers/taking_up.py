"""Events and changes that the form of an article asks for: they are made when the article is published."""

from zoneinfo import ZoneInfo

from rotative.articles.models import Article, ArticleSubject
from rotative.bake import keys, queue
from rotative.core import clock
from rotative.core import edtf as vague_dates
from rotative.dossiers import actions, article_sql
from rotative.dossiers.models import (
    CommitmentChange,
    Development,
    DossierActor,
    Event,
    EventParticipant,
    EventSource,
    ProposedChange,
)
from rotative.masthead import reads as masthead


def follow(article: Article) -> None:
    """Make events and changes of what the form says, once, and bring the dossiers that cite the article in line with it.

    A withdrawn article takes back nothing: what has no published source is not shown.
    """
    if article.live:
        has_events, has_changes = article_sql.lines(article.pk)
        if has_events:
            _events(article)
        if has_changes:
            _changes(article)
    citing = article_sql.citing(article.pk)
    for dossier_id in citing:
        actions.place_parts(dossier_id)
    if citing:
        # What a dossier shows of an article is marked with its card. Its own page is printed first, before those.
        queue.mark_stale([keys.article(article.pk)])


def _events(article: Article) -> None:
    """Follow the lines on developments: a new one makes an event, a changed one changes it, one that is gone takes it away."""
    lines = list(Development.objects.filter(article=article))
    for event in Event.objects.filter(made_by=article).exclude(origin__in=[line.origin for line in lines]):
        event.delete()
    for line in lines:
        event = Event.objects.filter(origin=line.origin).first() or Event(origin=line.origin, made_by=article)
        before = (event.dossier_id, event.when, event.text, event.kind)
        event.dossier_id, event.text, event.kind = line.dossier_id, line.text, line.kind
        event.when = line.when or _day(article)
        if event.pk is not None and before == (event.dossier_id, event.when, event.text, event.kind):
            continue
        new = event.pk is None
        event.save()
        if new:
            EventSource.objects.create(event=event, article=article)
            for subject_id in _acting(article, line.dossier_id):
                EventParticipant.objects.create(event=event, subject_id=subject_id)


def _changes(article: Article) -> None:
    """Make a change of each new line on a commitment. A line that made one is history, and is not read again."""
    lines = list(ProposedChange.objects.filter(article=article).select_related("commitment"))
    known = CommitmentChange.objects.filter(origin__in=[line.origin for line in lines])
    done = set(known.values_list("origin", flat=True)) if lines else set()
    for line in lines:
        if line.origin not in done:
            actions.change_state(
                line.commitment,
                state=line.state,
                on=line.on or vague_dates.parse(_day(article)).first,
                explanation=line.text,
                article=article,
                by=article.author,
                origin=line.origin,
            )


def _day(article: Article) -> str:
    at = (article.published_at or clock.now()).astimezone(ZoneInfo(masthead.time_zone()))
    return vague_dates.day(at.date())


def _acting(article: Article, dossier_id: int) -> list[int]:
    """Return the actors of a dossier that are subjects of the article."""
    acting = DossierActor.objects.filter(dossier=dossier_id).values("subject_id")
    found = ArticleSubject.objects.filter(article=article, subject_id__in=acting)
    return list(found.values_list("subject_id", flat=True))
