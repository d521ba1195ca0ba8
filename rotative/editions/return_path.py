"""Where a letter comes back to: an address of its own for each delivery (VERP), signed so that nobody can make one up."""

import re
from functools import lru_cache
from hashlib import sha256
from hmac import compare_digest, digest

from django.conf import settings

from rotative.core import conf

_ADDRESS = re.compile(r"^b-(\d{10})-([0-9a-f]{12})@", re.ASCII | re.IGNORECASE)


def return_path(delivery_id: int) -> bytes:
    """The return path of a delivery, without angle brackets."""
    return _path(delivery_id, settings.SECRET_KEY, conf.get("bounce_domain"))


def delivery_of(address: str) -> int | None:
    """The delivery a return path belongs to; None when it is none of ours."""
    match = _ADDRESS.match(address)
    if match is None or not compare_digest(
        _mark(int(match[1]), settings.SECRET_KEY), match[2].lower().encode()
    ):
        return None
    return int(match[1])


def _path(delivery_id: int, secret: str, domain: str) -> bytes:
    return b"b-%010d-%b@%b" % (delivery_id, _mark(delivery_id, secret), domain.encode())


def _mark(delivery_id: int, secret: str) -> bytes:
    return digest(_key(secret), b"%d" % delivery_id, "sha256")[:6].hex().encode()


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    return sha256(b"rotative.return-path." + secret.encode()).digest()
