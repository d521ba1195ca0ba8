"""Subjects suggested in the form of an article, and what is refused there."""

import json
from typing import Any

import pytest
from django.test import Client

from rotative.articles.models import RefusedSuggestion
from rotative.desk.suggested_subjects import MOST_BYTES
from rotative.staff.models import User
from rotative.subjects.models import NameTrust, Subject
from tests.desk.conftest import signed_in
from tests.factories.articles import ArticleFactory, SubjectFactory

FIND = "/desk/articles/suggestions/"


@pytest.fixture
def minister() -> Subject:
    return SubjectFactory(kind="person", names={"fr": "Léa Marchetti", "ar": "ليا ماركيتي"})


def ask(desk: Client, **said: Any) -> Any:
    return desk.post(FIND, json.dumps({"language": "fr", **said}), content_type="application/json")


def refuse(desk: Client, pk: int, suggestion: object, **said: Any) -> Any:
    address = f"/desk/articles/{pk}/suggestions/refuse/"
    return desk.post(address, json.dumps({"suggestion": suggestion, **said}), content_type="application/json")


def counts() -> set[tuple[int, str, str, int, int]]:
    return set(NameTrust.objects.values_list("subject_id", "language", "name", "accepted", "refused"))


def test_success_suggests_with_a_reason(desk: Client, minister: Subject) -> None:
    answer = ask(
        desk,
        headline="Marchetti s’en va",
        text="Léa Marchetti quitte la ville. Selon Paul Quirier, c’est trop tôt.",
    ).json()

    assert answer == {
        "subjects": [
            {
                "key": str(minister.pk),
                "choices": [{"id": str(minister.pk), "name": "Léa Marchetti", "kind": "Person"}],
                "asked": False,
                "main": True,
                "reason": "in the headline; 2 times",
                "found": ["Marchetti", "Léa Marchetti"],
            }
        ],
        "new": [{"key": "paul quirier", "name": "Paul Quirier"}],
    }


def test_success_homonyms_are_a_choice(desk: Client) -> None:
    pks = [
        SubjectFactory(kind=kind, names={"fr": "Belleroche"}).pk for kind in ("organisation", "organisation")
    ]

    (suggestion,) = ask(desk, text="On parle de Belleroche.").json()["subjects"]

    assert [int(choice["id"]) for choice in suggestion["choices"]] == pks
    assert suggestion["asked"] is True


def test_success_a_new_name_is_found_at_once(desk: Client, minister: Subject) -> None:
    assert ask(desk, text="On dit que Bellefonds gagne.").json()["subjects"] == []

    added = SubjectFactory(kind="place", names={"fr": "Bellefonds"})

    (suggestion,) = ask(desk, text="On dit que Bellefonds gagne.").json()["subjects"]
    assert suggestion["key"] == str(added.pk)


def test_success_refused_stays_refused_for_this_article(desk: Client, minister: Subject) -> None:
    article, other = ArticleFactory(), ArticleFactory()

    assert refuse(desk, article.pk, str(minister.pk)).status_code == 200
    refuse(desk, article.pk, str(minister.pk))

    text = "Léa Marchetti quitte la ville."
    assert ask(desk, article=article.pk, text=text).json()["subjects"] == []
    assert len(ask(desk, article=other.pk, text=text).json()["subjects"]) == 1
    assert RefusedSuggestion.objects.count() == 1


def test_success_refusals_are_counted_once_an_article(desk: Client, minister: Subject) -> None:
    article = ArticleFactory()
    found = ["Léa Marchetti", "Marchetti", "une autre", 7]

    refuse(desk, article.pk, str(minister.pk), found=found)
    refuse(desk, article.pk, str(minister.pk), found=found)
    refuse(desk, article.pk, "paul quirier", found=["Paul Quirier"])

    assert counts() == {(minister.pk, "fr", "lea marchetti", 0, 1)}


def test_success_a_refused_choice_counts_for_each(desk: Client) -> None:
    pks = [
        SubjectFactory(kind=kind, names={"fr": "Belleroche"}).pk for kind in ("organisation", "organisation")
    ]
    article = ArticleFactory()
    (suggestion,) = ask(desk, text="On parle de Belleroche.").json()["subjects"]

    refuse(desk, article.pk, suggestion["key"], found=suggestion["found"])

    assert counts() == {(pk, "fr", "belleroche", 0, 1) for pk in pks}


def test_success_three_refusals_make_a_question(desk: Client) -> None:
    town = SubjectFactory(kind="place", names={"fr": "Bellefonds"})
    text = "On dit que Bellefonds gagne."

    for _time in range(3):
        (suggestion,) = ask(desk, text=text).json()["subjects"]
        assert suggestion["asked"] is False
        refuse(desk, ArticleFactory().pk, suggestion["key"], found=suggestion["found"])

    (suggestion,) = ask(desk, text=text).json()["subjects"]
    assert suggestion["asked"] is True
    assert suggestion["reason"] == "once in the text; the name was mostly refused"
    (suggestion,) = ask(desk, text="La ville de Bellefonds gagne.").json()["subjects"]
    assert (suggestion["key"], suggestion["asked"]) == (str(town.pk), False)


@pytest.mark.parametrize("suggestion", [None, 7, "", "x" * 300])
def test_fail_a_refusal_that_cannot_be_read(desk: Client, suggestion: object) -> None:
    assert refuse(desk, ArticleFactory().pk, suggestion).status_code == 400
    assert not RefusedSuggestion.objects.exists()


def test_fail_a_refusal_of_a_stranger(db: None, minister: Subject) -> None:
    stranger = signed_in(User.objects.create(username="stranger"))
    article = ArticleFactory()

    assert refuse(stranger, article.pk, str(minister.pk), found=["Léa Marchetti"]).status_code in (302, 403)
    assert Client().get(f"/desk/articles/{article.pk}/suggestions/refuse/").status_code in (302, 405)
    assert counts() == set()


def test_success_few_queries(desk: Client, minister: Subject, django_assert_max_num_queries: Any) -> None:
    ask(desk, text="Léa Marchetti")

    # The session, the user, their rights; the version of the names; the clock.
    with django_assert_max_num_queries(8):
        ask(desk, text="Léa Marchetti quitte la ville.")


@pytest.mark.parametrize("body", ["", "[]", "{", "[" * 100_000, "{" + " " * MOST_BYTES + "}"])
def test_fail_what_cannot_be_read(desk: Client, body: str) -> None:
    assert desk.post(FIND, body, content_type="application/json").status_code == 400


def test_success_odd_values_are_empty(desk: Client) -> None:
    answer = ask(desk, language="xx", headline=None, standfirst=3, text=["a"], article="1")

    assert answer.json() == {"subjects": [], "new": []}


def test_fail_reading_changes_nothing(desk: Client) -> None:
    assert desk.get(FIND).status_code == 405


def test_fail_without_rights(db: None) -> None:
    stranger = signed_in(User.objects.create(username="stranger"))

    assert ask(stranger, text="Léa Marchetti").status_code in (302, 403)
    assert RefusedSuggestion.objects.count() == 0
