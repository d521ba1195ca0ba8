"""An entry of a Maildir that is no mail stays where it is and holds up nothing."""

import logging
import os
import socket
from pathlib import Path

import pytest
from django.conf import settings as in_force

from rotative.mail import personal_data
from rotative.mail.models import Delivery, Event
from rotative.mail.returns import maildir
from rotative.mail.returns.inbound import Outcome
from tests.mail.returns.returned import GONE, bounce, box, delivery, state
from tests.mail.sending.test_pump import edition

__all__ = ["box", "delivery", "edition"]

pytestmark = pytest.mark.django_db


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link(path: Path) -> None:
    elsewhere = path.parent.parent / "elsewhere"
    elsewhere.write_bytes(b"a file of the machine")
    path.symlink_to(elsewhere)


def broken_link(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def listener(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        # The path of a socket is short.
        here = os.getcwd()
        os.chdir(path.parent)
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)


@pytest.mark.parametrize("make", [folder, pipe, link, broken_link, listener])
def test_fail_no_mail(delivery: Delivery, box: Path, make: object, caplog: pytest.LogCaptureFixture) -> None:
    # More of them than a run takes mails.
    odd = [box / "new" / f"{number}.odd" for number in range(30)]
    assert callable(make)
    for path in odd:
        make(path)
    (box / "new" / "99.host").write_bytes(bounce(delivery, GONE))
    there = sorted(os.listdir(box / "new"))

    assert maildir.has_new()
    assert maildir.run_once() == {Outcome.BOUNCE: 1}
    assert not maildir.run_once()
    assert not maildir.has_new()

    assert state(delivery) == "suppressed"
    assert sorted(os.listdir(box / "new")) == there[:-1]
    lines = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert {(one.getMessage(), getattr(one, "event", "")) for one in lines} == {
        ("Not a mail in the Maildir", "returns_not_a_mail")
    }
    # Each is said once, however often the folder is looked at.
    assert len(lines) == len(there) - 1


def test_fail_a_mail_that_cannot_be_moved(
    delivery: Delivery, box: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_keep", True)
    for number in range(26):
        (box / "new" / f"{number}.host").write_bytes(b"nothing that is known, %d" % number)
        # A file cannot take the place of a folder.
        (box / "cur" / f"{number}.host:2,S").mkdir()
    runs = 0

    while maildir.run_once():
        runs += 1
    (box / "new" / "99.host").write_bytes(bounce(delivery, GONE))
    found = maildir.run_once()

    assert (runs, found) == (2, {Outcome.BOUNCE: 1})
    assert (state(delivery), len(os.listdir(box / "new"))) == ("suppressed", 26)
    lines = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert [(one.getMessage(), getattr(one, "reason", "")) for one in lines] == [
        ("Returned mail not read or not moved", "IsADirectoryError")
    ] * 26


def test_success_what_is_kept_of_a_person(
    delivery: Delivery, box: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert delivery.subscriber is not None
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_keep", True)
    # As the handbook names it, from the home.
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_maildir", box.name)
    monkeypatch.setattr(in_force, "HOME", box.parent)
    (box / "new" / "1.host").write_bytes(bounce(delivery, GONE))
    maildir.run_once()
    folder(box / "cur" / "2.odd")
    pipe(box / "cur" / "3.odd")

    records = personal_data.export(delivery.subscriber.email_normalised)

    assert Event.objects.count() == 1
    assert {"kept": "1.host:2,S"} in records
