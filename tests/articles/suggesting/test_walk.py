"""The walk through the archive that suggests subjects."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.articles import actions
from rotative.articles.models import (
    Article,
    ArticleSubject,
    RefusedSuggestion,
    SubjectSuggestion,
    SuggestionWalk,
)
from rotative.articles.suggesting import walk
from rotative.articles.suggesting.walk import Scope
from rotative.core import clock
from rotative.subjects import actions as subjects
from rotative.subjects.models import Subject
from tests.factories.articles import ArticleFactory, SubjectFactory, published

pytestmark = pytest.mark.django_db

TEXT = "<p>Le maire se tait. Hier, Léa Marchetti a quitté la ville de Bellefonds.</p>"


@pytest.fixture
def minister() -> Subject:
    return SubjectFactory(kind="person", names={"fr": "Léa Marchetti"})


def naming(days_ago: float = 0, *, body: str = TEXT, **fields: Any) -> Article:
    return published(days_ago, body=[("paragraph", body)], **fields)


def kept() -> set[tuple[int, int]]:
    return set(SubjectSuggestion.objects.values_list("article_id", "subject_id"))


def suggest(*options: str) -> str:
    said = StringIO()
    call_command("subjects", "suggest", *options, stdout=said)
    return said.getvalue()


def test_success_keeps_what_articles_name(minister: Subject) -> None:
    article = naming(headline="Un départ")
    naming(body="<p>Rien de neuf.</p>")
    ArticleFactory(body=[("paragraph", TEXT)])

    said = suggest()

    row = SubjectSuggestion.objects.get()
    assert said == "Articles looked at: 2; suggestions added: 1, removed because no longer right: 0.\n"
    assert (row.article_id, row.subject_id, row.published_at) == (
        article.pk,
        minister.pk,
        article.published_at,
    )
    assert row.line == "Le maire se tait. Hier, Léa Marchetti a quitté la ville de Bellefonds."
    assert row.line[row.starts : row.ends] == "Léa Marchetti"
    assert (row.is_main, row.reason) == (True, {})


def test_success_leaves_out_what_is_decided_or_open(minister: Subject) -> None:
    naming(subjects=[minister])
    refused = naming()
    RefusedSuggestion.objects.create(article=refused, suggestion=str(minister.pk))
    for kind in ("organisation", "organisation"):
        SubjectFactory(kind=kind, names={"fr": "Belleroche"})
    naming(body="<p>On parle de Belleroche.</p>")

    suggest()

    assert kept() == set()


def test_success_a_second_walk_writes_nothing(minister: Subject) -> None:
    for days in range(3):
        naming(days)
    suggest()

    with CaptureQueriesContext(connection) as sent:
        said = suggest()

    assert [one["sql"] for one in sent if not one["sql"].startswith("SELECT")] == []
    assert said.endswith("suggestions added: 0, removed because no longer right: 0.\n")
    assert len(kept()) == 3


def test_success_goes_on_after_a_cut(minister: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "SLICE", 2)
    articles = [naming(days) for days in range(5)]
    seen: list[int] = []

    def cut(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        walk.walk(Scope(), progress=cut)
    before = kept()
    done = walk.walk(Scope(), progress=seen.append)

    assert before == {(article.pk, minister.pk) for article in articles[:2]}
    assert (done.articles, done.added, seen) == (3, 3, [2, 1])
    assert kept() == {(article.pk, minister.pk) for article in articles}


def test_success_a_new_name_makes_it_look_at_everything(minister: Subject) -> None:
    article = naming(body="<p>Le maire de Bellefonds a parlé.</p>")
    suggest()

    town = SubjectFactory(kind="place", names={"fr": "Bellefonds"})
    suggest()

    assert kept() == {(article.pk, town.pk)}


def test_success_an_edited_article_is_looked_at_again(minister: Subject) -> None:
    article, other = naming(1), naming(2)
    suggest()

    article.body = [("paragraph", "<p>Rien de neuf.</p>")]
    actions.publish(article)
    said = suggest()

    assert "suggestions added: 0, removed because no longer right: 1." in said
    assert kept() == {(other.pk, minister.pk)}


def test_success_only_a_part(minister: Subject) -> None:
    town = SubjectFactory(kind="place", names={"fr": "Bellefonds"})
    new, old = naming(1), naming(400)

    suggest("--subject", str(town.pk), "--since", f"{new.published_at:%Y-%m-%d}", "--language", "fr")
    assert kept() == {(new.pk, town.pk)}
    suggest("--language", "ar")
    assert kept() == {(new.pk, town.pk)}
    suggest()
    assert kept() == {(pk, subject.pk) for pk in (new.pk, old.pk) for subject in (town, minister)}


def test_success_everything_again(minister: Subject) -> None:
    article = naming()
    Article.objects.update(edited_at=clock.now() - timedelta(days=1))
    suggest()
    SubjectSuggestion.objects.all().delete()

    said = suggest()
    assert (kept(), said.partition(";")[0]) == (set(), "Articles looked at: 0")
    suggest("--restart")
    assert kept() == {(article.pk, minister.pk)}


def test_success_gone_with_its_reason(minister: Subject) -> None:
    tagged, withdrawn, deleted = naming(1), naming(2), naming(3)
    suggest()

    ArticleSubject.objects.create(article=tagged, subject=minister)
    actions.publish(Article.objects.get(pk=tagged.pk))
    actions.withdraw(withdrawn)
    deleted.delete()

    assert kept() == set()


def test_success_follows_a_merger_and_its_undoing(minister: Subject) -> None:
    other = SubjectFactory(kind="person", names={"fr": "Léa Marchetti-Roux"})
    article, refused = naming(1), naming(2)
    has = naming(3, subjects=[other])
    RefusedSuggestion.objects.create(article=refused, suggestion=str(other.pk))
    suggest()
    assert kept() == {(pk, minister.pk) for pk in (article.pk, refused.pk, has.pk)}

    merger = subjects.merge(minister, into=other)
    assert kept() == {(article.pk, other.pk)}

    subjects.undo_merger(merger)
    assert (article.pk, minister.pk) in kept()
    Subject.objects.all().delete()
    assert kept() == set()


def test_success_the_same_few_queries_a_slice(minister: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "SLICE", 4)
    for days in range(8):
        naming(days)
    walk.walk(Scope())
    SubjectSuggestion.objects.all().delete()

    with CaptureQueriesContext(connection) as sent:
        walk.walk(Scope(), restart=True)

    slices = 2
    # What is written of it: a savepoint in the transaction of the test, the rows, the place.
    assert len(sent) <= 6 + 13 * slices


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="It reads a plan of SQLite.")
def test_success_each_slice_is_a_range_of_the_index(minister: Subject) -> None:
    article = naming()
    cursor = SuggestionWalk(published_at=article.published_at, article_id=article.pk)
    for scope, index in ((Scope(), "article_newest"), (Scope(language="fr"), "article_locale_newest")):
        plan = walk._rows(scope, cursor)[: walk.SLICE].explain()
        assert f"INDEX {index}" in plan
        assert "SCAN articles_article" not in plan


def test_fail_unknown_language_or_subject(db: None) -> None:
    with pytest.raises(CommandError, match=r"No such language: xx\."):
        suggest("--language", "xx")
    with pytest.raises(CommandError, match=r"No such subject: 7\."):
        suggest("--subject", "7")
