"""Changes that a returned mail makes."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils.timezone import localdate

from rotative.core import clock
from rotative.mail.message.verp import leave_address, message_name, return_path
from rotative.mail.models import Delivery, Event, Mailing, Receipt, SendingLimit
from rotative.mail.returns import bounce_policy, quarantine
from rotative.mail.returns.inbound import Outcome, receive
from rotative.mail.sending import statistics
from rotative.staff.models import User
from rotative.subscribers.link_tokens import leave_token
from rotative.subscribers.models import Subscriber, Suppression
from tests.mail.returns.returned import FULL, GONE, bounce, complaint, delivery, state, to
from tests.mail.sending.test_pump import edition

__all__ = ["delivery", "edition"]

pytestmark = pytest.mark.django_db


def test_success_a_mailbox_that_is_gone_is_written_to_no_more(delivery: Delivery) -> None:
    outcome = receive(bounce(delivery, GONE))

    event = Event.objects.get()
    assert (outcome, state(delivery)) == (Outcome.BOUNCE, "suppressed")
    assert (event.kind, event.reason, event.code, event.mailing_id) == (
        "bounce",
        "gone",
        "5.1.1",
        delivery.mailing_id,
    )
    assert Suppression.objects.get().reason == Suppression.Reason.BOUNCE


def test_success_the_envelope_s_recipient_is_enough(delivery: Delivery) -> None:
    raw = bounce(delivery, GONE, marks=False)

    receive(raw, recipients=(return_path(delivery.pk).decode(),))

    assert state(delivery) == "suppressed"


def test_success_the_link_to_leave_is_enough(delivery: Delivery) -> None:
    raw = bounce(delivery, GONE).replace(return_path(delivery.pk), b"relay@relay.example")

    receive(raw)

    assert state(delivery) == "suppressed"
    assert Event.objects.get().delivery_id == delivery.pk


def test_success_a_mail_is_handled_once(delivery: Delivery) -> None:
    raw = bounce(delivery, FULL)

    outcomes = [
        receive(raw),
        receive(b"Received: by another way\n" + raw),
        receive(raw, recipients=(return_path(delivery.pk).decode(),)),
    ]

    assert outcomes == [Outcome.BOUNCE] * 3
    assert Event.objects.count() == Receipt.objects.count() == 1


def test_success_a_full_mailbox_is_written_to_again(delivery: Delivery) -> None:
    receive(bounce(delivery, FULL))

    assert state(delivery) == "confirmed"
    assert Event.objects.get().reason == "full"


def _letters_came_back(delivery: Delivery, days_ago: list[float], *, reason: str = "full") -> None:
    """Return a letter on each of these days, before the one that is delivered."""
    for days in days_ago:
        before = Mailing.objects.create(
            kind="edition", list_name="letter", language="fr", day=localdate() - timedelta(days=days + 1),
            audience_frozen_at=clock.now(),
        )  # fmt: skip
        other = Delivery.objects.create(
            mailing=before, chunk=delivery.chunk, subscriber=delivery.subscriber, changed_at=clock.now()
        )
        Event.objects.create(
            kind="bounce", mailing=before, delivery=other, subscriber=delivery.subscriber, reason=reason,
            source="mail", happened_at=clock.now() - timedelta(days=days),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ([8, 6, 4, 2], "suppressed"),
        # Too few.
        ([8, 4, 2], "confirmed"),
        # Within too few days.
        ([4, 3, 2, 1], "confirmed"),
        # Too long ago.
        ([70, 60, 4, 2], "confirmed"),
    ],
)
def test_success_a_mailbox_that_keeps_refusing(
    delivery: Delivery, days_ago: list[float], expected: str
) -> None:
    Subscriber.objects.update(confirmed_at=clock.now() - timedelta(days=300))
    _letters_came_back(delivery, days_ago)

    receive(bounce(delivery, FULL))

    assert state(delivery) == expected


def test_success_what_came_before_a_confirmation_counts_no_more(delivery: Delivery) -> None:
    Subscriber.objects.update(confirmed_at=clock.now() - timedelta(days=3))
    _letters_came_back(delivery, [8, 6, 4, 2])

    receive(bounce(delivery, FULL))

    assert state(delivery) == "confirmed"


def test_success_many_reports_on_one_letter_are_one(delivery: Delivery) -> None:
    Subscriber.objects.update(confirmed_at=clock.now() - timedelta(days=300))
    _letters_came_back(delivery, [8])

    for number in range(6):
        receive(bounce(delivery, FULL, name=f"report.{number}"))

    assert Event.objects.count() == 7
    assert state(delivery) == "confirmed"


def test_success_a_warning_changes_nothing(delivery: Delivery) -> None:
    outcome = receive(bounce(delivery, "451 4.7.1 Greylisted", action="delayed"))

    assert (outcome, Event.objects.count(), state(delivery)) == (Outcome.DELAY, 0, "confirmed")


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_success_a_report_that_a_letter_arrived_changes_nothing(delivery: Delivery, action: str) -> None:
    outcome = receive(bounce(delivery, "250 2.1.5 ok", action=action))

    assert (outcome, Event.objects.count(), state(delivery)) == (Outcome.IGNORED, 0, "confirmed")
    assert quarantine.count() == 0


def test_success_a_refusal_that_nobody_understands_counts(delivery: Delivery) -> None:
    receive(bounce(delivery, "554 5.0.0 Transaction failed"))

    assert (Event.objects.get().reason, state(delivery)) == ("unsaid", "confirmed")


def test_success_a_refusal_that_nobody_understands_is_final_once_it_repeats(delivery: Delivery) -> None:
    Subscriber.objects.update(confirmed_at=clock.now() - timedelta(days=300))
    _letters_came_back(delivery, [8, 6, 4, 2], reason="unsaid")

    receive(bounce(delivery, "554 5.0.0 Transaction failed"))

    assert state(delivery) == "suppressed"


def test_success_an_objection_to_the_sender_is_reported_and_blames_nobody(
    delivery: Delivery, django_capture_on_commit_callbacks: Any
) -> None:
    User.objects.create_superuser("chief", "chief@estuaire.example", "x")
    _letters_came_back(delivery, [8, 6, 4, 2], reason="sender")

    with django_capture_on_commit_callbacks(execute=True):
        receive(bounce(delivery, "550 5.7.1 Blocked: poor reputation"))
        receive(bounce(delivery, "550 5.7.1 Blocked: poor reputation", name="report.2"))

    assert state(delivery) == "confirmed"
    assert SendingLimit.objects.get(domain_class="google").paused_until is not None
    (alert,) = mail.outbox
    assert alert.to == ["chief@estuaire.example"] and "google" in alert.body and "gmail.com" not in alert.body


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("Feedback-Type: abuse", "suppressed"),
        ("Feedback-Type: fraud", "suppressed"),
        ("Feedback-Type: never-heard-of", "suppressed"),
        ("Feedback-Type: opt-out", "unsubscribed"),
        ("Feedback-Type: not-spam", "confirmed"),
    ],
)
def test_success_a_complaint(delivery: Delivery, fields: str, expected: str) -> None:
    receive(complaint(delivery, fields))

    assert state(delivery) == expected


def test_success_a_complaint_that_hides_the_reader(delivery: Delivery) -> None:
    raw = complaint(delivery).replace(b"reader0@gmail.com", b"redacted")

    assert receive(raw) == Outcome.COMPLAINT
    assert Suppression.objects.get().reason == Suppression.Reason.COMPLAINT


@pytest.mark.parametrize("feedback", ["abuse", "opt-out"])
def test_fail_a_complaint_that_anybody_could_write_is_only_noted(delivery: Delivery, feedback: str) -> None:
    forged = complaint(
        delivery, f"Feedback-Type: {feedback}\nOriginal-Rcpt-To: reader0@gmail.com", marks=False
    )

    assert receive(forged) == Outcome.COMPLAINT
    assert state(delivery) == "confirmed"
    assert not Suppression.objects.exists()
    assert Event.objects.get().kind == Event.Kind.COMPLAINT


def _only_message_id(raw: bytes, delivery: Delivery, name: str) -> bytes:
    """Leave a report no mark but a Message-ID."""
    plain = raw.replace(return_path(delivery.pk), b"relay@relay.example")
    plain = b"\n".join(
        line for line in plain.split(b"\n") if b"unsubscribe" not in line.lower() and b"leave-" not in line
    )
    return plain.replace(message_name(delivery.pk).encode(), name.encode())


@pytest.mark.parametrize("make", [bounce, complaint])
def test_success_the_message_id_is_a_mark_of_ours(delivery: Delivery, make: Any) -> None:
    raw = make(delivery, GONE) if make is bounce else make(delivery)

    receive(_only_message_id(raw, delivery, message_name(delivery.pk)))

    assert state(delivery) == "suppressed"


@pytest.mark.parametrize("mark", ["0123456789ab", "", "another"])
def test_fail_a_message_id_whose_mark_is_made_up(delivery: Delivery, mark: str) -> None:
    name = f"{delivery.pk:010d}.{mark}" if mark else f"{delivery.pk:010d}"
    if mark == "another":
        name = f"{delivery.pk:010d}.{message_name(delivery.pk + 1).partition('.')[2]}"

    outcome = receive(_only_message_id(bounce(delivery, GONE), delivery, name))

    assert (outcome, state(delivery), Event.objects.count()) == (Outcome.ASIDE, "confirmed", 0)
    assert [quarantine.why(path) for path in quarantine.kept()] == ["unproven"]


@pytest.mark.parametrize("make", [bounce, complaint])
def test_fail_a_report_that_anybody_could_write(delivery: Delivery, make: Any) -> None:
    raw = make(delivery, GONE) if make is bounce else make(delivery)
    forged = raw.replace(return_path(delivery.pk), return_path(delivery.pk + 1))
    token = leave_token(delivery.subscriber_id or 0, delivery.subscriber.secret)  # type: ignore[union-attr]
    forged = forged.replace(token.encode(), token[:11].encode() + b"A" * 43)
    forged = forged.replace(b"<e", b"<x")

    assert receive(forged) == Outcome.ASIDE
    assert state(delivery) == "confirmed"
    assert [path.name.split(".")[1] for path in quarantine.kept()] == ["unproven"]


@pytest.mark.parametrize("change", [str, str.lower, str.upper])
def test_success_any_mail_to_the_address_to_leave(delivery: Delivery, change: Any) -> None:
    reader = delivery.subscriber
    assert reader is not None
    address = change(leave_address(leave_token(reader.pk, reader.secret)))

    assert receive(to(address)) == Outcome.LEFT
    assert state(delivery) == "unsubscribed"
    assert Event.objects.values_list("kind", "source").get() == (Event.Kind.UNSUBSCRIBE, "mail")


@pytest.mark.parametrize(
    "given",
    [
        {"headers": "Auto-Submitted: auto-replied"},
        {"subject": "Out of the office"},
        {"sender": "edition@localhost"},
    ],
)
def test_fail_a_machine_or_we_ourselves_write_to_the_address_to_leave(
    delivery: Delivery, given: dict[str, str]
) -> None:
    reader = delivery.subscriber
    assert reader is not None

    outcome = receive(to(leave_address(leave_token(reader.pk, reader.secret)), **given))

    assert (outcome, state(delivery)) == (Outcome.IGNORED, "confirmed")


def test_fail_a_made_up_address_to_leave(delivery: Delivery) -> None:
    assert receive(to(leave_address(f"{delivery.subscriber_id:010d}." + "a" * 43))) == Outcome.ASIDE
    assert state(delivery) == "confirmed"


def test_success_a_server_in_unknown_words_counts_and_is_kept(delivery: Delivery) -> None:
    raw = to(
        return_path(delivery.pk).decode(), sender="mailer-daemon@mx.example.net", said="Brzdt.", subject="Hm"
    )

    assert receive(raw) == Outcome.BOUNCE
    assert (Event.objects.get().reason, state(delivery)) == ("unsaid", "confirmed")
    assert [path.name.split(".")[1] for path in quarantine.kept()] == ["wordless"]


def test_success_no_log_line_names_an_address(delivery: Delivery, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    receive(bounce(delivery, GONE))
    receive(complaint(delivery))
    receive(b"\xff\x00 reader0@gmail.com")

    assert not [one for one in caplog.records if "@" in f"{one.getMessage()} {one.__dict__}"]


def test_success_what_the_relay_refused_is_weighed(delivery: Delivery) -> None:
    for code in ("550 5.1.1", "550"):
        Event.objects.create(
            kind="bounce", delivery=delivery, mailing=delivery.mailing, subscriber=delivery.subscriber,
            code=code, source="smtp", happened_at=clock.now(),
        )  # fmt: skip

    assert (bounce_policy.run_once(), bounce_policy.run_once()) == (2, 0)
    assert state(delivery) == "suppressed"
    assert sorted(Event.objects.values_list("code", "reason")) == [("550", "unsaid"), ("550 5.1.1", "gone")]


def test_success_a_bare_refusal_decides_nothing_alone(delivery: Delivery) -> None:
    Event.objects.create(
        kind="bounce", delivery=delivery, mailing=delivery.mailing, subscriber=delivery.subscriber,
        code="550", source="smtp", happened_at=clock.now(),
    )  # fmt: skip

    bounce_policy.run_once()

    assert state(delivery) == "confirmed"


def test_success_a_mailing_is_summed_up(delivery: Delivery) -> None:
    receive(bounce(delivery, FULL))
    receive(complaint(delivery))

    (balance,) = statistics.balances([delivery.mailing])

    assert (balance.bounced, balance.complained, balance.unsubscribed) == (1, 1, 0)
