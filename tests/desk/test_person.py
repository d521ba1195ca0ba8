"""One person at the desk: found by the whole address, erased after a question."""

import pytest
from django.test import Client

from rotative.comments.models import Comment
from rotative.core import clock
from rotative.staff.models import User
from rotative.subscribers.models import Subscriber, Suppression
from tests.desk.conftest import signed_in
from tests.factories.articles import published

pytestmark = pytest.mark.django_db

ADDRESS = "nour@example.org"
PAGE = "/desk/person/"


@pytest.fixture(autouse=True)
def nour() -> None:
    article = published()
    for state in ("shown", "held", "spam"):
        Comment.objects.create(
            article=article, name="Nour", email="Nour@example.org", text="Le quai.", state=state
        )
    Comment.objects.create(article=article, name="Karim", email="karim@example.org", text="Bien dit.")
    now = clock.now()
    Subscriber.objects.create(
        email=ADDRESS, email_normalised=ADDRESS, language="fr", created_at=now, consent_at=now
    )


def test_success_found_in_every_state(editor: User) -> None:
    shown = signed_in(editor).post(PAGE, {"address": " NOUR@example.org "}).content.decode()

    assert shown.count("Le quai.") == 3
    assert "Bien dit." not in shown
    assert 'value="ask"' in shown and 'value="erase"' not in shown


def test_success_asked_then_erased(desk: Client) -> None:
    asked = desk.post(PAGE, {"address": ADDRESS, "step": "ask"}).content.decode()
    before = Comment.objects.filter(state="erased").count()

    answer = desk.post(PAGE, {"address": ADDRESS, "step": "erase"}, follow=True)

    assert 'value="erase"' in asked and "4" in asked
    assert before == 0
    assert sorted(Comment.objects.values_list("name", "state")) == [
        ("", "erased"), ("", "erased"), ("", "erased"), ("Karim", "held"),
    ]  # fmt: skip
    assert not Subscriber.objects.exists()
    assert Suppression.objects.get().reason == "forgotten"
    assert answer.redirect_chain == [(PAGE, 302)]


def test_fail_nobody_with_the_address(desk: Client) -> None:
    shown = desk.post(PAGE, {"address": "personne@example.org"}).content.decode()

    assert 'role="alert"' in shown and 'value="ask"' not in shown


def test_fail_get_changes_nothing(desk: Client) -> None:
    desk.get(PAGE, {"address": ADDRESS, "step": "erase"})

    assert Subscriber.objects.exists()


def test_fail_writers_do_not_see_addresses(writer: User) -> None:
    client = signed_in(writer)

    assert client.get(PAGE).status_code in (302, 403)
    assert client.post(PAGE, {"address": ADDRESS, "step": "erase"}).status_code in (302, 403)
    assert Subscriber.objects.exists()
