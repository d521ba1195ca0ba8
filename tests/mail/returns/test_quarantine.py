"""Mails nobody could read: kept, private, found, read again."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as in_force

from rotative.core import personal_data
from rotative.mail.errors import QuarantineFull
from rotative.mail.message.verp import return_path
from rotative.mail.models import Delivery, Event, Receipt
from rotative.mail.returns import inbound, maildir, quarantine
from rotative.mail.returns.inbound import Outcome, receive
from rotative.mail.returns.parsing import Failure, Kind, Reason
from rotative.mail.returns.reader import read
from tests.mail.returns.returned import GONE, bounce, box, delivery, state, to
from tests.mail.sending.test_pump import edition

__all__ = ["box", "delivery", "edition"]

pytestmark = pytest.mark.django_db


def test_fail_nobody_looks_at_what_is_kept(
    delivery: Delivery, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "MOST", 1)
    receive(b"one that is not known")
    for number in range(3):
        (box / "new" / f"{number}.host").write_bytes(b"another %d" % number)
    (box / "new" / "9.host").write_bytes(bounce(delivery, GONE))

    found: Counter[Outcome] = Counter()
    with pytest.raises(QuarantineFull):
        while some := maildir.run_once(limit=1):
            found += some

    assert found == {Outcome.BOUNCE: 1}
    assert sorted(path.name for path in (box / "new").iterdir()) == ["0.host", "1.host", "2.host"]
    assert Receipt.objects.count() == 2


def test_success_mails_that_waited_are_read_once_there_is_room(
    delivery: Delivery, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (box / "new" / "1.host").write_bytes(b"one that is not known")
    with monkeypatch.context() as patched, pytest.raises(QuarantineFull):
        patched.setattr(quarantine, "MOST", 0)
        while maildir.run_once():
            pass

    assert maildir.run_once() == {Outcome.ASIDE: 1}


def test_success_what_is_kept_is_private_found_and_goes(delivery: Delivery) -> None:
    receive(to("someone@localhost", said="I am Reader0@Gmail.com, please write."))
    (path,) = quarantine.kept()

    modes = (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777)
    personal_data.erase("reader0@gmail.com")

    assert modes == (0o600, 0o700)
    assert quarantine.kept() == []


def test_success_kept_mails_go_after_their_days(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    receive(b"one that is not known")
    inbound.tidy()
    before = quarantine.count()

    monkeypatch.setitem(in_force.ROTATIVE, "quarantine_days", -1)
    inbound.tidy()

    assert (before, quarantine.count()) == (1, 0)


def test_success_kept_mails_are_read_again(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        # As if another secret had been in force.
        patched.setattr(inbound, "delivery_of", lambda address: None)
        patched.setattr(inbound, "leaver", lambda address: None)
        raw = bounce(delivery, GONE).replace(b"<e", b"<x")
        assert receive(raw) == Outcome.ASIDE

    assert inbound.read_again() == {Outcome.BOUNCE: 1}
    assert (quarantine.count(), state(delivery)) == (0, "suppressed")


def _brzdt(delivery: Delivery) -> bytes:
    """Write the mail of a server about a letter of ours, in words that nobody knows."""
    return to(
        return_path(delivery.pk).decode(), sender="mailer-daemon@mx.example.net", said="Brzdt.", subject="Hm"
    )


def _understand(monkeypatch: pytest.MonkeyPatch, **understood: Any) -> None:
    """Read mails as another version would."""
    monkeypatch.setattr(inbound, "read", lambda raw, **given: replace(read(raw, **given), **understood))


def test_success_an_unknown_mail_about_a_known_reader_is_read_again(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _understand(patched, mechanical=False)
        assert receive(_brzdt(delivery)) == Outcome.ASIDE

    assert inbound.read_again() == {Outcome.BOUNCE: 1}
    assert [quarantine.why(path) for path in quarantine.kept()] == ["wordless"]


def test_success_a_wordless_mail_stays_until_it_is_understood(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(_brzdt(delivery))

    assert inbound.read_again() == {Outcome.ASIDE: 1}
    assert (quarantine.count(), state(delivery)) == (1, "confirmed")

    gone = Failure(address="reader0@gmail.com", temporary=False, reason=Reason.GONE, status="5.1.1")
    _understand(monkeypatch, kind=Kind.BOUNCE, failures=(gone,))
    assert inbound.read_again() == {Outcome.BOUNCE: 1}
    assert (quarantine.count(), state(delivery)) == (0, "suppressed")
    assert Event.objects.get().reason == "gone"
