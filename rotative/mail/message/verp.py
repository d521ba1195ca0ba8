"""Addresses and names of a delivery or a reader, signed so that nobody can make one up.

Each delivery has a return path (VERP) and a Message-ID of its own, and each reader an address to write to in order to leave.
"""

import re
from functools import lru_cache
from hashlib import sha256
from hmac import compare_digest, digest

from django.conf import settings

from rotative.core import conf
from rotative.subscribers.link_tokens import LEAVE_LENGTH, leave_token
from rotative.subscribers.models import Subscriber

_ADDRESS = re.compile(r"^b-(\d{10})-([0-9a-f]{12})@", re.ASCII | re.IGNORECASE)

_MESSAGE_ID = re.compile(r"^e\d{1,18}\.(\d{10})\.([0-9a-f]{12})@", re.ASCII | re.IGNORECASE)
_DIGITS = 10

_LEAVE = re.compile(
    rf"(?:^leave-|/)(\d{{10}}\.[\w-]{{{LEAVE_LENGTH - 11}}})(?=[@/])", re.ASCII | re.IGNORECASE
)


def return_path(delivery_id: int) -> bytes:
    """Return the return path of a delivery, without angle brackets."""
    return _path(delivery_id, settings.SECRET_KEY, conf.get("bounce_domain"))


def delivery_of(address: str) -> int | None:
    """Return the delivery that a return path belongs to; None when it is none of ours."""
    match = _ADDRESS.match(address)
    if match is None or not compare_digest(
        _mark(int(match[1]), settings.SECRET_KEY), match[2].lower().encode()
    ):
        return None
    return int(match[1])


def message_name(delivery_id: int) -> str:
    """Return the part of a letter's Message-ID that names its delivery: a number of ten digits and its mark."""
    return f"{delivery_id:0{_DIGITS}d}.{_mark(delivery_id, settings.SECRET_KEY, b'message-id').decode()}"


def delivery_named(message_id: str) -> int | None:
    """Return the delivery that a Message-ID names; None when we did not write it. message_id: without angle brackets."""
    match = _MESSAGE_ID.match(message_id)
    if match is None:
        return None
    mark = _mark(int(match[1]), settings.SECRET_KEY, b"message-id")
    return int(match[1]) if compare_digest(mark, match[2].lower().encode()) else None


def leave_address(token: str) -> str:
    """Return the address that a reader writes to in order to leave. token: as `link_tokens.leave_token` makes it.

    Its local part has 60 of the 64 characters that RFC 5321 allows.
    """
    return f"leave-{token}@{conf.get('bounce_domain')}"


def leaver(address: str) -> Subscriber | None:
    """Return the reader of an address or link to leave; None when it is none of ours.

    Mail servers may change the case of a local part, so that capitals and small letters count the same.
    """
    match = _LEAVE.search(address.removeprefix("mailto:"))
    if match is None:
        return None
    subscriber = Subscriber.objects.filter(pk=int(match[1][:10])).first()
    if subscriber is None:
        return None
    token = leave_token(subscriber.pk, subscriber.secret)
    return subscriber if compare_digest(token.lower(), match[1].lower()) else None


def _path(delivery_id: int, secret: str, domain: str) -> bytes:
    return b"b-%010d-%b@%b" % (delivery_id, _mark(delivery_id, secret), domain.encode())


def _mark(delivery_id: int, secret: str, use: bytes = b"return-path") -> bytes:
    return digest(_key(secret, use), b"%d" % delivery_id, "sha256")[:6].hex().encode()


@lru_cache(maxsize=4)
def _key(secret: str, use: bytes) -> bytes:
    return sha256(b"rotative.%b.%b" % (use, secret.encode())).digest()
