"""Vocabularies with which a newsroom begins."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from rotative.subjects.models import Subject, SubjectName
from rotative.subjects.vocabularies import vocabulary_terms as terms
from rotative.subjects.vocabularies.loading import load
from rotative.subjects.vocabularies.vocabulary_terms import Term
from tests.factories.articles import SubjectFactory

pytestmark = pytest.mark.django_db

PORT = Term(kind="place", names={"fr": "Maroc", "ar": "المغرب", "en": "Morocco"}, address="")
THEME = Term(kind="theme", names={"fr": "Pêche", "ar": "صيد"}, address="https://themes.example/1")


def names() -> set[tuple[int, str, str]]:
    return set(SubjectName.objects.values_list("subject", "language", "name"))


def test_success_twice_is_once() -> None:
    first = load([PORT, THEME], languages=["fr", "ar"])
    before = names()
    second = load([PORT, THEME], languages=["fr", "ar"])

    assert (first.made, second.made, second.already_there) == (2, 0, 2)
    assert names() == before
    assert {name for _pk, _language, name in before} == {"Maroc", "المغرب", "Pêche", "صيد"}


def test_success_what_is_there_is_completed() -> None:
    morocco = SubjectFactory(kind=Subject.Kind.PLACE, names={"fr": "maroc"})
    fishing = SubjectFactory(kind=Subject.Kind.THEME, names={"fr": "La mer"})
    fishing.same_as = THEME.address
    fishing.save()

    done = load([PORT, THEME], languages=["fr", "ar"])

    assert (done.made, done.completed) == (0, 2)
    assert names() == {
        (morocco.pk, "fr", "maroc"),
        (morocco.pk, "ar", "المغرب"),
        (fishing.pk, "fr", "La mer"),
        (fishing.pk, "ar", "صيد"),
    }


def test_success_a_theme_is_not_the_place_of_the_same_name() -> None:
    SubjectFactory(kind=Subject.Kind.THEME, names={"fr": "Maroc"})

    assert load([PORT], languages=["fr"]).made == 1
    assert SubjectName.objects.filter(name="Maroc").values("slug").distinct().count() == 2


def test_success_a_dry_run_writes_nothing() -> None:
    assert load([PORT, THEME], languages=["fr"], dry_run=True).made == 2
    assert not Subject.objects.exists()


def test_success_the_command() -> None:
    out = StringIO()

    call_command("subjects", "load", "countries", "--languages", "fr,ar", "--dry-run", stdout=out)

    assert out.getvalue().endswith("to be made, 0 to be completed, 0 already there.\n")


def test_fail_no_such_language() -> None:
    with pytest.raises(CommandError, match="No such language: xx"):
        call_command("subjects", "load", "countries", "--languages", "xx")


@pytest.mark.parametrize("vocabulary", terms.VOCABULARIES)
def test_success_whole_vocabularies_have_both_scripts(vocabulary: str) -> None:
    found = list(terms.VOCABULARIES[vocabulary]())

    arabic = [term for term in found if "ar" in term.names]
    assert len(found) > 240
    assert len(arabic) / len(found) > 0.85
    assert all(term.names["fr"][0] == term.names["fr"][0].upper() for term in found if "fr" in term.names)
