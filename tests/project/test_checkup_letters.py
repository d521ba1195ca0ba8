"""Checks of relays, provider and DKIM key by `rotative check`, and the record that `rotative conf dkim` prints."""

import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_public_key,
)

from rotative.mail.errors import NoSigningKey
from rotative.mail.message.dkim import record_line
from rotative.project.checkup import letters

Set = Callable[..., None]


@pytest.fixture
def put(settings: Any) -> Set:
    """Return a function that gives settings other values."""

    def change(**values: object) -> None:
        settings.ROTATIVE = {**settings.ROTATIVE, **values}

    return change


@pytest.fixture
def key_file(tmp_path: Path, put: Set) -> Path:
    """Create a good key and name it in the settings."""
    place = tmp_path / "dkim.pem"
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    place.touch(mode=0o600)
    place.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    put(
        dkim_key=str(place),
        dkim_selector="k1",
        mail_from="edition@news.example.org",
        dkim_domain="example.org",
    )
    return place


def codes(found: Any) -> list[str]:
    return [one.code for one in found]


def test_success_nothing_to_say(key_file: Path) -> None:
    assert codes(letters.relays()) == codes(letters.provider()) == codes(letters.signing()) == []


def test_fail_a_relay_that_is_not_understood(put: Set) -> None:
    put(smtp_relays="one.example")

    assert codes(letters.relays()) == ["relay.not_understood"]


def test_fail_a_password_in_the_clear(put: Set) -> None:
    put(
        smtp_relays="smtp://u:p@one.example smtp://u:p@127.0.0.1 smtps://u:p@two.example smtp://three.example"
    )

    (found,) = letters.relays()

    assert found.code == "relay.password_in_clear"
    assert "one.example" in found.message


@pytest.mark.parametrize(
    ("name", "options"),
    [("postmrk", "server_token=x"), ("postmark", ""), ("base", ""), ("nowhere.Backend", "")],
)
def test_fail_a_provider_that_cannot_be_used(put: Set, name: str, options: str) -> None:
    pytest.importorskip("anymail", reason="django-anymail is not installed (the extra providers)")
    put(mail_provider=name, mail_provider_options=options, webhook_secret="s3cret")

    (found,) = letters.provider()

    assert found.code == "provider.not_usable"
    assert found.message.startswith(f"The mail provider {name} cannot be used: ")


def test_success_a_provider_that_can_be_used(put: Set) -> None:
    pytest.importorskip("anymail", reason="django-anymail is not installed (the extra providers)")
    put(mail_provider="postmark", mail_provider_options="server_token=x")

    assert codes(letters.provider()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_fail_a_key_that_others_can_read(key_file: Path, mode: int) -> None:
    key_file.chmod(mode)

    assert codes(letters.signing()) == ["dkim.readable_key"]


def test_fail_a_key_that_is_not_there(key_file: Path) -> None:
    key_file.unlink()

    assert codes(letters.signing()) == ["dkim.key"]


def test_fail_a_signature_that_counts_for_nothing(key_file: Path, put: Set) -> None:
    put(dkim_domain="elsewhere.example")

    assert codes(letters.signing()) == ["dkim.other_domain"]


def test_success_the_record_to_publish(key_file: Path) -> None:
    line = record_line()
    strings = re.findall(r'"([^"]*)"', line)

    assert line.startswith("k1._domainkey.example.org. IN TXT ( ")
    assert max(map(len, strings)) <= 255
    public = load_der_public_key(b64decode("".join(strings).partition("p=")[2]))
    assert isinstance(public, rsa.RSAPublicKey) and public.key_size == 2048


def test_fail_no_key_no_record() -> None:
    with pytest.raises(NoSigningKey):
        record_line()
