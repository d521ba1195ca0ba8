"""Sealed forms: a posted form, encrypted into a field of the next page, because no page shows an address."""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import QueryDict
from django.utils.crypto import salted_hmac

from rotative.subscribers.errors import BadLink

_SALT = "rotative.subscribers.seal"


def seal(data: QueryDict) -> str:
    """Encrypt the fields of a form."""
    return _fernet().encrypt(json.dumps(dict(data.lists())).encode()).decode()


def unseal(sealed: str, *, within: timedelta) -> QueryDict:
    """Return the fields again. Raises BadLink if we did not seal them, or longer ago than `within`."""
    try:
        fields: dict[str, list[str]] = json.loads(
            _fernet().decrypt(sealed.encode(), ttl=int(within.total_seconds()))
        )
    except (InvalidToken, ValueError) as exc:
        raise BadLink() from exc
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def _fernet() -> Fernet:
    key = salted_hmac(_SALT, "fields", secret=settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
