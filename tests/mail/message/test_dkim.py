"""Signatures, verified by dkimpy over what a relay received."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from rotative.core import conf
from rotative.mail.errors import BadSigningKey
from rotative.mail.message.content import LEAVE
from rotative.mail.message.dkim import canonical_body, signing_key
from rotative.mail.message.message import Reader
from rotative.mail.message.mime import Heading, MimeWriter
from tests.mail.message.test_mime import ARABIC, FRENCH, envelope

Use = Callable[[Any], None]


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def use(settings: Any, tmp_path: Path) -> Iterator[Use]:
    """Sign with this key from now on."""

    def install(key: Any) -> None:
        place = tmp_path / "dkim.pem"
        place.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        settings.ROTATIVE = {
            **settings.ROTATIVE,
            "dkim_key": str(place),
            "dkim_selector": "s1",
            "mail_from": "edition@estuaire.example",
        }

    yield install


def stored(body: bytes) -> bytes:
    """Return the letter as a relay stores it."""
    lines = body[: -len(b".\r\n")].split(b"\r\n")
    return b"\r\n".join(line[1:] if line.startswith(b".") else line for line in lines)


def verified(message: bytes) -> bool:
    key = signing_key()
    assert key is not None

    def record(name: bytes, timeout: int = 5) -> bytes:
        assert name.decode().rstrip(".") == "s1._domainkey.estuaire.example" == key.record_name
        return key.record.encode()

    return bool(dkim.verify(message, dnsfunc=record))


@pytest.mark.parametrize(
    "words",
    [FRENCH, ARABIC, "two  spaces\tand a tab \n.dots\n..twice\n\n\nx", "=\t. x" * 200, "é" * 76 + "\n\n"],
)
def test_success_every_copy_verifies(words: str, use: Use, rsa_key: rsa.RSAPrivateKey) -> None:
    use(rsa_key)
    whole = envelope(
        words, subject="Une  journée\td’été et encore une ligne assez longue pour être pliée en deux"
    )

    for number in (1, 2):
        letter = whole.address(number, 1, Reader(number, f"reader{number}@example.org", "secret"))
        message = stored(letter.body)
        assert verified(message)
        assert message.startswith(b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;")


def test_fail_a_letter_that_was_changed(use: Use, rsa_key: rsa.RSAPrivateKey) -> None:
    use(rsa_key)
    message = stored(envelope(FRENCH).address(12, 1, Reader(5, "lina@example.org", "s")).body)

    assert verified(message)
    assert not verified(message.replace(b"lina@example.org", b"mona@example.org"))
    assert not verified(message.replace(b"One-Click", b"No-Click"))
    assert not verified(b"From: somebody@example.org\r\n" + message)
    assert not verified(message.replace(b"=_rotative", b"=_ratative"))


def test_success_every_header_of_ours_is_signed(use: Use, rsa_key: rsa.RSAPrivateKey) -> None:
    use(rsa_key)
    head = stored(envelope("x").address(1, 1, Reader(1, "a@example.org", "a")).body).partition(b"\r\n\r\n")[0]

    names = [name.decode().lower() for name in re.findall(rb"^([A-Za-z-]+):", head, re.MULTILINE)]
    signed = re.search(rb"h=([a-z:-]+);", head)
    assert signed is not None
    assert signed[1].decode().split(":") == [*names[1:], "from"]
    assert {"list-unsubscribe", "list-unsubscribe-post", "message-id", "subject", "date"} <= set(names)
    assert max(map(len, head.split(b"\r\n"))) < 250


def test_success_without_a_key_nothing_is_signed() -> None:
    letter = envelope("x").address(1, 1, Reader(1, "a@example.org", "a"))

    assert signing_key() is None
    assert b"DKIM" not in letter.body


def test_success_the_signing_domain_can_be_named(use: Use, rsa_key: rsa.RSAPrivateKey, settings: Any) -> None:
    use(rsa_key)
    settings.ROTATIVE = {**settings.ROTATIVE, "dkim_domain": "letters.example"}

    key = signing_key()

    assert key is not None
    assert key.record_name == f"{conf.get('dkim_selector')}._domainkey.letters.example"
    assert key.record.startswith("v=DKIM1; k=rsa; p=")


def test_success_relaxed_body() -> None:
    # RFC 6376, 3.4.5.
    assert canonical_body(b" C \r\nD \t E\r\n\r\n\r\n") == b" C\r\nD E\r\n"
    assert canonical_body(b"") == b""


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n"])
def test_fail_no_key_in_the_file(content: bytes, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "dkim.pem").write_bytes(content)
    settings.ROTATIVE = {**settings.ROTATIVE, "dkim_key": str(tmp_path / "dkim.pem")}

    with pytest.raises(BadSigningKey):
        signing_key()


def test_fail_keys_that_nobody_trusts(use: Use) -> None:
    for key in (
        rsa.generate_private_key(public_exponent=65537, key_size=1024),
        ec.generate_private_key(ec.SECP256R1()),
    ):
        use(key)
        with pytest.raises(BadSigningKey) as caught:
            signing_key()
        assert "2048" in str(caught.value)


def test_fail_no_such_file(settings: Any, tmp_path: Path) -> None:
    settings.ROTATIVE = {**settings.ROTATIVE, "dkim_key": str(tmp_path / "absent.pem")}

    with pytest.raises(BadSigningKey) as caught:
        MimeWriter(
            heading=Heading(
                mailing_id=1,
                kind="edition",
                list_name="letter",
                language="fr",
                outlet_name="x",
                subject_line="x",
                sent_at=datetime(2026, 11, 23, tzinfo=UTC),
            ),
            html=LEAVE,
            text=LEAVE,
        )

    assert "No such file" in str(caught.value)
