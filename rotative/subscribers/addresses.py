"""E-mail addresses: written one way, compared one way, and hashed so that a list of them is not a list of people."""

from django.conf import settings
from django.utils.crypto import salted_hmac
from email_validator import EmailNotValidError, validate_email

from rotative.subscribers.errors import BadAddress

_SALT = "rotative.subscribers.address"


def written(raw: str) -> str:
    """The address as mail is sent to it. Raises BadAddress."""
    try:
        checked = validate_email(raw.strip(), check_deliverability=False, test_environment=settings.DEBUG)
    except EmailNotValidError as exc:
        raise BadAddress() from exc
    # A letter is sent without SMTPUTF8: an international domain in its ASCII form, an international name not at all.
    if checked.ascii_email is None:
        raise BadAddress()
    return checked.ascii_email


def normalised(raw: str) -> str:
    """The form by which two spellings of one mailbox are the same. Raises BadAddress."""
    return written(raw).lower()


def hashed(address: str) -> str:
    """A salted hash of a normalised address: 64 hexadecimal digits."""
    return salted_hmac(_SALT, address, algorithm="sha256").hexdigest()


def domain(address: str) -> str:
    """What stands after the @, in lower case."""
    return address.rpartition("@")[2].lower()
