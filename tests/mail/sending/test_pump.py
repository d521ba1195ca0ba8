"""Sending an edition through real relays: everybody once, every outcome written down, nothing lost or doubled."""

import io
import json
import logging
import os
import re
import socket
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils.timezone import localdate

from rotative.core import clock
from rotative.editions import actions, reads
from rotative.editions.models import Edition
from rotative.editions.reads import Status
from rotative.mail.errors import RelayUnreachable
from rotative.mail.message.verp import delivery_of
from rotative.mail.models import Chunk, Delivery, Event, Mailing, SendingLimit
from rotative.mail.sending import journal, sending_limits
from rotative.mail.sending.pump import Pump
from rotative.mail.sending.recovery import recover
from rotative.mail.sending.smtp import SmtpTransport
from rotative.mail.sending.smtp_relay import Target
from rotative.staff.models import User
from rotative.subscribers import actions as subscribers
from rotative.subscribers.models import Subscriber
from tests.mail.sending.relays import SINK, BreakingRelay, Handler, free_port, relay, sink

pytestmark = pytest.mark.django_db

Readers = Callable[..., list[Subscriber]]


@pytest.fixture
def edition(a_day: list[int]) -> Edition:
    """Return an approved edition of today."""
    draft = actions.compose_edition(localdate(), "fr")
    actions.approve(draft)
    return draft


def send(edition: Edition, target: Target, *, connections: int = 2) -> Status:
    actions.start_sending(edition)
    status = Pump(edition.mailing, SmtpTransport([target], connections=connections)).run()
    edition.refresh_from_db()
    return status


@pytest.mark.parametrize("connections", [1, 4])
def test_success_everybody_gets_one_letter(edition: Edition, readers: Readers, connections: int) -> None:
    people = readers(60)
    handler = Handler()

    with relay(handler) as target:
        status = send(edition, target, connections=connections)
        again = send(edition, target)

    assert status == again == Status(prepared=60, sent=60)
    assert edition.state == Edition.State.SENT
    assert Counter(letter.rcpt_tos[0] for letter in handler.letters) == Counter(p.email for p in people)
    assert {delivery_of(letter.mail_from) for letter in handler.letters} == set(
        edition.mailing.deliveries.values_list("pk", flat=True)
    )


@pytest.mark.skipif(not os.access(SINK, os.X_OK), reason="smtp-sink is not installed (Debian: postfix)")
def test_success_two_hundred_letters_into_a_pipelining_sink(
    edition: Edition, readers: Readers, tmp_path: Path
) -> None:
    people = readers(200)
    tmp_path.chmod(0o777)
    for parent in list(tmp_path.parents)[:2]:
        parent.chmod(0o755)

    with sink(tmp_path) as target:
        status = send(edition, target)
        assert send(edition, target) == status

    files = [path.read_bytes() for path in tmp_path.glob("letter.*")]
    recipients = [re.search(rb"^To: <(.+)>", file, re.MULTILINE)[1].decode() for file in files]  # type: ignore[index]
    identities = {re.search(rb"^Message-ID: (.+)$", file, re.MULTILINE)[1] for file in files}  # type: ignore[index]
    assert status == Status(prepared=200, sent=200)
    assert Counter(recipients) == Counter(person.email for person in people)
    assert len(identities) == 200


def test_success_answers_become_states(edition: Edition, readers: Readers) -> None:
    readers(6)
    readers(2, prefix="unknown")
    readers(2, prefix="later")
    readers(1, prefix="heavy")
    readers(1, prefix="policy")
    handler = Handler(
        refuse_recipient={"unknown": "550 5.1.1 no such user", "later": "451 4.2.2 mailbox full"},
        refuse_letter={"heavy": "552 5.3.4 too big", "policy": "550 5.7.1 not wanted"},
    )

    with relay(handler) as target:
        status = send(edition, target)

    assert status == Status(prepared=12, sent=6, failed=3, deferred=3)
    codes = Counter(edition.mailing.deliveries.exclude(code="250").values_list("code", flat=True))
    assert codes == {"550 5.1.1": 2, "451 4.2.2": 2, "552 5.3.4": 1, "550 5.7.1": 1}
    assert Event.objects.filter(kind="bounce", source="smtp").count() == 3
    assert edition.state == Edition.State.SENDING


