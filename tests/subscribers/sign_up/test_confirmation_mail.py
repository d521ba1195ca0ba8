"""Confirmation mails: one a day for a mailbox, a limit for a network, and relays that fail."""

from collections.abc import Callable

import pytest
from django.core import mail

from rotative.subscribers import actions, tasks
from rotative.subscribers.choices import Choices
from rotative.subscribers.models import Subscriber
from tests.mail.sending.relays import Handler, free_port, relay
from tests.subscribers.reader import Committing, Reader, letters, said

pytestmark = pytest.mark.django_db

ADDRESS = "nour@example.org"

PassBy = Callable[..., None]


def test_success_one_letter_a_day_from_wherever_it_is_asked(
    django_capture_on_commit_callbacks: Committing, pass_by: PassBy
) -> None:
    for number in range(3):
        Reader(django_capture_on_commit_callbacks, network=f"198.51.{number}.1").ask(ADDRESS)
    same_day = len(letters(ADDRESS))

    pass_by(hours=24, minutes=1)
    for number in range(3):
        Reader(django_capture_on_commit_callbacks, network=f"198.51.{number}.1").ask(ADDRESS)

    assert (same_day, len(letters(ADDRESS))) == (1, 2)


def test_success_a_network_is_counted_alone_and_for_an_hour(
    django_capture_on_commit_callbacks: Committing, pass_by: PassBy
) -> None:
    neighbours = [Reader(django_capture_on_commit_callbacks, network=f"203.0.113.{end}") for end in (4, 200)]
    elsewhere = Reader(django_capture_on_commit_callbacks, network="198.51.100.4")

    # A request with an invalid address counts too.
    statuses = {neighbours[number % 2].post("/_/subscribe/", {"email": "x"}).status for number in range(20)}
    refused = neighbours[0].ask(ADDRESS)
    there = Subscriber.objects.exists()
    others = elsewhere.ask("else@example.org").status
    pass_by(hours=1, minutes=1)
    later = neighbours[0].ask("later@example.org").status

    assert (statuses, refused.status, there) == ({400}, 429, False)
    assert refused.errors == [said("Too many requests came from your network. Please try again in an hour.")]
    assert (others, later) == (200, 200)


def test_success_the_network_is_kept_as_a_hash(reader: Reader) -> None:
    reader.ask(ADDRESS)

    assert len(Subscriber.objects.get().consent_network) == 32
    assert "203.0.113" not in repr(Subscriber.objects.values().get())


@pytest.fixture
def handler(settings: object) -> Handler:
    """Return the handler of a relay that gets our mail."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    return Handler()


def ask(settings: object, handler: Handler) -> Subscriber:
    with relay(handler) as target:
        settings.EMAIL_PORT = target.port  # type: ignore[attr-defined]
        person = actions.subscribe(ADDRESS, Choices(language="fr"))
        tasks.send_due()
    person.refresh_from_db()
    return person


def test_success_through_a_relay(settings: object, handler: Handler) -> None:
    ask(settings, handler)

    assert [letter.rcpt_tos for letter in handler.letters] == [[ADDRESS]]
    assert tasks.send_due() == 0 and not mail.outbox


@pytest.mark.parametrize("answer", ["451 4.2.1 later", "away"])
def test_success_a_relay_that_does_not_take_it_is_asked_again(
    settings: object, handler: Handler, pass_by: PassBy, answer: str
) -> None:
    if answer == "away":
        settings.EMAIL_PORT = free_port()  # type: ignore[attr-defined]
        actions.subscribe(ADDRESS, Choices(language="fr"))
        tasks.send_due()
    else:
        handler.refuse_recipient["nour"] = answer
        ask(settings, handler)
    handler.refuse_recipient.clear()
    pass_by(minutes=1, seconds=1)

    ask(settings, handler)

    assert len(handler.letters) == 1


def test_success_a_mailbox_that_is_not_there_is_not_tried_every_minute(
    settings: object, handler: Handler, pass_by: PassBy, caplog: pytest.LogCaptureFixture
) -> None:
    handler.refuse_recipient["nour"] = f"550 5.1.1 <{ADDRESS}> no such user"
    person = ask(settings, handler)
    waits = person.question_due_at
    pass_by(hours=1)
    with relay(handler) as target:
        settings.EMAIL_PORT = target.port  # type: ignore[attr-defined]
        tried = tasks.send_due()

    assert (waits, tried, person.state) == (None, 0, "pending")
    assert person.asked_at is not None
    assert ADDRESS not in caplog.text and "SMTPRecipientsRefused" in repr(
        [record.__dict__ for record in caplog.records]
    )
