"""The children of an article and the foreign keys of its revisions: read and written once, never wrongly."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from rotative.articles import actions
from rotative.articles.models import Article, ArticleByline, ArticleSubject, Correction
from rotative.core import clock
from tests.factories.articles import ArticleFactory, BylineFactory, SubjectFactory

pytestmark = pytest.mark.django_db

PARTS = ("articles_articlesubject", "articles_articlebyline", "articles_correction")


@pytest.fixture
def signed() -> Article:
    """Return a published article with two subjects and a signature."""
    article: Article = ArticleFactory(
        published=True, subjects=[SubjectFactory(), SubjectFactory()], bylines=[BylineFactory()]
    )
    return article


def written(article: Article) -> list[str]:
    """Return the statements with which publishing the newest revision writes parts of it."""
    with CaptureQueriesContext(connection) as queries:
        article.get_latest_revision().publish()
    found = [query["sql"] for query in queries if any(f'"{part}"' in query["sql"] for part in PARTS)]
    return [sql for sql in found if not sql.startswith("SELECT")]


def subjects(article: Article) -> list[int]:
    return list(ArticleSubject.objects.filter(article=article).values_list("subject_id", flat=True))


def test_success_parts_that_did_not_change_are_not_written_again(signed: Article) -> None:
    before = subjects(signed)
    signed.headline = "Un autre titre"
    signed.save_revision()

    assert written(signed) == []
    assert subjects(signed) == before
    assert Article.objects.get(pk=signed.pk).headline == "Un autre titre"


def test_success_a_part_that_changed_is_written(signed: Article) -> None:
    first, second = signed.article_subjects.all()
    first.sort_order, second.sort_order = 1, 0
    signed.article_subjects = [first, second]
    signed.save_revision()
    swapped = [second.subject_id, first.subject_id]

    assert written(signed)
    assert subjects(signed) == swapped


def test_success_a_part_that_is_new_or_gone_is_followed(signed: Article) -> None:
    kept = signed.article_subjects.first()
    new = SubjectFactory()
    signed.article_subjects = [kept, ArticleSubject(subject=new, sort_order=1)]
    signed.article_bylines = []
    signed.save_revision()

    assert written(signed)
    assert subjects(signed) == [kept.subject_id, new.pk]
    assert not ArticleByline.objects.filter(article=signed).exists()


def test_success_a_correction_reworded_is_written(signed: Article) -> None:
    signed.corrections = [
        Correction(dated_at=clock.now() - timedelta(hours=1), text="Le port a trois quais.")
    ]
    actions.publish(signed)
    correction = signed.corrections.get()
    correction.text = "Le port a quatre quais."
    signed.corrections = [correction]
    signed.save_revision()

    assert written(signed)
    assert Correction.objects.get().text == "Le port a quatre quais."


def test_success_what_a_revision_names_is_asked_for_at_once(signed: Article) -> None:
    revision = Revision.objects.get(pk=signed.latest_revision_id)
    assert revision.content_object

    with CaptureQueriesContext(connection) as queries:
        read = revision.as_object()

    # What it names; its latest revision and its locale are read for themselves.
    assert len(queries) <= 3
    assert [part.subject_id for part in read.article_subjects.all()] == subjects(signed)


def test_success_a_revision_that_names_what_is_gone_is_read_without_it(signed: Article) -> None:
    kept, gone = signed.article_subjects.all()
    revision = signed.save_revision()
    gone.subject.delete()

    read = revision.as_object()

    assert [part.subject_id for part in read.article_subjects.all()] == [kept.subject_id]
    revision.publish()
    assert subjects(signed) == [kept.subject_id]
