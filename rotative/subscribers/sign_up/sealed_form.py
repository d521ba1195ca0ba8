"""What a form gave, carried through a page that must not show it: an address stands on no page."""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import QueryDict
from django.utils.crypto import salted_hmac

from rotative.subscribers.errors import BadLink

_SALT = "rotative.subscribers.sign_up.sealed_form"


def sealed(data: QueryDict) -> str:
    """A form's fields, encrypted."""
    return _fernet().encrypt(json.dumps(dict(data.lists())).encode()).decode()


def opened(words: str, *, within: timedelta) -> QueryDict:
    """The fields again, if they were sealed here and not longer ago. Raises BadLink."""
    try:
        fields: dict[str, list[str]] = json.loads(
            _fernet().decrypt(words.encode(), ttl=int(within.total_seconds()))
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
