"""The page of a subject, and its role under an article."""

import pytest

from rotative.articles import actions
from rotative.articles.models import ArticleSubject, Correction, PinnedArticle
from rotative.bake import oven, verify
from rotative.bake.store.folder import MemoryPress
from rotative.subjects.models import Subject, SubjectRole
from tests.factories.articles import SubjectFactory, published

pytestmark = pytest.mark.django_db


def page(press: MemoryPress, subject: Subject) -> str:
    return (press.read(f"/sujet/fr-{subject.pk}/") or b"").decode()


def test_success_the_role_of_the_day_is_shown_under_an_article(press: MemoryPress) -> None:
    mayor = SubjectFactory(kind=Subject.Kind.PERSON, names={"fr": "Leïla Tazi"})
    article = published(400, subjects=[mayor])
    year = article.published_at.year
    SubjectRole.objects.create(subject=mayor, language="fr", text="maire", since=str(year + 1))
    SubjectRole.objects.create(
        subject=mayor, language="fr", text="directrice", since=str(year - 9), until=str(year)
    )

    oven.bake_stale(press)

    told = (press.read(article.path) or b"").decode()
    assert "directrice" in told and "maire" not in told
    assert f"maire, depuis {year + 1}" in page(press, mayor).replace("\u00a0", " ")


def test_success_what_changes_is_printed_again(press: MemoryPress) -> None:
    port, city = SubjectFactory(names={"fr": "Le port"}), SubjectFactory(names={"fr": "La ville"})
    article, other = published(2, subjects=[port]), published(1, subjects=[port, city])
    oven.bake_stale(press)

    port.parent, port.wikidata = city, "Q1028"
    port.save()
    PinnedArticle.objects.create(subject=port, article=article)
    article.corrections.add(Correction(text="Neuf mètres, et non huit."))
    actions.publish(article)
    ArticleSubject.objects.filter(article=other, subject=port).update(is_main=False)
    actions.publish(type(other).objects.get(pk=other.pk))
    oven.bake_stale(press)

    told = page(press, port)
    assert verify.verify(press).stale == ()
    assert "https://www.wikidata.org/wiki/Q1028" in told
    assert 'class="list pinned"' in told and 'id="mentions"' in told and 'id="corrections"' in told
    assert "Le port" in page(press, city)


def test_success_without_a_role_nothing_is_said_of_it(press: MemoryPress) -> None:
    port = SubjectFactory()
    article = published(subjects=[port])

    oven.bake_stale(press)

    assert b"subjects__role" not in (press.read(article.path) or b"")
    assert "heading__role" not in page(press, port)
