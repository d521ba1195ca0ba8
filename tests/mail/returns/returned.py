"""Mails that come back about one letter."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as in_force

from rotative.editions import actions
from rotative.editions.models import Edition
from rotative.mail.message.verp import leave_address, message_name, return_path
from rotative.mail.models import Delivery
from rotative.subscribers.link_tokens import leave_token
from rotative.subscribers.models import Subscriber
from tests.mail.returns.parsing import samples
from tests.mail.sending.test_pump import Readers, edition

__all__ = ["edition"]

GONE = "550 5.1.1 User unknown"
FULL = "552 5.2.2 Mailbox full"


@pytest.fixture
def delivery(edition: Edition, readers: Readers) -> Delivery:
    """Return a letter that was sent to reader0@gmail.com, of an edition under way."""
    readers(1, domain="gmail.com")
    actions.start_sending(edition)
    one = Delivery.objects.get()
    Delivery.objects.update(state=Delivery.State.SENT, code="250")
    return one


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the Maildir of the settings."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setitem(in_force.ROTATIVE, "bounce_maildir", str(tmp_path))
    return tmp_path


def letter(delivery: Delivery, *, marks: bool = True) -> str:
    """Write the letter as a report carries it. marks: with its return path and its links."""
    reader = delivery.subscriber
    assert reader is not None
    token = leave_token(reader.pk, reader.secret)
    name = message_name(delivery.pk) if marks else f"{delivery.pk:010d}"
    head = f"Message-ID: <e{delivery.mailing_id}.{name}@estuaire.example>\nTo: {reader.email}\n"
    if marks:
        head += f"Return-Path: <{return_path(delivery.pk).decode()}>\n"
        head += f"List-Unsubscribe: <https://estuaire.example/_/unsubscribe/{token}/>,\n <mailto:{leave_address(token)}>\n"
    return head + "\nBonjour.\n"


def bounce(
    delivery: Delivery, said: str, *, action: str = "failed", marks: bool = True, name: str = "report.1"
) -> bytes:
    """Write a report on a letter."""
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
