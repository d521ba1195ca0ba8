"""A letter's bytes: what a mail program reads of them, for every reader and script."""

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from rotative.mail.message.content import LEAVE
from rotative.mail.message.message import Addressed, Reader
from rotative.mail.message.mime import Heading, MimeWriter
from rotative.mail.message.verp import delivery_of, leave_address, message_name, return_path
from rotative.subscribers.link_tokens import LEAVE_LENGTH, leave_token

FRENCH = "L’été à Marsa : dès 10 h, « le port » s’éveille. " * 30
ARABIC = "الميناء يفتح أبوابه أمام السكان صباح اليوم. " * 30


def envelope(words: str, subject: str = "Une journée d’été", outlet: str = "L’Estuaire") -> MimeWriter:
    heading = Heading(
        mailing_id=7,
        kind="edition",
        list_name="letter",
        language="fr",
        outlet_name=outlet,
        subject_line=subject,
        sent_at=datetime(2026, 11, 23, 5, 30, tzinfo=UTC),
    )
    html = f'<html>\n<body>\n<p>{words}</p>\n.\n..dots\n<a href="https://estuaire.example/_/unsubscribe/{LEAVE}/">x</a>\n</body>\n</html>'
    text = f"{words}\n.\nPartir : https://estuaire.example/_/unsubscribe/{LEAVE}/\nfin\n"
    return MimeWriter(heading=heading, html=html, text=text)


def read(letter: Addressed) -> EmailMessage:
    """Parse a letter as the relay stores it."""
    assert letter.body.endswith(b"\r\n.\r\n")
    lines = letter.body[: -len(b".\r\n")].split(b"\r\n")
    plain = b"\r\n".join(line[1:] if line.startswith(b".") else line for line in lines)
    message = email.message_from_bytes(plain, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_success_a_token_stands_for_one_of_its_length() -> None:
    assert len(LEAVE) == LEAVE_LENGTH == len(leave_token(1, "x"))
    assert LEAVE_LENGTH % 3 == 0


@pytest.mark.parametrize("words", [FRENCH, ARABIC, "plain", "=\t. x" * 200, "é" * 76 + "\n" + "a" * 75])
def test_success_both_parts_arrive_unharmed_with_the_readers_own_link(words: str) -> None:
    letter = envelope(words).address(12, 1, Reader(5, "lina@example.org", "s"))
    token = leave_token(5, "s")

    message = read(letter)
    plain, rich = message.iter_parts()
    text, html = plain.get_content(), rich.get_content()

    assert (
        text.replace("\r\n", "\n").split()
        == (f"{words}\n.\nPartir : https://estuaire.example/_/unsubscribe/{token}/\nfin\n").split()
    )
    assert f'href="https://estuaire.example/_/unsubscribe/{token}/"' in html
    assert words.split() == html.split("<p>")[1].split("</p>")[0].split()
    assert not message.defects and not plain.defects and not rich.defects
    assert max(map(len, letter.body.split(b"\r\n"))) < 200


def test_success_headers() -> None:
    letter = envelope(FRENCH).address(12, 1, Reader(5, "lina@example.org", "s"))
    token = leave_token(5, "s")

    message = read(letter)

    assert message["To"] == "<lina@example.org>" or message["To"] == "lina@example.org"
    assert message["Subject"] == "Une journée d’été"
    assert message["Message-ID"] == f"<e7.{message_name(12)}@estuaire.example>"
    assert "fr.letter.estuaire.example" in message["List-Id"]
    assert message["List-Unsubscribe"].split(",")[0] == f"<https://estuaire.example/_/unsubscribe/{token}/>"
    assert message["List-Unsubscribe"].split(",")[1].strip() == f"<mailto:{leave_address(token)}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Feedback-ID"] == "e7:fr:edition:estuaire.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"


def test_success_no_two_readers_share_a_byte_of_each_other() -> None:
    whole = envelope(FRENCH)

    first = whole.address(1, 1, Reader(1, "a@example.org", "a"))
    second = whole.address(2, 1, Reader(2, "b@example.org", "b"))

    assert b"a@example.org" not in second.body and b"b@example.org" not in first.body
    assert leave_token(1, "a").encode() not in second.body


def test_success_a_line_end_in_a_headline_starts_no_header() -> None:
    letter = envelope("x", subject="Un titre\r\nBcc: everybody@example.org", outlet='A "B" <c>, d').address(
        1, 1, Reader(1, "a@example.org", "a")
    )

    message = read(letter)

    assert message["Bcc"] is None
    assert message["Subject"] == "Un titre Bcc: everybody@example.org"
    assert len(message["From"].addresses) == 1


def test_success_return_paths_are_signed() -> None:
    path = return_path(12).decode()

    assert delivery_of(path) == 12
    assert delivery_of(path.upper()) == 12
    assert delivery_of(path.replace("0000000012", "0000000013")) is None
    assert delivery_of("someone@example.org") is None
