"""The dialogue that makes a subject in the form of an article: it asks what the form of a subject asks."""

import json
from typing import Any

import pytest
from django.test import Client

from rotative.articles.suggesting import name_frequency
from rotative.staff.models import User
from rotative.subjects.models import Subject, SubjectName
from tests.desk.conftest import signed_in
from tests.factories.articles import SubjectFactory, locale, published

SUBJECTS = "/desk/snippets/choose/subjects/subject/"
TICKED = {"homonym": "on"}


@pytest.fixture
def client(writer: User) -> Client:
    locale("fr")
    return signed_in(writer)


def add(client: Client, name: str, **said: str) -> dict[str, Any]:
    """Post a new person as the dialogue does; return its answer."""
    answer = client.post(f"{SUBJECTS}create/", {"name": name, "kind": "person", "language": "fr", **said})
    return dict(json.loads(answer.content))


def asked(client: Client, name: str, **said: str) -> str:
    """Return what the dialogue asks about a new name."""
    answer = add(client, name, **said)
    assert answer["step"] == "reshow_creation_form"
    return str(answer["htmlFragment"])


def naming(count: int) -> None:
    """Publish articles that name a person."""
    for days in range(count):
        published(days, body=[("paragraph", "<p>Hier, dit Paul Quirier, la ville a voté.</p>")])


def test_success_a_writer_adds_a_subject(client: Client) -> None:
    answer = add(client, "  Pêche   côtière ", kind="theme")

    name = SubjectName.objects.get()
    assert (name.name, name.slug, name.language) == ("Pêche côtière", "peche-cotiere", "fr")
    assert answer["result"]["id"] == str(name.subject_id)


@pytest.mark.parametrize(
    ("known", "typed"),
    [("Pêche", "peche"), ("Elisabeth Moreau", "Élisabeth Moreau"), ("الإدريسي", "الادريسي")],
)
def test_fail_a_name_that_is_there(client: Client, known: str, typed: str) -> None:
    SubjectFactory(kind="person", names={"fr": known})

    page = asked(client, typed)

    assert f"There is already a subject of this name: “{known}” (Person). Use it, or tick this box." in page
    assert "This name is there already" in page
    assert Subject.objects.count() == 1


@pytest.mark.parametrize(
    ("known", "typed"),
    [("Mohammed", "Mohamed"), ("محمد", "Mohamed"), ("Fatou Mané", "فاتو ماني"), ("Tillabery", "Tillaberi")],
)
def test_fail_nearly_a_name_that_is_there(client: Client, known: str, typed: str) -> None:
    near = SubjectFactory(kind="person", names={"fr": known, "es": "Alguien"})

    page = asked(client, typed)

    assert f"There is already a subject of nearly this name: “{known}” (Person)." in page
    assert f"<bdi>{known}</bdi> · Person · <bdi>Alguien</bdi></span>" in page
    assert f'name="take" value="{near.pk}"' in page
    assert f'value="{typed}"' in page
    assert Subject.objects.count() == 1


def test_fail_the_one_that_is_there_has_its_name_in_the_language_of_the_desk(client: Client) -> None:
    SubjectFactory(kind="person", names={"fr": "Mohammed", "en": "Muhammad"})

    assert "<bdi>Muhammad</bdi> · Person · <bdi>Mohammed</bdi></span>" in asked(client, "Mohamed")


def test_success_the_subject_that_is_there_is_taken(client: Client) -> None:
    near = SubjectFactory(names={"fr": "Mohammed"})

    answer = add(client, "", take=str(near.pk))

    assert (answer["step"], answer["result"]["id"]) == ("chosen", str(near.pk))
    assert Subject.objects.count() == 1


@pytest.mark.parametrize("take", ["0", "x", "9" * 30])
def test_fail_nothing_to_take(client: Client, take: str) -> None:
    assert "required" in asked(client, "", take=take)


@pytest.mark.parametrize(("known", "typed"), [("Mohammed", "Mohamed"), ("Pêche", "Pêche")])
def test_success_it_is_another_one(client: Client, known: str, typed: str) -> None:
    other = SubjectFactory(kind="person", names={"fr": known})

    answer = add(client, typed, asked_about=typed, **TICKED)

    made = SubjectName.objects.exclude(subject=other).get()
    assert (made.name, answer["result"]["id"]) == (typed, str(made.subject_id))


def test_fail_the_answer_was_about_another_name(client: Client) -> None:
    SubjectFactory(names={"fr": "Mohammed"})

    for about in ("", "Mohamad"):
        page = asked(client, "Mohamed", asked_about=about, **TICKED)
        assert "checked" not in page
        assert 'name="asked_about" value="Mohamed"' in page


def test_success_nothing_is_asked_before(client: Client) -> None:
    page = json.loads(client.get(SUBJECTS).content)["html"]

    assert "New subject" in page
    assert 'name="homonym"' not in page
    assert 'name="asked_about" value=""' in page


def test_success_warns_of_a_common_name_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_frequency, "LEAST", 10)
    naming(10)

    page = asked(client, "Paul Quirier")
    assert (
        "“Paul Quirier” is in 10 of the newest 10 articles (Français); 0 of these have the subject." in page
    )
    assert "To keep this name, press “Add” again." in page
    assert not Subject.objects.exists()

    assert add(client, "Paul Quirier", asked_about="Paul Quirier")["step"] == "chosen"


def test_success_no_warning_of_a_rare_name(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_frequency, "LEAST", 10)
    naming(10)

    assert add(client, "Léa Marchetti")["step"] == "chosen"


def test_fail_without_the_right_to_add(db: None) -> None:
    near = SubjectFactory(names={"fr": "Mohammed"})
    stranger = signed_in(User.objects.create(username="stranger"))

    for said in ({"take": str(near.pk)}, {"name": "Léa", "kind": "person", "language": "fr"}):
        assert stranger.post(f"{SUBJECTS}create/", said).status_code in (302, 403)
    assert Subject.objects.count() == 1
