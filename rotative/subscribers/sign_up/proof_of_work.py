"""A small calculation that a browser makes in a second or two and a flood of programs cannot afford.

The challenge is ALTCHA's (version 2): find a counter whose SHA-256 with the challenge's salt and nonce starts with so many
zeros. It is signed, expires, and is accepted once.
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

WITHIN = timedelta(hours=1)

_SALT = "rotative.subscribers.sign_up.proof_of_work"
# 65,536 tries on average: about a second in the browser of a phone.
_PREFIX = "0000"
_MOST_CHARACTERS = 4000


def challenge() -> str:
    """A new challenge as JSON, for the browser."""
    made = create_challenge(
        "SHA-256", 1, key_prefix=_PREFIX, expires_at=clock.now() + WITHIN, hmac_secret=_key()
    )
    return json.dumps(made.to_dict(), separators=(",", ":"))


def accepted(payload: str) -> bool:
    """Whether this is the solution of a challenge of ours, not expired and never shown before; notes that it was."""
    if not payload or len(payload) > _MOST_CHARACTERS or not verify_solution(payload, _key()).verified:
        return False
    signature: str = json.loads(b64decode(payload))["challenge"]["signature"]
    now = clock.now()
    UsedChallenge.objects.filter(expires_at__lt=now).delete()
    try:
        with transaction.atomic():
            digest = sha256(signature.encode()).hexdigest()
            UsedChallenge.objects.create(digest=digest, expires_at=now + WITHIN)
    except IntegrityError:
        return False
    return True


def _key() -> bytes:
    return salted_hmac(_SALT, "challenge", secret=settings.SECRET_KEY, algorithm="sha256").digest()
