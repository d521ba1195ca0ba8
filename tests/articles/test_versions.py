"""Versions that wait or are opened again say of subjects what their articles say, after a merger, its end and a split."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from rotative.articles.models import Article, ArticleSubject
from rotative.articles.refiling.splitting import split
from rotative.core import clock
from rotative.dossiers.models import Dossier, DossierActor
from rotative.subjects import actions, versions
from rotative.subjects.models import Subject
from tests.factories.articles import SubjectFactory, locale, published

pytestmark = pytest.mark.django_db


def _subjects(article: Article) -> list[tuple[int, bool]]:
    """Return the subjects of the version that opens in the form."""
    article.refresh_from_db()
    latest = article.get_latest_revision_as_object()
    return [(link.subject_id, link.is_main) for link in latest.article_subjects.all()]


def _actors(dossier: Dossier) -> list[int]:
    dossier.refresh_from_db()
    return [actor.subject_id for actor in dossier.get_latest_revision_as_object().actors.all()]


def test_success_versions_follow_a_merger_and_its_end() -> None:
    port, harbour, quay = SubjectFactory(), SubjectFactory(), SubjectFactory()
    unchanged, both = published(1, subjects=[harbour, quay]), published(2, subjects=[port, harbour])
    for article in (unchanged, both):
        article.save_revision()
    ArticleSubject.objects.filter(article=both, subject=port).update(is_main=False)
    both.refresh_from_db()
    both.save_revision()
    # The draft of an article that does not have the subject yet.
    draft = published(3, subjects=[quay])
    draft.article_subjects = [ArticleSubject(subject=harbour, is_main=False)]
    draft.save_revision()
    scheduled = published(4, subjects=[harbour])
    scheduled.go_live_at = clock.now() + timedelta(days=1)
    waiting = scheduled.save_revision(approved_go_live_at=scheduled.go_live_at)
    scheduled.save_revision()
    dossier = Dossier.objects.create(locale=locale(), title="Le quai", slug="quai")
    DossierActor.objects.create(dossier=dossier, subject=harbour)
    dossier = Dossier.objects.get(pk=dossier.pk)
    dossier.save_revision()
    articles, gone = (unchanged, both, draft, scheduled), harbour.pk
    before = [_subjects(article) for article in articles]

    merger = actions.merge(harbour, into=port)

    assert _subjects(unchanged) == [(port.pk, True), (quay.pk, True)]
    assert _subjects(both) == [(port.pk, True)]
    assert _subjects(draft) == [(port.pk, False)]
    assert _subjects(scheduled) == [(port.pk, True)]
    waiting.refresh_from_db()
    assert [row["subject"] for row in waiting.content["article_subjects"]] == [port.pk]
    assert _actors(dossier) == [port.pk]

    actions.undo_merger(merger)

    assert [_subjects(article) for article in articles] == before
    assert _actors(dossier) == [gone]


def test_success_a_version_written_since_the_merger_keeps_what_is_new() -> None:
    port, harbour, quay = SubjectFactory(), SubjectFactory(), SubjectFactory()
    article = published(1, subjects=[harbour])
    article.save_revision()
    gone = harbour.pk
    merger = actions.merge(harbour, into=port)
    article.refresh_from_db()
    opened = article.get_latest_revision_as_object()
    opened.article_subjects = [*opened.article_subjects.all(), ArticleSubject(subject=quay)]
    opened.save_revision()

    actions.undo_merger(merger)

    assert {pk for pk, _main in _subjects(article)} == {gone, quay.pk}


def _write(article: Article, *added: Subject, without: Subject | None = None) -> None:
    """Write another version of an article, as its form does."""
    article.refresh_from_db()
    opened = article.get_latest_revision_as_object()
    left = [
        link for link in opened.article_subjects.all() if without is None or link.subject_id != without.pk
    ]
    links = [*left, *(ArticleSubject(subject=subject) for subject in added)]
    for order, link in enumerate(links):
        link.sort_order = order
    opened.article_subjects = links
    opened.save_revision()


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("is_imported", [True, False])
def test_success_both_are_back_in_a_version_written_since(is_first: bool, is_imported: bool) -> None:
    port, harbour, quay = SubjectFactory(), SubjectFactory(), SubjectFactory()
    pair = [harbour, port] if is_first else [port, harbour]
    article = published(1, subjects=pair)
    ArticleSubject.objects.filter(article=article, subject=port).update(is_main=False)
    article.refresh_from_db()
    article.save_revision()
    if is_imported:
        Revision.objects.all().delete()
    expected = [(subject.pk, subject != port) for subject in (*pair, quay)]
    merger = actions.merge(harbour, into=port)
    _write(article, quay)
    assert _subjects(article) == [(port.pk, True), (quay.pk, True)]

    actions.undo_merger(merger)

    assert _subjects(article) == expected
    article.get_latest_revision_as_object().save_revision().publish()
    links = ArticleSubject.objects.filter(article=article).order_by("sort_order")
    assert list(links.values_list("subject_id", "is_main")) == expected


def test_success_an_imported_article_written_since_has_its_subject_again() -> None:
    port, harbour = SubjectFactory(), SubjectFactory()
    article, gone = published(1, subjects=[harbour]), harbour.pk
    Revision.objects.all().delete()
    merger = actions.merge(harbour, into=port)
    _write(article)

    actions.undo_merger(merger)

    assert _subjects(article) == [(gone, True)]


def test_success_only_a_draft_had_them() -> None:
    port, harbour, quay = SubjectFactory(), SubjectFactory(), SubjectFactory()
    one, both = published(1, subjects=[quay]), published(2, subjects=[quay])
    _write(one, harbour)
    _write(both, port, harbour)
    gone, before = harbour.pk, [_subjects(article) for article in (one, both)]
    merger = actions.merge(harbour, into=port)
    for article in (one, both):
        _write(article)
        assert _subjects(article) == [(quay.pk, True), (port.pk, True)]

    actions.undo_merger(merger)

    assert [_subjects(article) for article in (one, both)] == before
    assert before[0] == [(quay.pk, True), (gone, True)]


def test_success_what_was_removed_since_stays_away() -> None:
    port, harbour, quay = SubjectFactory(), SubjectFactory(), SubjectFactory()
    article = published(1, subjects=[port, harbour, quay])
    article.save_revision()
    merger = actions.merge(harbour, into=port)
    _write(article, without=port)

    actions.undo_merger(merger)

    assert _subjects(article) == [(quay.pk, True)]


def test_success_an_article_that_got_the_kept_one_since_keeps_it() -> None:
    port, harbour, quay = SubjectFactory(), SubjectFactory(), SubjectFactory()
    article = published(1, subjects=[quay])
    merger = actions.merge(harbour, into=port)
    _write(article, port)

    actions.undo_merger(merger)

    assert _subjects(article) == [(quay.pk, True), (port.pk, True)]


def test_success_as_many_queries_for_many_articles_without_versions() -> None:
    sent = []
    for count in (1, 30):
        port, harbour = SubjectFactory(), SubjectFactory()
        for days in range(count):
            published(days, subjects=[port, harbour])
        Revision.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            versions.undo_merger((), kept=port, gone=harbour)
        sent.append(len(queries))

    assert sent[0] == sent[1]


def test_success_versions_follow_a_split() -> None:
    port, harbour = SubjectFactory(), SubjectFactory()
    moved, left = published(1, subjects=[port]), published(2, subjects=[port])
    for article in (moved, left):
        article.save_revision()

    split(port, [moved.pk], to=harbour)

    assert _subjects(moved) == [(harbour.pk, True)]
    assert _subjects(left) == [(port.pk, True)]
