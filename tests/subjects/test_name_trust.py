"""The trust in names: counted, weak from three refusals on, moved with a merger."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotative.core.sql import rows
from rotative.subjects import actions, name_trust
from rotative.subjects.finding import Article, find
from rotative.subjects.models import NameTrust, Subject, SubjectName
from rotative.subjects.name_trust import Found, Names
from rotative.subjects.newsroom_index import newsroom_index
from tests.factories.articles import SubjectFactory

pytestmark = pytest.mark.django_db

TEXT = "On dit que Bellefonds gagne."


@pytest.fixture
def town() -> Subject:
    return SubjectFactory(kind="place", names={"fr": "Bellefonds", "ar": "بلفون"})


def decide(subject: Subject, name: str, accepted: int, refused: int, language: str = "fr") -> None:
    found = Found(subject_id=subject.pk, language=language, name=name)
    if accepted:
        name_trust.count({found: accepted}, accepted=True)
    if refused:
        name_trust.count({found: refused}, accepted=False)


def counts() -> set[tuple[int, str, str, int, int]]:
    return set(NameTrust.objects.values_list("subject_id", "language", "name", "accepted", "refused"))


def asked() -> list[bool]:
    return [each.asked for each in find(newsroom_index(), Article(language="fr", text=TEXT)).subjects]


@pytest.mark.parametrize(
    ("accepted", "refused", "weak"),
    [(0, 2, False), (0, 3, True), (1, 4, False), (1, 5, True), (2, 8, False), (2, 9, True)],
)
def test_success_weak_below_a_fifth(town: Subject, accepted: int, refused: int, weak: bool) -> None:
    decide(town, "bellefonds", accepted, refused)

    assert [each.weak for each in newsroom_index().known] == [
        {"bellefonds": frozenset(["fr"])} if weak else {}
    ]
    assert NameTrust.objects.weak().exists() is weak


def test_success_the_index_follows(town: Subject) -> None:
    assert asked() == [False]

    decide(town, "bellefonds", 0, 3)
    assert asked() == [True]

    decide(town, "bellefonds", 1, 0)
    assert asked() == [False]


def test_success_the_same_index_while_nothing_changes(town: Subject, django_assert_num_queries: Any) -> None:
    decide(town, "bellefonds", 0, 3)
    index = newsroom_index()
    decide(town, "bellefonds", 0, 1)

    # The number of names with those that are weak, the clock.
    with django_assert_num_queries(2):
        assert newsroom_index() is index


def test_success_three_queries_however_many(town: Subject, django_assert_num_queries: Any) -> None:
    times = {
        Found(subject_id=town.pk, language="fr", name=f"nom {number}"): number % 3 + 1 for number in range(40)
    }

    # Without those of the transaction, whose savepoint counts in a test.
    with django_assert_num_queries(3 + 2):
        name_trust.count(times, accepted=True)
    name_trust.count(times, accepted=False)
    name_trust.take_back(dict.fromkeys(times, 2), accepted=True)

    assert counts() == {
        (town.pk, "fr", one.name, max(0, number - 2), number) for one, number in times.items()
    }


@pytest.mark.parametrize(
    ("kind", "name", "string", "counted"),
    [
        ("place", "Bellefonds", "BELLEFONDS", {"bellefonds"}),
        ("organisation", "Le Monde", "du Monde", {"le monde"}),
        ("organisation", "ONU", "O.N.U.", {"onu"}),
        ("person", "Léa Marchetti", "Marchetti", set()),
        ("person", "Léa Marchetti", "Léa Marchetti-Roux", set()),
        ("place", "كان", "كان", {"كان"}),
        ("place", "السودان", "للسودان", {"السودان"}),
    ],
)
def test_success_the_name_by_which_a_string_was_found(
    kind: str, name: str, string: str, counted: set[str]
) -> None:
    subject = SubjectFactory(kind=kind, names={"fr": name})

    found = Names([subject.pk]).found(subject.pk, "ar", [string, string])

    assert found == {Found(subject_id=subject.pk, language="ar", name=one) for one in counted}


def test_success_a_merger_moves_the_counts_and_back(town: Subject) -> None:
    other = SubjectFactory(kind="place", names={"fr": "Bellefonds-sur-Mer"})
    decide(town, "bellefonds", 1, 9)
    decide(town, "بلفون", 2, 0, "ar")
    decide(other, "bellefonds", 4, 1)
    decide(other, "bellefonds sur mer", 7, 0)
    before = counts()

    merger = actions.merge(town, into=other)

    assert counts() == {
        (other.pk, "fr", "bellefonds", 5, 10),
        (other.pk, "ar", "بلفون", 2, 0),
        (other.pk, "fr", "bellefonds sur mer", 7, 0),
    }
    decide(other, "bellefonds sur mer", 1, 0)

    actions.undo_merger(merger)

    # The other one has no such name: what was counted for it goes.
    assert counts() == (
        before - {(other.pk, "fr", "bellefonds", 4, 1), (other.pk, "fr", "bellefonds sur mer", 7, 0)}
    ) | {(other.pk, "fr", "bellefonds sur mer", 8, 0)}


def test_success_a_merger_of_namesakes_and_back(town: Subject) -> None:
    other = SubjectFactory(kind="place", names={"fr": "Bellefonds"})
    decide(town, "bellefonds", 1, 9)
    decide(other, "bellefonds", 4, 1)
    before = counts()

    merger = actions.merge(town, into=other)
    decide(other, "bellefonds", 1, 0)
    actions.undo_merger(merger)

    assert counts() == (before - {(other.pk, "fr", "bellefonds", 4, 1)}) | {
        (other.pk, "fr", "bellefonds", 5, 1)
    }


def test_success_gone_with_the_subject(town: Subject) -> None:
    decide(town, "bellefonds", 1, 2)

    town.delete()

    assert counts() == set()


def test_success_gone_with_the_name(town: Subject) -> None:
    decide(town, "bellefonds", 1, 2)
    decide(town, "بلفون", 1, 2, "ar")
    SubjectName.objects.get(language="ar").delete()

    name_trust.forget_lost(town.pk)

    assert counts() == {(town.pk, "fr", "bellefonds", 1, 2)}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="It reads a plan of SQLite.")
def test_success_weak_names_are_read_from_their_index(town: Subject) -> None:
    decide(town, "bellefonds", 0, 3)

    with CaptureQueriesContext(connection) as sent:
        newsroom_index()

    (read,) = [one["sql"] for one in sent if "nametrust" in one["sql"]]
    plan = " ".join(str(row) for row in rows(f"EXPLAIN QUERY PLAN {read}", []))
    assert "subjects_nametrust USING INDEX nametrust_weak" in plan
