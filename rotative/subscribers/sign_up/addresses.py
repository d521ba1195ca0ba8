"""E-mail addresses: written one way, compared one way, and hashed so that a list of them is not a list of people."""

from disposable_email_domains import blocklist
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


def spelled(raw: str) -> str:
    """The normalised form if it is an address we can write to, else what was given, in lower case: old rows may have it."""
    try:
        return normalised(raw)
    except BadAddress:
        return raw.strip().lower()


def is_disposable(address: str) -> bool:
    """Whether its domain, or the one above it, gives addresses away for minutes."""
    host = domain(address)
    return host in blocklist or host.partition(".")[2] in blocklist


def masked(address: str) -> str:
    """As much of an address as its owner needs to know it: "l•••@example.org"."""
    return f"{address[:1]}•••@{domain(address)}"


def hashed(address: str) -> str:
    """A salted hash of a normalised address: 64 hexadecimal digits."""
    return salted_hmac(_SALT, address, algorithm="sha256").hexdigest()


def domain(address: str) -> str:
    """What stands after the @, in lower case."""
    return address.rpartition("@")[2].lower()
