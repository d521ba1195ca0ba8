"""The signed words in a subscriber's links. They name nobody; a new secret makes all of them worthless.

One is good for confirming, for a fortnight. The other stands in every letter and is good for leaving and for choosing.
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
# Every token to leave has this length, so that letters can be cut at fixed places.
LEAVE_LENGTH = _DIGITS + 1 + _SIGNATURE


def confirm_token(subscriber: Subscriber) -> str:
    """Good for confirming, within CONFIRM_WITHIN."""
    return TimestampSigner(sep=".", salt=f"rotative.confirm.{subscriber.secret}").sign(
        _numbered(subscriber.pk)
    )


def leave_token(subscriber_id: int, secret: str) -> str:
    """Good for leaving and choosing for as long as the secret stays; LEAVE_LENGTH characters."""
    # What Django's Signer writes, at a tenth of its time: an edition needs one for each letter.
    number = _numbered(subscriber_id)
    key = sha256(f"rotative.leave.{secret}signer{settings.SECRET_KEY}".encode()).digest()
    signature = urlsafe_b64encode(digest(key, number.encode(), "sha256")).decode()
    return f"{number}.{signature.rstrip('=')}"


def confirming(token: str) -> Subscriber:
    """Whose confirmation this is. Raises BadLink."""
    subscriber = _named(token)
    signer = TimestampSigner(sep=".", salt=f"rotative.confirm.{subscriber.secret}")
    try:
        signer.unsign(token, max_age=CONFIRM_WITHIN)
    except BadSignature as exc:
        raise BadLink() from exc
    return subscriber


def leaving(token: str) -> Subscriber:
    """Who wants to leave or to choose. Raises BadLink."""
    subscriber = _named(token)
    try:
        Signer(sep=".", salt=f"rotative.leave.{subscriber.secret}").unsign(token)
    except BadSignature as exc:
        raise BadLink() from exc
    return subscriber


def _numbered(subscriber_id: int) -> str:
    return f"{subscriber_id:0{_DIGITS}d}"


def _named(token: str) -> Subscriber:
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdigit()) or len(number) != _DIGITS:
        raise BadLink()
    subscriber = Subscriber.objects.filter(pk=int(number)).first()
    if subscriber is None:
        raise BadLink()
    return subscriber
