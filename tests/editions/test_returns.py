"""What a mail that came back changes, by each way it can come."""

import io
import json
import logging
import os
import smtplib
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as in_force
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils.timezone import localdate

from rotative.core import clock, conf, people
from rotative.editions import actions, aside, maildir, returns, tallies, weighing
from rotative.editions.errors import AsideFull, NoMaildir
from rotative.editions.models import Delivery, Edition, Event, RateBucket, Receipt
from rotative.editions.return_path import leave_address, return_path
from rotative.editions.returns import Outcome, receive
from rotative.project import cli
from rotative.staff.models import User
from rotative.subscribers.bounces import Failure, Kind, Reason, read
from rotative.subscribers.models import Subscriber, Suppression
from rotative.subscribers.tokens import leave_token
from tests.editions.relays import free_port
from tests.editions.test_pump import Readers, edition
from tests.editions.test_pump_killed import OUTSIDE, ROOT
from tests.subscribers.bounces import samples

__all__ = ["edition"]

pytestmark = pytest.mark.django_db

GONE = "550 5.1.1 User unknown"
FULL = "552 5.2.2 Mailbox full"


@pytest.fixture
def delivery(edition: Edition, readers: Readers) -> Delivery:
    """A letter that was sent to reader0@gmail.com, of an edition under way."""
    readers(1, domain="gmail.com")
    actions.start_sending(edition)
    one = Delivery.objects.get()
    Delivery.objects.update(state=Delivery.State.SENT, code="250")
    return one


def letter(delivery: Delivery, *, marks: bool = True) -> str:
    """The letter as a report carries it; marks: with its return path and its links."""
    reader = delivery.subscriber
    assert reader is not None
    token = leave_token(reader.pk, reader.secret)
    head = f"Message-ID: <e{delivery.edition_id}.{delivery.pk:010d}@estuaire.example>\nTo: {reader.email}\n"
    if marks:
        head += f"Return-Path: <{return_path(delivery.pk).decode()}>\n"
        head += f"List-Unsubscribe: <https://estuaire.example/_/unsubscribe/{token}/>,\n <mailto:{leave_address(token)}>\n"
    return head + "\nBonjour.\n"


def bounce(
    delivery: Delivery, said: str, *, action: str = "failed", marks: bool = True, name: str = "report.1"
) -> bytes:
    """A report on a letter."""
    assert delivery.subscriber is not None
    status = said.split()[1]
    group = f"Final-Recipient: rfc822; {delivery.subscriber.email}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {said}"
    raw = samples.dsn(groups=group, letter=letter(delivery, marks=marks))
    return raw.replace(b"<report.1@", f"<{name}@".encode())


def complaint(delivery: Delivery, fields: str = "Feedback-Type: abuse", *, marks: bool = True) -> bytes:
    return samples.complaint(fields, letter=letter(delivery, marks=marks))


def to(address: str, **given: Any) -> bytes:
    return samples.reply(**{"subject": "", "said": "", **given}).replace(
        b"b-0000000042-0123456789ab@bounces.example.org", address.encode()
    )


def state(delivery: Delivery) -> str:
    reader = Subscriber.objects.get(pk=delivery.subscriber_id)
    return str(reader.state)


