"""DKIM signatures (RFC 6376): RSA, relaxed/relaxed, every header of ours, From twice.

The bytes that all copies of a variant share are brought into canonical form once; for each letter only its own bytes are
joined in, hashed and signed. `From` is signed twice, so that nobody can add a second one.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from time import time

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from django.conf import settings

from rotative.core import conf
from rotative.mail.errors import BadSigningKey, NoSigningKey

CRLF = b"\r\n"
# The place of a reader's own bytes: a letter cannot contain it.
CUT = b"\x00"
# Gmail and others take no shorter key; RFC 8301, 3.2, asks for 1,024 at least.
LEAST_BITS = 2048

_BLANKS = re.compile(rb"[ \t]+")
_FOLDED = re.compile(rb"\r\n[ \t]+")
_LINE = 72
# The longest string of a TXT record (RFC 1035, 3.3.14).
_STRING = 255


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A private key with its domain and selector."""

    private: RSAPrivateKey
    domain: str
    selector: str

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data, PKCS1v15(), hashes.SHA256())

    @property
    def record(self) -> str:
        """The value of the TXT record with which others verify."""
        written = self.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return f"v=DKIM1; k=rsa; p={b64encode(written).decode()}"

    @property
    def record_name(self) -> str:
        return f"{self.selector}._domainkey.{self.domain}"


def key_path() -> Path | None:
    """Return the path of the key in the settings; None when letters are not signed here."""
    named = conf.get("dkim_key")
    return Path(settings.HOME) / named if named else None


def signing_key() -> SigningKey | None:
    """Return the key of the settings; None when letters are not signed here. Raises BadSigningKey."""
    place = key_path()
    if place is None:
        return None
    domain = conf.get("dkim_domain") or conf.get("mail_from").rpartition("@")[2]
    try:
        private = _loaded(place, place.stat().st_mtime_ns)
    except OSError as exc:
        raise BadSigningKey(path=place, reason=exc.strerror or exc) from exc
    return SigningKey(private=private, domain=domain, selector=conf.get("dkim_selector"))


def record_line() -> str:
    """Write the key's TXT record for a zone file, in strings of at most 255 characters.

    Raises BadSigningKey, NoSigningKey.
    """
    key = signing_key()
    if key is None:
        raise NoSigningKey()
    strings = [key.record[start : start + _STRING] for start in range(0, len(key.record), _STRING)]
    quoted = " ".join(f'"{one}"' for one in strings)
    return f"{key.record_name}. IN TXT ( {quoted} )\n"


@lru_cache(maxsize=4)
def _loaded(place: Path, _changed_ns: int) -> RSAPrivateKey:
    try:
        private = load_pem_private_key(place.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
        raise BadSigningKey(path=place, reason="it is no private key without a password in PEM form") from exc
    if not isinstance(private, RSAPrivateKey) or private.key_size < LEAST_BITS:
        raise BadSigningKey(path=place, reason=f"it is no RSA key of {LEAST_BITS} bits or more")
    return private


class Signature:
    """A signer for the copies of one variant."""

    def __init__(self, key: SigningKey, *, headers: bytes, body: bytes) -> None:
        """Bring headers and body into canonical form; both have CUT where a reader's own bytes go.

        headers: as they are sent, each with its line end. body: as it is stored, without doubled dots.
        """
        self._key = key
        names, lines = _canonical_headers(headers)
        self._headers = b"".join(line + CRLF for line in lines).split(CUT)
        self._body = canonical_body(body).split(CUT)
        self._begun = sha256(self._body[0])
        before = (
            f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={key.domain};\r\n\ts={key.selector}; t={int(time())};"
            f"\r\n\th={':'.join([*names, 'from'])};\r\n\tbh="
        )
        self._before = b"DKIM-Signature: " + before.encode()
        self._canonical_before = b"dkim-signature:" + _FOLDED.sub(b" ", before.encode())

    def header(self, own_headers: Sequence[bytes], own_body: Sequence[bytes]) -> bytes:
        """Sign one copy; return the header with its line end."""
        digest = self._begun.copy()
        for own, piece in zip(own_body, self._body[1:], strict=True):
            digest.update(own)
            digest.update(piece)
        body_hash = b64encode(digest.digest())
        parts = [b""] * (2 * len(self._headers) - 1)
        parts[::2] = self._headers
        parts[1::2] = own_headers
        signed = b"".join((*parts, self._canonical_before, body_hash, b"; b="))
        written = b64encode(self._key.sign(signed))
        lines = [written[start : start + _LINE] for start in range(0, len(written), _LINE)]
        return b"%b%b;\r\n\tb=%b\r\n" % (self._before, body_hash, b"\r\n\t".join(lines))


def _canonical_headers(headers: bytes) -> tuple[list[str], list[bytes]]:
    """Return the names in their order, and the headers in relaxed form (RFC 6376, 3.4.2)."""
    names, lines = [], []
    for line in _FOLDED.sub(b" ", headers).removesuffix(CRLF).split(CRLF):
        name, _, value = line.partition(b":")
        names.append(name.decode().lower())
        lines.append(name.lower() + b":" + _BLANKS.sub(b" ", value).strip())
    return names, lines


def canonical_body(body: bytes) -> bytes:
    """Return a body in relaxed form (RFC 6376, 3.4.4)."""
    lines = [_BLANKS.sub(b" ", line).rstrip(b" ") for line in body.split(CRLF)]
    while lines and not lines[-1]:
        lines.pop()
    return b"".join(line + CRLF for line in lines)
