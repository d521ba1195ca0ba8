"""Suggestions of subjects that go away by themselves: the article has the subject now, or is not live, or the subject is another."""

from rotative.articles.models import (
    AcceptedSuggestion,
    Article,
    ArticleSubject,
    RefusedSuggestion,
    SubjectSuggestion,
)
from rotative.core.sql import rows

_OWN = "SELECT id FROM articles_subjectsuggestion WHERE article_id = %s"
# Of a live article: those about which nobody has decided, of subjects that it has.
_USELESS = """
    SELECT g.id FROM articles_subjectsuggestion g
    JOIN articles_articlesubject s ON s.article_id = g.article_id AND s.subject_id = g.subject_id
    WHERE g.article_id = %s AND g.batch_id IS NULL
"""


def follow(article: Article) -> None:
    """Delete the suggestions that an article has no use for any more, after it was published or withdrawn."""
    # Nearly always none: a publication then writes nothing here.
    if ids := [pk for (pk,) in rows(_USELESS if article.live else _OWN, [article.pk])]:
        SubjectSuggestion.objects.filter(pk__in=ids).delete()


def leave_tagged(subject_id: int) -> None:
    """Delete the suggestions of a subject for articles that have it, after it was given to many at once."""
    links = ArticleSubject.objects.filter(subject_id=subject_id)
    own = SubjectSuggestion.objects.waiting().filter(subject_id=subject_id)
    own.filter(article__in=links.values("article")).delete()


def merge(kept_id: int, gone_id: int) -> None:
    """Let the suggestions of one subject be those of another, after its articles went over; so with what was decided."""
    refused = RefusedSuggestion.objects.filter(suggestion=str(gone_id)).values_list("article_id", flat=True)
    RefusedSuggestion.objects.bulk_create(
        (RefusedSuggestion(article_id=pk, suggestion=str(kept_id)) for pk in refused), ignore_conflicts=True
    )
    theirs = AcceptedSuggestion.objects.filter(subject_id=kept_id).values("article")
    AcceptedSuggestion.objects.filter(subject_id=gone_id).exclude(article__in=theirs).update(
        subject_id=kept_id
    )
    own = SubjectSuggestion.objects.filter(subject_id=kept_id)
    going = SubjectSuggestion.objects.waiting().filter(subject_id=gone_id)
    going.exclude(article__in=own.values("article")).update(subject_id=kept_id)
    leave_tagged(kept_id)
    refused_now = RefusedSuggestion.objects.filter(suggestion=str(kept_id)).values("article")
    own.waiting().filter(article__in=refused_now).delete()