def test_success_refusals_in_a_pipelining_session(edition: Edition, readers: Readers) -> None:
    if not os.access(SINK, os.X_OK):
        pytest.skip("smtp-sink is not installed (Debian: postfix)")
    readers(30)

    with sink(None, "-f", "RCPT") as target:
        status = send(edition, target)

    # The sink answers RCPT with a 5xx and DATA as if nothing had happened.
    assert status == Status(prepared=30, failed=30)


def test_success_deferred_letters_go_out_when_they_are_due(edition: Edition, readers: Readers) -> None:
    readers(3, prefix="later")
    handler = Handler(refuse_recipient={"later": "451 try later"})

    with relay(handler) as target:
        assert send(edition, target) == Status(prepared=3, deferred=3)
        handler.refuse_recipient.clear()
        assert send(edition, target) == Status(prepared=3, deferred=3)
        past = clock.now() - timedelta(seconds=1)
        Delivery.objects.update(not_before=past)
        Chunk.objects.update(not_before=past)
        assert send(edition, target) == Status(prepared=3, sent=3)

    assert set(edition.mailing.deliveries.values_list("attempts", flat=True)) == {2}


def test_success_who_leaves_meanwhile_gets_nothing(edition: Edition, readers: Readers) -> None:
    stays, leaves, forgotten = readers(3)
    handler = Handler()
    actions.start_sending(edition)
    subscribers.unsubscribe(leaves)
    subscribers.forget(forgotten.email)

    with relay(handler) as target:
        status = send(edition, target)

    assert status == Status(prepared=3, sent=1, skipped=2)
    assert [letter.rcpt_tos for letter in handler.letters] == [[stays.email]]


def test_success_who_pauses_meanwhile_gets_nothing(edition: Edition, readers: Readers) -> None:
    stays, pauses, returns, forgotten = readers(4)
    handler = Handler()
    actions.start_sending(edition)
    tomorrow = edition.edition_on + timedelta(days=1)
    Subscriber.objects.filter(pk=pauses.pk).update(paused_until=tomorrow)
    Subscriber.objects.filter(pk=returns.pk).update(paused_until=edition.edition_on)
    subscribers.forget(forgotten.email)

    with relay(handler) as target:
        status = send(edition, target)

    assert status == Status(prepared=4, sent=2, skipped=2)
    assert sorted(letter.rcpt_tos[0] for letter in handler.letters) == sorted([stays.email, returns.email])
    assert edition.mailing.deliveries.get(subscriber=pauses).code == "paused"
    assert edition.mailing.deliveries.get(subscriber=None).code == "left"


def test_success_a_lost_answer_is_doubt_and_resent_only_on_request(
    edition: Edition, readers: Readers
) -> None:
    readers(5)

    with BreakingRelay(letters=2, after_body=True) as broken, pytest.raises(RelayUnreachable):
        send(edition, broken.target, connections=1)

    # One letter's body went out on each of the sessions that broke.
    counts = reads.status(edition)
    assert (counts.sent, counts.prepared) == (2, 5)
    assert counts.doubt + counts.queued == 3 and counts.doubt >= 1

    handler = Handler()
    with relay(handler) as target:
        held = send(edition, target)
        assert (held.sent, held.doubt) == (5 - counts.doubt, counts.doubt)
        assert actions.resend_doubtful(edition) == counts.doubt
        assert send(edition, target) == Status(prepared=5, sent=5)
        assert actions.resend_doubtful(edition) == 0


