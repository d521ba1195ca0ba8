"""A subscription through its public pages: signing up, confirming, leaving."""

import logging
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from rotative.bake.models import PublicPath
from rotative.core import clock
from rotative.subscribers import actions, link_tokens
from rotative.subscribers.models import Subscriber, Suppression
from rotative.subscribers.sign_up import email_addresses

pytestmark = pytest.mark.django_db

ADDRESS = "Lina.Haddad@Example.org"


def ask(client: Client, capture: object, address: str = ADDRESS, **fields: str) -> object:
    headers = fields.pop("headers", {})
    with capture(execute=True):  # type: ignore[operator]
        return client.post("/_/subscribe/", {"email": address, "language": "fr", **fields}, headers=headers)


@pytest.fixture
def capture(django_capture_on_commit_callbacks: object) -> object:
    return django_capture_on_commit_callbacks


def subscriber(state: str = "confirmed", address: str = "nour@example.org") -> Subscriber:
    now = clock.now()
    return Subscriber.objects.create(
        email=address,
        email_normalised=address,
        domain=email_addresses.domain(address),
        language="fr",
        state=state,
        created_at=now,
        consent_at=now,
    )


@pytest.mark.parametrize(
    "path", ["/lettre/", "/=1+1/", "/x,=cmd|'/C calc'!A0", "/lettre/%00", "/%0A=1", "/lettre/;=1", ""]
)
def test_fail_no_page_but_our_own_is_evidence(client: Client, capture: object, path: str) -> None:
    ask(client, capture, headers={"referer": f"https://estuaire.example{path}"})

    assert Subscriber.objects.get().consent_page == ""


def test_success_asking_confirming_leaving(client: Client, capture: object) -> None:
    PublicPath.objects.create(path="/lettre/", recipe="letter")
    answer = ask(client, capture, minutes="10", headers={"referer": "https://estuaire.example/lettre/?a=b"})

    person = Subscriber.objects.get()
    assert answer.status_code == 200
    assert (person.email, person.email_normalised) == ("Lina.Haddad@example.org", "lina.haddad@example.org")
    assert (person.state, person.minutes, person.consent_page) == ("pending", 10, "/lettre/")
    assert person.asked_at is not None and person.consent_network

    (letter,) = mail.outbox
    assert letter.to == ["Lina.Haddad@example.org"]
    link = re.search(r"https://estuaire\.example(/_/confirm/\S+)", letter.body)
    assert link is not None

    shown = client.get(link[1])
    person.refresh_from_db()
    assert (shown.status_code, person.state) == (200, "pending")

    client.post(link[1])
    person.refresh_from_db()
    assert person.state == "confirmed" and person.confirmed_at is not None

    leave = f"/_/unsubscribe/{link_tokens.leave_token(person.pk, person.secret)}/"
    client.get(leave)
    person.refresh_from_db()
    assert person.state == "confirmed"

    client.post(leave)
    client.post(leave)
    person.refresh_from_db()
    assert person.state == "unsubscribed" and person.left_at is not None


def test_success_one_click_without_cookies_nor_origin(client: Client) -> None:
    person = subscriber()
    token = link_tokens.leave_token(person.pk, person.secret)

    answer = Client(enforce_csrf_checks=True).post(
        f"/_/unsubscribe/{token}/",
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )

    person.refresh_from_db()
    assert (answer.status_code, person.state) == (200, "unsubscribed")
    assert not answer.cookies


def test_success_every_token_to_leave_has_the_same_length() -> None:
    assert {len(link_tokens.leave_token(number, "s" * (number % 7))) for number in (1, 99, 10**9)} == {
        link_tokens.LEAVE_LENGTH
    }


def test_success_the_answer_is_the_same_for_known_and_unknown_addresses(
    client: Client, capture: object
) -> None:
    subscriber(address="known@example.org")
    gone = subscriber(address="gone@example.org")
    actions.suppress(gone, reason=Suppression.Reason.BOUNCE)

    bodies = {
        ask(client, capture, address).content  # type: ignore[attr-defined]
        for address in ("known@example.org", "new@example.org", "gone@example.org")
    }

    assert len(bodies) == 1
    assert [letter.to for letter in mail.outbox] == [["known@example.org"], ["new@example.org"]]
    assert "/_/choices/" in mail.outbox[0].body and "/_/confirm/" not in mail.outbox[0].body


def test_success_a_mailbox_gets_one_confirmation_mail_a_day(client: Client, capture: object) -> None:
    for minutes in ("3", "10"):
        ask(client, capture, minutes=minutes)

    person = Subscriber.objects.get()
    assert (len(mail.outbox), person.minutes) == (1, 10)

    Subscriber.objects.update(asked_at=clock.now() - timedelta(hours=25))
    ask(client, capture)
    assert len(mail.outbox) == 2


