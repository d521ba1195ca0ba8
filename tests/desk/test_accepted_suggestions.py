"""Suggestions accepted in the form of an article: they count when it is saved with them, and no earlier."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rotative.articles.models import AcceptedSuggestion, Article
from rotative.articles.suggesting import in_form, tagging
from rotative.subjects import actions as subjects
from rotative.subjects.models import NameTrust, Subject
from tests.desk.open_form import OpenForm, opened
from tests.factories.articles import ArticleFactory, SectionFactory, SubjectFactory, published

FOUND = ["Léa Marchetti", "Marchetti"]


@pytest.fixture
def minister(db: None) -> Subject:
    return SubjectFactory(kind="person", names={"fr": "Léa Marchetti", "ar": "ليا ماركيتي"})


@pytest.fixture
def article(minister: Subject) -> Article:
    article = published(1)
    article.save_revision()
    return article


def accept(form: OpenForm, subject: Subject, found: Any = FOUND) -> None:
    """Add a suggested subject, as the script does."""
    form.choose(subject.pk)
    said = json.loads(form.fields["accepted_suggestions"])
    form.fields["accepted_suggestions"] = json.dumps({**said, str(subject.pk): found})


def counts() -> set[tuple[int, str, str, int, int]]:
    return set(NameTrust.objects.values_list("subject_id", "language", "name", "accepted", "refused"))


@pytest.mark.parametrize("saves", [0, 2])
def test_success_counted_once_an_article_when_it_is_saved(
    desk: Client, article: Article, minister: Subject, saves: int
) -> None:
    form = opened(desk, article)
    accept(form, minister)
    assert counts() == set()

    for _time in range(saves):
        form.autosave()
    form.save(**{"action-publish": "now"})

    assert counts() == {(minister.pk, "fr", "lea marchetti", 1, 0)}


def test_success_each_article_counts(desk: Client, article: Article, minister: Subject) -> None:
    for one in (article, published(2)):
        form = opened(desk, one)
        accept(form, minister)
        form.save()

    assert counts() == {(minister.pk, "fr", "lea marchetti", 2, 0)}


def test_success_a_new_article_counts_with_its_first_save(desk: Client, minister: Subject) -> None:
    section = SectionFactory()
    form = OpenForm(desk, f"/desk/articles/add/?locale=fr&section={section.pk}")
    form.fields |= {"headline": "La digue tient", "section": str(section.pk)}
    accept(form, minister)

    form.autosave()
    form.autosave()

    assert counts() == {(minister.pk, "fr", "lea marchetti", 1, 0)}


def test_success_a_form_that_is_left_counts_nothing(
    desk: Client, article: Article, minister: Subject
) -> None:
    form = opened(desk, article)
    accept(form, minister)
    # A preview is no save, and a form with an error is none.
    desk.post(f"/desk/articles/preview/{article.pk}/", form.fields)
    desk.get(f"/desk/articles/preview/{article.pk}/")
    refused = desk.post(form.address, form.fields | {"headline": "", "action-publish": "now"})

    assert refused.status_code == 200
    assert json.loads(refused.context["form"]["accepted_suggestions"].value()) == {str(minister.pk): FOUND}
    assert counts() == set()
    assert not AcceptedSuggestion.objects.exists()


def test_success_taken_back_when_it_is_saved_without(
    desk: Client, article: Article, minister: Subject
) -> None:
    form = opened(desk, article)
    accept(form, minister)
    form.save()
    left, later = opened(desk, article), opened(desk, article)
    left.remove(minister.pk)
    assert counts() == {(minister.pk, "fr", "lea marchetti", 1, 0)}

    later.remove(minister.pk)
    later.autosave()
    assert counts() == {(minister.pk, "fr", "lea marchetti", 0, 0)}

    accept(later, minister)
    later.save()
    assert counts() == {(minister.pk, "fr", "lea marchetti", 1, 0)}


def test_success_taken_back_when_a_colleague_removed_it(
    desk: Client, article: Article, minister: Subject
) -> None:
    form = opened(desk, article)
    accept(form, minister)
    form.save(**{"action-publish": "now"})
    other = opened(desk, article)
    tagging.remove(minister.pk, [article.pk])

    other.save()

    assert counts() == {(minister.pk, "fr", "lea marchetti", 0, 0)}


def test_success_what_the_form_does_not_have_does_not_count(
    desk: Client, article: Article, minister: Subject
) -> None:
    form = opened(desk, article)
    form.fields["accepted_suggestions"] = json.dumps({str(minister.pk): FOUND})

    form.save()

    assert counts() == set()


def test_success_a_subject_that_was_chosen_does_not_count(
    desk: Client, article: Article, minister: Subject
) -> None:
    form = opened(desk, article)
    form.choose(minister.pk)

    form.save()

    assert counts() == set()


@pytest.mark.parametrize(
    "said",
    ["[]", "7", '{"x": []}', '{"0": {}}', '{"%d": 7}', '{"%d": [7, null, {}]}', '{"%d": ["une autre"]}'],
)
def test_fail_what_no_form_says(desk: Client, article: Article, minister: Subject, said: str) -> None:
    form = opened(desk, article)
    form.choose(minister.pk)
    form.fields["accepted_suggestions"] = said.replace("%d", str(minister.pk))

    form.save()

    assert counts() == set()


def test_success_a_merger_takes_decisions_along(desk: Client, article: Article, minister: Subject) -> None:
    other = SubjectFactory(kind="person", names={"fr": "Léa Marchetti-Roux"})
    form = opened(desk, article)
    accept(form, minister)
    form.save()
    gone = minister.pk

    merger = subjects.merge(minister, into=other)
    later = opened(desk, article)
    later.remove(other.pk)
    later.save()

    assert counts() == {(other.pk, "fr", "lea marchetti", 0, 0)}
    subjects.undo_merger(merger)
    assert counts() == {(gone, "fr", "lea marchetti", 0, 0)}


def test_success_a_save_costs_one_query_more(minister: Subject) -> None:
    article = Article.objects.select_related("locale").get(pk=ArticleFactory(subjects=[minister]).pk)
    list(article.article_subjects.all())

    sent = []
    for accepted in ({}, {minister.pk: FOUND}, {minister.pk: FOUND}):
        with CaptureQueriesContext(connection) as queries:
            in_form.settle(article, accepted)
        sent.append(len([one for one in queries.captured_queries if "SAVEPOINT" not in one["sql"]]))

    # The links of the article, what was counted for it; the first time the names and their counts.
    assert (sent[0], sent[2]) == (2, 2)
