"""An edition on its way to readers, through a relay that keeps the letters."""

import email
import email.policy
import re
from collections.abc import Sequence
from email.message import EmailMessage
from urllib.parse import urlsplit

from aiosmtpd.smtp import Envelope
from lxml import html

from rotative.editions import actions
from rotative.editions.models import Edition
from rotative.mail.sending.pump import Pump
from rotative.mail.sending.smtp import SmtpTransport
from rotative.mail.sending.smtp_relay import Target

_URL = re.compile(r"https?://[^\s<>\"]+")


def approved(edition: Edition) -> Edition:
    """Approve an edition, so that it only has to be sent."""
    actions.approve(edition)
    actions.start_sending(edition)
    return edition


def hand_over(edition: Edition, target: Target) -> None:
    """Send what is due of an edition."""
    Pump(edition.mailing, SmtpTransport([target], connections=1)).run()


def to(address: str, envelopes: Sequence[Envelope]) -> list[EmailMessage]:
    """Return the letters that the relay got for a mailbox, parsed."""
    return [parsed(one) for one in envelopes if one.rcpt_tos == [address]]


def parsed(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert isinstance(letter, EmailMessage)
    return letter


def part(letter: EmailMessage, kind: str) -> str:
    """Return one of the two texts of a letter: "html" or "plain"."""
    found = letter.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def paths(letter: EmailMessage) -> dict[str, set[str]]:
    """Return the paths to which a letter links, by place in the letter."""
    document = html.fromstring(part(letter, "html").encode())
    found = {
        "html": [str(address) for address in document.xpath("//@href")],
        "plain": _URL.findall(part(letter, "plain")),
        "headers": _URL.findall(str(letter["List-Unsubscribe"])),
    }
    return {where: {urlsplit(address).path or "/" for address in each} for where, each in found.items()}