def test_success_a_relay_that_closes_between_letters_leaves_no_doubt(
    edition: Edition, readers: Readers
) -> None:
    readers(5)

    with BreakingRelay(letters=2, after_body=False) as broken, pytest.raises(RelayUnreachable):
        send(edition, broken.target, connections=1)

    assert reads.status(edition) == Status(prepared=5, sent=2, queued=3)


def test_fail_no_relay(edition: Edition, readers: Readers) -> None:
    readers(3)

    with pytest.raises(RelayUnreachable):
        send(edition, Target(host="127.0.0.1", port=free_port()))

    assert reads.status(edition) == Status(prepared=3, queued=3)
    assert set(edition.mailing.chunks.values_list("state", flat=True)) == {"waiting"}


def test_success_a_dead_workers_rows_are_settled_by_its_journal(edition: Edition, readers: Readers) -> None:
    readers(4)
    actions.start_sending(edition)
    queued, known, refused, doubt = edition.mailing.deliveries.order_by("pk").values_list("pk", flat=True)
    edition.mailing.deliveries.update(state="sending", attempts=1)
    dead = "gone"
    edition.mailing.chunks.update(
        state="leased", fence=1, holder=f"{dead}:1", leased_until=clock.now() - timedelta(1)
    )
    edition.mailing.chunks.update(holder=f"{socket.gethostname()}:1")
    with journal.Journal(edition.mailing.pk) as book:
        book.handing(known, 1)
        book.answered(known, "250", 1)
        book.answered(refused, "550 5.1.1", 1)
        book.handing(doubt, 1)

    recover(edition.mailing)

    states = dict(edition.mailing.deliveries.values_list("pk", "state"))
    assert states == {queued: "queued", known: "sent", refused: "failed", doubt: "doubt"}
    assert edition.mailing.chunks.get().fence == 2


def test_success_another_machines_rows_are_in_doubt(edition: Edition, readers: Readers) -> None:
    readers(2)
    actions.start_sending(edition)
    edition.mailing.deliveries.update(state="sending", attempts=1)
    edition.mailing.chunks.update(
        state="leased", holder="another-machine:1", leased_until=clock.now() - timedelta(seconds=1)
    )

    recover(edition.mailing)

    assert reads.status(edition) == Status(prepared=2, doubt=2)


def test_success_a_living_workers_chunk_is_left_alone(edition: Edition, readers: Readers) -> None:
    readers(2)
    actions.start_sending(edition)
    edition.mailing.deliveries.update(state="sending", attempts=1)
    edition.mailing.chunks.update(
        state="leased",
        holder=f"{socket.gethostname()}:{os.getpid()}",
        leased_until=clock.now() + timedelta(1),
    )

    recover(edition.mailing)

    assert reads.status(edition).sending == 2


def test_success_rate_tokens_hold_letters_back(edition: Edition, readers: Readers) -> None:
    readers(10, domain="gmail.com")
    readers(2)
    SendingLimit.objects.create(domain_class="google", rate=0.01, capacity=4, tokens=4, filled_at=clock.now())
    handler = Handler()

    with relay(handler) as target:
        status = send(edition, target)

    assert status == Status(prepared=12, sent=6, queued=6)
    assert edition.mailing.chunks.get(domain_class="google").not_before > clock.now()


def test_success_a_policy_refusal_pauses_the_provider(edition: Edition, readers: Readers) -> None:
    readers(120, domain="gmail.com")
    handler = Handler(refuse_letter={"reader": "550 5.7.26 unauthenticated"})

    with relay(handler) as target:
        status = send(edition, target)

    assert status.failed == 0 and status.deferred + status.queued == 120
    # Not more than the slice under way was tried.
    assert status.queued >= 70
    assert sending_limits.available("google", 5, clock.now()).letters == 0


