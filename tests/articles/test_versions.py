"""Versions that wait or are opened again say of subjects what their articles say, after a merger, its end and a split."""

from datetime import timedelta

import pytest

from rotative.articles.models import Article, ArticleSubject
from rotative.articles.refiling.splitting import split
from rotative.core import clock
from rotative.dossiers.models import Dossier, DossierActor
from rotative.subjects import actions
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


def test_success_versions_follow_a_split() -> None:
    port, harbour = SubjectFactory(), SubjectFactory()
    moved, left = published(1, subjects=[port]), published(2, subjects=[port])
    for article in (moved, left):
        article.save_revision()

    split(port, [moved.pk], to=harbour)

    assert _subjects(moved) == [(harbour.pk, True)]
    assert _subjects(left) == [(port.pk, True)]