def test_success_who_leaves_and_comes_back_within_a_day_is_asked_when_it_is_over(
    client: Client, capture: object
) -> None:
    ask(client, capture)
    person = Subscriber.objects.get()
    actions.confirm(person)
    actions.unsubscribe(person)

    ask(client, capture)

    person.refresh_from_db()
    assert (len(mail.outbox), person.state) == (1, "pending")
    assert person.asked_at is not None and person.question_due_at == person.asked_at + timedelta(days=1)


def test_success_who_left_may_come_back(client: Client, capture: object) -> None:
    person = subscriber("unsubscribed", "lina.haddad@example.org")

    ask(client, capture)

    person.refresh_from_db()
    assert person.state == "pending"


def test_fail_program_that_fills_the_trap(client: Client, capture: object) -> None:
    answer = ask(client, capture, website="https://spam.example")

    assert answer.status_code == 200
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"origin": "https://estuaire.example"}, 200),
        ({}, 200),
    ],
)
def test_success_only_our_own_pages_may_post(
    client: Client, capture: object, headers: dict[str, str], status: int
) -> None:
    answer = ask(client, capture, headers=headers)

    assert answer.status_code == status
    assert Subscriber.objects.exists() == (status == 200)


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b", "a b@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_fail_bad_address(client: Client, capture: object, address: str) -> None:
    answer = ask(client, capture, address)

    assert answer.status_code == 400
    assert Subscriber.objects.count() == 0


def test_fail_too_many_from_one_network(client: Client, capture: object) -> None:
    statuses = [ask(client, capture, f"reader{n}@example.org").status_code for n in range(21)]  # type: ignore[attr-defined]

    assert statuses == [200] * 20 + [429]


@pytest.mark.parametrize(
    "path", ["/_/confirm/0000000001.x.y/", "/_/unsubscribe/abc/", "/_/unsubscribe/0000000001.x/"]
)
def test_fail_broken_link(client: Client, path: str) -> None:
    subscriber()

    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_fail_one_persons_link_for_another(client: Client) -> None:
    first, second = subscriber(address="a@example.org"), subscriber(address="b@example.org")
    forged = f"{second.pk:010d}." + link_tokens.leave_token(first.pk, first.secret).partition(".")[2]

    assert client.post(f"/_/unsubscribe/{forged}/").status_code == 404
    second.refresh_from_db()
    assert second.state == "confirmed"


def test_success_logs_name_nobody(client: Client, capture: object, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="rotative"):
        ask(client, capture)

    text = " ".join(
        f"{record.getMessage()} {record.__dict__}" for record in caplog.records if "rotative" in record.name
    )
    assert "Subscription asked for" in text
    assert "example.org" not in text.lower()


def _asked(client: Client, capture: object) -> tuple[Subscriber, str]:
    """Return a person who asked for the letter, and the path of the link that came."""
    ask(client, capture)
    link = re.search(r"https://estuaire\.example(/_/confirm/\S+)", mail.outbox[-1].body)
    assert link is not None
    return Subscriber.objects.get(), link[1]


def test_success_a_confirmation_link_works_once(client: Client, capture: object) -> None:
    person, link = _asked(client, capture)
    first = client.post(link)

    again = [client.get(link), client.post(link)]

    person.refresh_from_db()
    choices = f"/_/choices/{link_tokens.leave_token(person.pk, person.secret)}/".encode()
    assert choices in first.content
    assert [answer.status_code for answer in again] == [200, 200]
    # The mail may be in other hands by now.
    assert not [answer for answer in again if choices in answer.content]
    assert person.state == "confirmed"


def test_fail_a_confirmation_link_after_its_reader_left(client: Client, capture: object) -> None:
    person, link = _asked(client, capture)
    client.post(link)
    person.refresh_from_db()
    actions.unsubscribe(person)

    answers = [client.get(link).status_code, client.post(link).status_code]

    person.refresh_from_db()
    assert (answers, person.state) == ([404, 404], "unsubscribed")


def test_fail_an_old_confirmation_link_after_its_reader_asked_again(client: Client, capture: object) -> None:
    person, old = _asked(client, capture)
    client.post(old)
    person.refresh_from_db()
    actions.unsubscribe(person)
    Subscriber.objects.update(asked_at=clock.now() - timedelta(days=2))
    person, new = _asked(client, capture)

    refused = client.post(old).status_code
    before = Subscriber.objects.get().state
    client.post(new)

    assert (refused, before, Subscriber.objects.get().state) == (404, "pending", "confirmed")