def test_success_editors_hear_once_of_a_policy_refusal(
    edition: Edition, readers: Readers, django_capture_on_commit_callbacks: Any
) -> None:
    User.objects.create_superuser("chief", "chief@estuaire.example", "x")
    readers(4)
    target = Handler(refuse_letter={"reader": "550 5.7.26 unauthenticated"})

    with relay(target) as place, django_capture_on_commit_callbacks(execute=True):
        send(edition, place)
        Delivery.objects.update(not_before=clock.now())
        Chunk.objects.update(not_before=clock.now())
        send(edition, place)

    assert set(edition.mailing.deliveries.values_list("attempts", flat=True)) == {2}
    (alert,) = mail.outbox
    assert alert.to == ["chief@estuaire.example"] and "550 5.7.26" in alert.body


def test_success_a_chunk_lost_to_another_worker_is_left_to_it(edition: Edition, readers: Readers) -> None:
    readers(60)
    handler = Handler()
    actions.start_sending(edition)

    def lose() -> bool:
        if len(handler.letters) >= 5:
            edition.mailing.chunks.update(
                fence=99, holder="elsewhere:1", leased_until=clock.now() + timedelta(1)
            )
        return False

    with relay(handler) as target:
        status = Pump(edition.mailing, SmtpTransport([target], connections=2)).run(stop=lose)
        assert status.sending > 0
        # The other one dies, and this machine's journal knows which letters went out.
        edition.mailing.chunks.update(holder=f"{socket.gethostname()}:1", leased_until=clock.now())
        assert send(edition, target) == Status(prepared=60, sent=60)

    assert len({letter.rcpt_tos[0] for letter in handler.letters}) == len(handler.letters) == 60


def test_success_nothing_is_sent_after_the_last_hour(edition: Edition, readers: Readers) -> None:
    readers(3)
    actions.start_sending(edition)
    Mailing.objects.update(not_after=clock.now())
    handler = Handler()

    with relay(handler) as target:
        status = Pump(edition.mailing, SmtpTransport([target], connections=2)).run()

    assert status == Status(prepared=3, skipped=3)
    assert not handler.letters


def test_success_logs_and_journal_name_nobody(
    edition: Edition, readers: Readers, caplog: pytest.LogCaptureFixture
) -> None:
    readers(3)
    readers(1, prefix="unknown")
    handler = Handler(refuse_recipient={"unknown": "550 5.1.1 <unknown0@example.org> no such user"})

    with caplog.at_level(logging.DEBUG, logger="rotative"), relay(handler) as target:
        send(edition, target)

    said = " ".join(f"{r.getMessage()} {r.__dict__}" for r in caplog.records if r.name.startswith("rotative"))
    assert "example.org" not in said + journal.path(edition.mailing.pk).read_text()


def command(*args: str) -> str:
    out = io.StringIO()
    call_command("edition", *args, stdout=out)
    return out.getvalue()


def test_success_the_command_from_composing_to_status(
    a_day: list[int], readers: Readers, settings: object
) -> None:
    Edition.objects.all().delete()
    readers(3)
    handler = Handler()

    composed = json.loads(command("compose", "--json"))
    assert set(composed) == {"date", "language", "seconds", "budget_s", "items"}
    assert composed["seconds"] <= composed["budget_s"] == 300
    assert composed["items"][0]["headline"] in command("preview").replace("\N{NO-BREAK SPACE}", " ")
    assert json.loads(command("status", "--json"))["prepared"] == 0
    command("approve")
    with relay(handler) as target:
        settings.ROTATIVE = {**settings.ROTATIVE, "smtp_port": target.port}  # type: ignore[attr-defined]
        sent = json.loads(command("send", "--json"))

    assert sent == json.loads(command("status", "--json"))
    assert sent == {
        "prepared": 3,
        "queued": 0,
        "sending": 0,
        "sent": 3,
        "deferred": 0,
        "failed": 0,
        "skipped": 0,
        "doubt": 0,
    }
    assert len(handler.letters) == 3
