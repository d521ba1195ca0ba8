"""Proof of work: a calculation of a second or two for a browser, and too expensive for a flood of programs.

The challenge is ALTCHA's (version 2): find a counter whose SHA-256 with the challenge's salt and nonce begins with a given
number of zeros. A challenge is signed, expires, and is accepted once.
"""

import json
from base64 import b64decode
from datetime import timedelta
from hashlib import sha256

from altcha import create_challenge, verify_solution
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from rotative.core import clock
from rotative.subscribers.models import UsedChallenge

CHALLENGE_LIFE = timedelta(hours=1)

_SALT = "rotative.subscribers.proof"
# 65,536 tries on average: about a second in the browser of a phone.
_PREFIX = "0000"
_MOST_CHARACTERS = 4000


def create() -> str:
    """Create a challenge for a browser, as JSON."""
    challenge = create_challenge(
        "SHA-256", 1, key_prefix=_PREFIX, expires_at=clock.now() + CHALLENGE_LIFE, hmac_secret=_key()
    )
    return json.dumps(challenge.to_dict(), separators=(",", ":"))


def accept(payload: str) -> bool:
    """Return whether this solves a challenge of ours that is not expired and was not used, and mark it as used."""
    if not payload or len(payload) > _MOST_CHARACTERS or not verify_solution(payload, _key()).verified:
        return False
    signature: str = json.loads(b64decode(payload))["challenge"]["signature"]
    now = clock.now()
    UsedChallenge.objects.filter(expires_at__lt=now).delete()
    try:
        with transaction.atomic():
            digest = sha256(signature.encode()).hexdigest()
            UsedChallenge.objects.create(digest=digest, expires_at=now + CHALLENGE_LIFE)
    except IntegrityError:
        return False
    return True


def _key() -> bytes:
    return salted_hmac(_SALT, "challenge", secret=settings.SECRET_KEY, algorithm="sha256").digest()