def test_success_a_mailbox_that_is_gone_is_written_to_no_more(delivery: Delivery) -> None:
    outcome = receive(bounce(delivery, GONE))

    event = Event.objects.get()
    assert (outcome, state(delivery)) == (Outcome.BOUNCE, "suppressed")
    assert (event.kind, event.reason, event.code, event.edition_id) == (
        "bounce",
        "gone",
        "5.1.1",
        delivery.edition_id,
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
    """One letter for each, before the one that is delivered."""
    for days in days_ago:
        before = Edition.objects.create(
            edition_on=localdate() - timedelta(days=days + 1), language="fr", budget_s=300,
            since_at=clock.now(), until_at=clock.now(), composed_at=clock.now(),
        )  # fmt: skip
        other = Delivery.objects.create(
            edition=before, chunk=delivery.chunk, subscriber=delivery.subscriber, changed_at=clock.now()
        )
        Event.objects.create(
            kind="bounce", edition=before, delivery=other, subscriber=delivery.subscriber, reason=reason,
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


def test_success_what_is_minded_about_us_is_told_and_blames_nobody(
    delivery: Delivery, django_capture_on_commit_callbacks: Any
) -> None:
    User.objects.create_superuser("chief", "chief@estuaire.example", "x")
    _letters_came_back(delivery, [8, 6, 4, 2], reason="sender")

    with django_capture_on_commit_callbacks(execute=True):
        receive(bounce(delivery, "550 5.7.1 Blocked: poor reputation"))
        receive(bounce(delivery, "550 5.7.1 Blocked: poor reputation", name="report.2"))

    assert state(delivery) == "confirmed"
    assert RateBucket.objects.get(domain_class="google").paused_until is not None
    (told,) = mail.outbox
    assert told.to == ["chief@estuaire.example"] and "google" in told.body and "gmail.com" not in told.body


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


def test_success_a_complaint_without_our_marks_unsubscribes_and_does_no_more(delivery: Delivery) -> None:
    receive(complaint(delivery, "Feedback-Type: abuse\nOriginal-Rcpt-To: reader0@gmail.com", marks=False))

    assert state(delivery) == "unsubscribed"
    assert not Suppression.objects.exists()
    assert Event.objects.get().kind == Event.Kind.COMPLAINT


@pytest.mark.parametrize("make", [bounce, complaint])
def test_fail_a_report_that_anybody_could_write(delivery: Delivery, make: Any) -> None:
    raw = make(delivery, GONE) if make is bounce else make(delivery)
    forged = raw.replace(return_path(delivery.pk), return_path(delivery.pk + 1))
    token = leave_token(delivery.subscriber_id or 0, delivery.subscriber.secret)  # type: ignore[union-attr]
    forged = forged.replace(token.encode(), token[:11].encode() + b"A" * 43)
    forged = forged.replace(b"<e", b"<x")

    assert receive(forged) == Outcome.ASIDE
    assert state(delivery) == "confirmed"
    assert [path.name.split(".")[1] for path in aside.kept()] == ["unproven"]


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
    assert [path.name.split(".")[1] for path in aside.kept()] == ["wordless"]


def test_success_no_log_line_names_an_address(delivery: Delivery, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    receive(bounce(delivery, GONE))
    receive(complaint(delivery))
    receive(b"\xff\x00 reader0@gmail.com")

    assert not [one for one in caplog.records if "@" in f"{one.getMessage()} {one.__dict__}"]


def test_success_what_the_relay_refused_is_weighed(delivery: Delivery) -> None:
    for code in ("550 5.1.1", "550"):
        Event.objects.create(
            kind="bounce", delivery=delivery, edition=delivery.edition, subscriber=delivery.subscriber,
            code=code, source="smtp", happened_at=clock.now(),
        )  # fmt: skip

    assert (weighing.turn(), weighing.turn()) == (2, 0)
    assert state(delivery) == "suppressed"
    assert sorted(Event.objects.values_list("code", "reason")) == [("550", "unsaid"), ("550 5.1.1", "gone")]


def test_success_a_bare_refusal_decides_nothing_alone(delivery: Delivery) -> None:
    Event.objects.create(
        kind="bounce", delivery=delivery, edition=delivery.edition, subscriber=delivery.subscriber,
        code="550", source="smtp", happened_at=clock.now(),
    )  # fmt: skip

    weighing.turn()

    assert state(delivery) == "confirmed"


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Maildir of the settings."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_maildir", str(tmp_path))
    return tmp_path


def test_success_a_maildir_is_emptied(delivery: Delivery, box: Path) -> None:
    (box / "new" / "1.host").write_bytes(bounce(delivery, GONE))
    (box / "new" / "2.host").write_bytes(b"nothing that is known")

    found = maildir.turn()

    assert found == {Outcome.BOUNCE: 1, Outcome.ASIDE: 1}
    assert state(delivery) == "suppressed"
    assert [path for path in box.rglob("*") if path.is_file()] == []


def test_success_a_maildir_keeps_what_was_read(
    delivery: Delivery, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_keep", True)
    (box / "new" / "1.host").write_bytes(bounce(delivery, GONE))

    maildir.turn()

    assert [path.name for path in box.rglob("*") if path.is_file()] == ["1.host:2,S"]


def test_success_killed_between_handling_and_deleting(
    delivery: Delivery, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (box / "new" / "1.host").write_bytes(bounce(delivery, FULL))

    def killed(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "unlink", killed)
        maildir.turn()
    found = maildir.turn()

    assert (found, Event.objects.count()) == ({Outcome.BOUNCE: 1}, 1)
    assert not list((box / "new").iterdir())


def test_success_a_maildir_named_from_the_home(
    delivery: Delivery, box: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_maildir", box.name)
    settings.HOME = box.parent
    (box / "new" / "1.host").write_bytes(bounce(delivery, GONE))

    assert maildir.turn() == {Outcome.BOUNCE: 1}


def test_fail_no_maildir_there(box: Path) -> None:
    (box / "new").rmdir()

    with pytest.raises(NoMaildir) as caught:
        maildir.turn()

    assert str(caught.value) == (
        f"{box} is no Maildir: it has no folder new. Mend bounce_maildir in rotative.toml."
    )


def test_fail_nobody_looks_at_what_is_kept(
    delivery: Delivery, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "MOST", 1)
    receive(b"one that is not known")
    for number in range(3):
        (box / "new" / f"{number}.host").write_bytes(b"another %d" % number)
    (box / "new" / "9.host").write_bytes(bounce(delivery, GONE))

    found: Counter[Outcome] = Counter()
    with pytest.raises(AsideFull):
        while some := maildir.turn(limit=1):
            found += some

    assert found == {Outcome.BOUNCE: 1}
    assert sorted(path.name for path in (box / "new").iterdir()) == ["0.host", "1.host", "2.host"]
    assert Receipt.objects.count() == 2


def test_success_mails_that_waited_are_read_once_there_is_room(
    delivery: Delivery, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (box / "new" / "1.host").write_bytes(b"one that is not known")
    with monkeypatch.context() as patched, pytest.raises(AsideFull):
        patched.setattr(aside, "MOST", 0)
        while maildir.turn():
            pass

    assert maildir.turn() == {Outcome.ASIDE: 1}


def test_success_what_is_kept_is_private_found_and_goes(delivery: Delivery) -> None:
    receive(to("someone@localhost", said="I am Reader0@Gmail.com, please write."))
    (path,) = aside.kept()

    modes = (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777)
    people.erase("reader0@gmail.com")

    assert modes == (0o600, 0o700)
    assert aside.kept() == []


def test_success_kept_mails_go_after_their_days(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    receive(b"one that is not known")
    returns.tidy()
    before = aside.count()

    monkeypatch.setitem(in_force.ROTATIVE, "bounce_aside_days", -1)
    returns.tidy()

    assert (before, aside.count()) == (1, 0)


def test_success_kept_mails_are_read_again(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        # As if another secret had been in force.
        patched.setattr(returns, "delivery_of", lambda address: None)
        patched.setattr(returns, "leaver", lambda address: None)
        raw = bounce(delivery, GONE).replace(b"<e", b"<x")
        assert receive(raw) == Outcome.ASIDE

    assert returns.again() == {Outcome.BOUNCE: 1}
    assert (aside.count(), state(delivery)) == (0, "suppressed")


def _brzdt(delivery: Delivery) -> bytes:
    """A server that speaks of a letter of ours in words nobody knows."""
    return to(
        return_path(delivery.pk).decode(), sender="mailer-daemon@mx.example.net", said="Brzdt.", subject="Hm"
    )


def _understand(monkeypatch: pytest.MonkeyPatch, **understood: Any) -> None:
    """As another version would read mails."""
    monkeypatch.setattr(returns, "read", lambda raw, **given: replace(read(raw, **given), **understood))


def test_success_an_unknown_mail_about_a_known_reader_is_read_again(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _understand(patched, mechanical=False)
        assert receive(_brzdt(delivery)) == Outcome.ASIDE

    assert returns.again() == {Outcome.BOUNCE: 1}
    assert [aside.why(path) for path in aside.kept()] == ["wordless"]


def test_success_a_wordless_mail_stays_until_it_is_understood(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(_brzdt(delivery))

    assert returns.again() == {Outcome.ASIDE: 1}
    assert (aside.count(), state(delivery)) == (1, "confirmed")

    gone = Failure(address="reader0@gmail.com", temporary=False, reason=Reason.GONE, status="5.1.1")
    _understand(monkeypatch, kind=Kind.BOUNCE, failures=(gone,))
    assert returns.again() == {Outcome.BOUNCE: 1}
    assert (aside.count(), state(delivery)) == (0, "suppressed")
    assert Event.objects.get().reason == "gone"


def test_success_a_pipe(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = bounce(delivery, GONE, marks=False)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    said = io.StringIO()

    call_command("returns", "read", "--json", "--recipient", return_path(delivery.pk).decode(), stdout=said)

    assert json.loads(said.getvalue()) == {
        "bounce": 1, "delay": 0, "complaint": 0, "left": 0, "ignored": 0, "aside": 0, "kept": 0,
    }  # fmt: skip
    assert state(delivery) == "suppressed"


def _unreadable(named: str | None = None) -> Path:
    raise PermissionError


@pytest.mark.parametrize("find", [None, _unreadable])
def test_fail_a_pipe_without_a_home_has_the_mail_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, find: Any
) -> None:
    if find:
        monkeypatch.setattr("rotative.project.home.find", find)

    assert cli.main(["--home", str(tmp_path), "returns", "read"]) == os.EX_TEMPFAIL


@pytest.fixture
def home(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a newsroom of its own, whose first two letters were sent; its secrets are the suite's."""
    folder = tmp_path / "home"
    environment = OUTSIDE | {
        "DJANGO_SETTINGS_MODULE": "rotative.project.settings",
        "ROTATIVE_HOME": str(folder),
        "ROTATIVE_SECRET_KEY": in_force.SECRET_KEY,
        "ROTATIVE_BOUNCE_DOMAIN": conf.get("bounce_domain"),
    }
    subprocess.run(
        [sys.executable, "-m", "tests.editions.prepare_home", str(folder), "2"],
        cwd=ROOT, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    yield environment


@pytest.mark.processes
def test_success_a_listener(home: dict[str, str], delivery: Delivery) -> None:
    refused = []
    for number, kind in ((1, smtplib.LMTP), (2, smtplib.SMTP)):
        port = free_port()
        options = ["--bind", f"127.0.0.1:{port}", *(["--smtp"] if kind is smtplib.SMTP else [])]
        with subprocess.Popen(
            [sys.executable, "-m", "rotative", "returns", "listen", *options],
            env=home,
            stdout=subprocess.PIPE,
        ) as listener:
            assert listener.stdout is not None
            said = listener.stdout.readline()
            try:
                with kind("127.0.0.1", port) as session:
                    session.sendmail("", [return_path(number).decode()], bounce(delivery, GONE, marks=False))
                    session.docmd("MAIL FROM:<>")
                    refused.append(session.docmd("RCPT TO:<a@b.example>")[0])
            finally:
                listener.terminate()

        assert (listener.returncode, said.decode().split(":")[0]) == (0, "SMTP" if number == 2 else "LMTP")
    with closing(sqlite3.connect(Path(home["ROTATIVE_HOME"]) / "db.sqlite3")) as database:
        states = database.execute("SELECT state FROM subscribers_subscriber ORDER BY id").fetchall()
    assert states == [("suppressed",), ("suppressed",)]
    assert refused == [550, 550]


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> str:
    """A secret for providers to report with."""
    pytest.importorskip("anymail", reason="django-anymail is not installed (the extra providers)")
    monkeypatch.setitem(in_force.ROTATIVE, "webhook_secret", "s3cret")
    return "/_/returns/postmark/s3cret/"


def _postmark(delivery: Delivery, **said: object) -> dict[str, object]:
    return {
        "RecordType": "Bounce", "Type": "HardBounce", "ID": 7, "Email": "reader0@gmail.com",
        "MessageID": "m-1", "BouncedAt": "2026-11-23T07:00:00Z", "Details": f"smtp;{GONE}",
        "Metadata": {"delivery": str(delivery.pk)}, **said,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "suppressed"),
        ({"Details": "smtp;452 4.2.2 over quota", "Type": "SoftBounce"}, "confirmed"),
        ({"Details": "", "Type": "SoftBounce"}, "confirmed"),
        ({"Type": "Blocked", "Details": ""}, "confirmed"),
        ({"Type": "Transient"}, "confirmed"),
        ({"RecordType": "SpamComplaint", "Type": "SpamComplaint"}, "suppressed"),
        ({"RecordType": "SubscriptionChange", "SuppressSending": True, "ChangedAt": "2026-11-23T07:00:00Z",
          "SuppressionReason": "ManualSuppression"}, "unsubscribed"),
        ({"RecordType": "Open"}, "confirmed"),
    ],
)  # fmt: skip
def test_success_a_provider_reports(
    client: Client, delivery: Delivery, provider: str, said: dict[str, object], expected: str
) -> None:
    for _twice in range(2):
        answer = client.post(provider, _postmark(delivery, **said), content_type="application/json")

    assert (answer.status_code, state(delivery)) == (200, expected)
    assert Event.objects.count() <= 1
    assert set(Event.objects.values_list("source", flat=True)) <= {"postmark"}


def test_success_a_provider_names_the_letter_its_own_way(
    client: Client, delivery: Delivery, provider: str
) -> None:
    Delivery.objects.update(provider_id="m-1")

    client.post(provider, _postmark(delivery, Metadata={}), content_type="application/json")

    assert state(delivery) == "suppressed"


def test_fail_a_provider_without_the_secret(client: Client, delivery: Delivery, provider: str) -> None:
    told = _postmark(delivery)

    answers = [
        client.post("/_/returns/postmark/other/", told, content_type="application/json").status_code,
        client.post("/_/returns/no_such/s3cret/", told, content_type="application/json").status_code,
        client.get(provider).status_code,
    ]

    assert answers == [404, 404, 405]
    assert state(delivery) == "confirmed"


def test_fail_a_report_whose_signature_is_wrong(
    client: Client, delivery: Delivery, provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(in_force.ROTATIVE, "webhook_options", "webhook_signing_key=key")
    told = {"signature": {"timestamp": "1", "token": "t", "signature": "wrong"}, "event-data": {}}

    answer = client.post("/_/returns/mailgun/s3cret/", told, content_type="application/json")

    assert answer.status_code == 400


def test_success_an_edition_is_summed_up(delivery: Delivery) -> None:
    receive(bounce(delivery, FULL))
    receive(complaint(delivery))

    (balance,) = tallies.balances([delivery.edition])

    assert (balance.bounced, balance.complained, balance.unsubscribed) == (1, 1, 0)
