"""Decisions of the desk on requests and suppressed addresses."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from rotative.core import clock
from rotative.staff.models import User
from rotative.subscribers import actions
from rotative.subscribers.choices import Choices
from rotative.subscribers.models import Subscriber, Suppression
from tests.desk.conftest import signed_in

PAGE = "/desk/subscribers/"


@pytest.fixture
def held(db: None) -> Callable[..., Subscriber]:
    """Make a request that waits for the desk."""

    def make(name: str, domain: str = "jetable.example") -> Subscriber:
        now = clock.now()
        return Subscriber.objects.create(
            email=f"{name}@{domain}", email_normalised=f"{name}@{domain}", domain=domain, language="fr",
            created_at=now, consent_at=now, held_for=Subscriber.Hold.DISPOSABLE,
        )  # fmt: skip

    return make


@pytest.fixture
def bounced(held: Callable[..., Subscriber]) -> Subscriber:
    """Make a subscriber whose letters came back."""
    person = held("zineb", "example.org")
    actions.suppress(person, reason=Suppression.Reason.BOUNCE)
    return person


def test_success_address() -> None:
    assert reverse("desk_subscribers") == PAGE


def test_success_held_domains_are_shown_without_an_address(
    desk: Client, held: Callable[..., Subscriber]
) -> None:
    held("zineb"), held("anas"), held("houda", "autre.example")

    page = desk.get(PAGE)

    assert [(one["domain"], one["count"]) for one in page.context["held"]] == [
        ("jetable.example", 2),
        ("autre.example", 1),
    ]
    assert "zineb" not in page.text


def test_success_a_domain_is_let_in(desk: Client, held: Callable[..., Subscriber]) -> None:
    inside, outside = held("zineb"), held("houda", "autre.example")

    answer = desk.post(PAGE, {"decision": "let_in:jetable.example", "sure": "1"}, follow=True)

    inside.refresh_from_db(), outside.refresh_from_db()
    assert (inside.held_for, inside.question_due_at is not None) == ("", True)
    assert (outside.held_for, outside.question_due_at) == ("disposable", None)
    assert "1 request is let in." in answer.text


def test_success_a_domain_is_turned_away(desk: Client, held: Callable[..., Subscriber]) -> None:
    held("zineb"), held("houda", "autre.example")

    desk.post(PAGE, {"decision": "turn_away:jetable.example", "sure": "1"})

    assert list(Subscriber.objects.values_list("domain", flat=True)) == ["autre.example"]


@pytest.mark.parametrize("decision", ["let_in", "turn_away"])
def test_success_a_decision_on_a_domain_asks_first(
    desk: Client, held: Callable[..., Subscriber], decision: str
) -> None:
    held("zineb"), held("anas")

    answer = desk.post(PAGE, {"decision": f"{decision}:jetable.example"})

    assert answer.context["count"] == 2
    assert 'name="sure"' in answer.text
    assert Subscriber.objects.held().count() == 2


def test_success_an_address_that_bounced_may_subscribe_again(desk: Client, bounced: Subscriber) -> None:
    shown = desk.post(PAGE, {"address": "zineb@example.org"})

    desk.post(PAGE, {"decision": f"lift:{bounced.pk}"})

    bounced.refresh_from_db()
    assert f'value="lift:{bounced.pk}"' in shown.text
    assert bounced.state == Subscriber.State.UNSUBSCRIBED
    assert actions.subscribe("zineb@example.org", Choices(language="fr")).state == Subscriber.State.PENDING


def test_fail_who_complained_stays_out(desk: Client, held: Callable[..., Subscriber]) -> None:
    person = held("zineb", "example.org")
    actions.suppress(person, reason=Suppression.Reason.COMPLAINT)

    answer = desk.post(PAGE, {"decision": f"lift:{person.pk}"}, follow=True)

    person.refresh_from_db()
    assert person.state == Subscriber.State.SUPPRESSED
    assert "who reported a letter as unwanted stays out" in answer.text


def test_fail_a_writer_decides_nothing(writer: User, held: Callable[..., Subscriber]) -> None:
    held("zineb")

    answer = signed_in(writer).post(PAGE, {"decision": "turn_away:jetable.example", "sure": "1"})

    assert answer.status_code in (302, 403)
    assert Subscriber.objects.count() == 1


@pytest.mark.parametrize("decision", ["", "let_in", "lift:x", "erase:1"])
def test_fail_what_is_no_decision_changes_nothing(
    desk: Client, bounced: Subscriber, held: Callable[..., Subscriber], decision: str
) -> None:
    held("anas")

    with override("en"):
        answer = desk.post(PAGE, {"decision": decision})

    assert answer.status_code in (200, 302)
    assert Subscriber.objects.held().count() == 1
    assert Subscriber.objects.suppressed().count() == 1
