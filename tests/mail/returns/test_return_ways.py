"""Each way a mail can come back: a Maildir, a pipe, a listener, a provider."""

import io
import json
import logging
import os
import smtplib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as in_force
from django.core.management import call_command
from django.test import Client

from rotative.core import conf
from rotative.core.logs import Lines
from rotative.mail.errors import NoMaildir
from rotative.mail.message.verp import return_path
from rotative.mail.models import Delivery, Event
from rotative.mail.returns import maildir
from rotative.mail.returns.inbound import Outcome
from rotative.project import cli
from tests.mail.returns.returned import FULL, GONE, bounce, box, delivery, state
from tests.mail.sending.relays import free_port
from tests.mail.sending.test_pump import edition
from tests.mail.sending.test_pump_killed import OUTSIDE, ROOT

__all__ = ["box", "delivery", "edition"]

pytestmark = pytest.mark.django_db


def test_success_a_maildir_is_emptied(delivery: Delivery, box: Path) -> None:
    (box / "new" / "1.host").write_bytes(bounce(delivery, GONE))
    (box / "new" / "2.host").write_bytes(b"nothing that is known")

    found = maildir.run_once()

    assert found == {Outcome.BOUNCE: 1, Outcome.ASIDE: 1}
    assert state(delivery) == "suppressed"
    assert [path for path in box.rglob("*") if path.is_file()] == []


def test_success_a_maildir_keeps_what_was_read(
    delivery: Delivery, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_keep", True)
    (box / "new" / "1.host").write_bytes(bounce(delivery, GONE))

    maildir.run_once()

    assert [path.name for path in box.rglob("*") if path.is_file()] == ["1.host:2,S"]


def test_success_killed_between_handling_and_deleting(
    delivery: Delivery, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (box / "new" / "1.host").write_bytes(bounce(delivery, FULL))

    def killed(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "unlink", killed)
        maildir.run_once()
    found = maildir.run_once()

    assert (found, Event.objects.count()) == ({Outcome.BOUNCE: 1}, 1)
    assert not list((box / "new").iterdir())


def test_success_a_maildir_named_from_the_home(
    delivery: Delivery, box: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_maildir", box.name)
    settings.HOME = box.parent
    (box / "new" / "1.host").write_bytes(bounce(delivery, GONE))

    assert maildir.run_once() == {Outcome.BOUNCE: 1}


def test_fail_no_maildir_there(box: Path) -> None:
    (box / "new").rmdir()

    with pytest.raises(NoMaildir) as caught:
        maildir.run_once()

    assert str(caught.value) == (
        f"{box} is no Maildir: it has no folder new. Correct bounce_maildir in rotative.toml."
    )


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
    """Return the environment of a newsroom of its own, whose first two letters were sent; its secrets are the suite's."""
    folder = tmp_path / "home"
    environment = OUTSIDE | {
        "DJANGO_SETTINGS_MODULE": "rotative.project.settings",
        "ROTATIVE_HOME": str(folder),
        "ROTATIVE_SECRET_KEY": in_force.SECRET_KEY,
        "ROTATIVE_BOUNCE_DOMAIN": conf.get("bounce_domain"),
    }
    subprocess.run(
        [sys.executable, "-m", "tests.mail.sending.prepare_home", str(folder), "2"],
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
    """Set a secret for providers to report with."""
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
    report = _postmark(delivery)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Lines())
    logging.getLogger("django.request").addHandler(handler)

    answers = [
        client.post("/_/returns/postmark/other/", report, content_type="application/json").status_code,
        client.post("/_/returns/no_such/s3cret/", report, content_type="application/json").status_code,
        client.get(provider).status_code,
    ]

    logging.getLogger("django.request").removeHandler(handler)
    assert answers == [404, 404, 405]
    assert "Not Found: /_/returns/" in written.getvalue() and "s3cret" not in written.getvalue()
    assert state(delivery) == "confirmed"


def test_fail_a_report_whose_signature_is_wrong(
    client: Client, delivery: Delivery, provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(in_force.ROTATIVE, "webhook_options", "webhook_signing_key=key")
    report = {"signature": {"timestamp": "1", "token": "t", "signature": "wrong"}, "event-data": {}}

    answer = client.post("/_/returns/mailgun/s3cret/", report, content_type="application/json")

    assert answer.status_code == 400
