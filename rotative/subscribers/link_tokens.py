"""Signed tokens in a subscriber's links. They contain no address; a new secret makes all of them invalid.

The confirm token is valid for a fortnight, until its reader leaves. The leave token is in every letter and allows to leave and
to choose.
"""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from hmac import digest

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner

from rotative.subscribers.errors import BadLink
from rotative.subscribers.models import Subscriber

CONFIRM_WITHIN = timedelta(days=14)

_DIGITS = 10
# A SHA-256 signature in unpadded base 64.
_SIGNATURE = 43
# Every leave token has this length: the bytes of a letter are cut at fixed places.
LEAVE_LENGTH = _DIGITS + 1 + _SIGNATURE


def confirm_token(subscriber: Subscriber) -> str:
    """Sign a token for the link in a confirmation mail."""
    return _confirm_signer(subscriber).sign(_padded(subscriber.pk))


def leave_token(subscriber_id: int, secret: str) -> str:
    """Sign a token for the links in a letter: LEAVE_LENGTH characters, valid while the secret stays the same."""
    # Django's Signer writes the same in ten times the time: an edition needs one token for each letter.
    number = _padded(subscriber_id)
    key = sha256(f"rotative.leave.{secret}signer{settings.SECRET_KEY}".encode()).digest()
    signature = urlsafe_b64encode(digest(key, number.encode(), "sha256")).decode()
    return f"{number}.{signature.rstrip('=')}"


def find_by_confirm_token(token: str) -> Subscriber:
    """Return the subscriber of a confirm token. Raises BadLink."""
    subscriber = _find(token)
    try:
        _confirm_signer(subscriber).unsign(token, max_age=CONFIRM_WITHIN)
    except BadSignature as exc:
        raise BadLink() from exc
    return subscriber


def find_by_leave_token(token: str) -> Subscriber:
    """Return the subscriber of a leave token. Raises BadLink."""
    subscriber = _find(token)
    try:
        Signer(sep=".", salt=f"rotative.leave.{subscriber.secret}").unsign(token)
    except BadSignature as exc:
        raise BadLink() from exc
    return subscriber


def _confirm_signer(subscriber: Subscriber) -> TimestampSigner:
    # A link of before the reader left must not bring them back.
    left = subscriber.left_at.isoformat() if subscriber.left_at else ""
    return TimestampSigner(sep=".", salt=f"rotative.confirm.{subscriber.secret}.{left}")


def _padded(subscriber_id: int) -> str:
    return f"{subscriber_id:0{_DIGITS}d}"


def _find(token: str) -> Subscriber:
    """Return the subscriber whose number the token begins with; the signature is not checked. Raises BadLink."""
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdigit()) or len(number) != _DIGITS:
        raise BadLink()
    subscriber = Subscriber.objects.filter(pk=int(number)).first()
    if subscriber is None:
        raise BadLink()
    return subscriber
