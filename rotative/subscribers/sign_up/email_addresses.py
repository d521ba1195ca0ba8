"""E-mail addresses: one form to write to, one form to compare, and a hash in place of a list of addresses."""

from disposable_email_domains import blocklist
from django.conf import settings
from django.utils.crypto import salted_hmac
from email_validator import EmailNotValidError, validate_email

from rotative.subscribers.errors import BadAddress

# With spaces around it. An address has 254 at most; looking at a longer text would cost more than the answer is worth.
_MOST_CHARACTERS = 1000

_SALT = "rotative.subscribers.address"


def parse(raw: str) -> str:
    """Return the address in the form that mail is sent to. Raises BadAddress."""
    if len(raw) > _MOST_CHARACTERS:
        raise BadAddress()
    try:
        checked = validate_email(raw.strip(), check_deliverability=False, test_environment=settings.DEBUG)
    except EmailNotValidError as exc:
        raise BadAddress() from exc
    # Mail is sent without SMTPUTF8: an international domain has an ASCII form, an international local part has none.
    if checked.ascii_email is None:
        raise BadAddress()
    return checked.ascii_email


def normalize(raw: str) -> str:
    """Return the form in which two spellings of one mailbox are equal.

    Text that is no address we can write to is only put in lower case: old rows may have it.
    """
    try:
        return parse(raw).lower()
    except BadAddress:
        return raw.strip().lower()


def domain(address: str) -> str:
    """Return the part after the @, in lower case."""
    return address.rpartition("@")[2].lower()


def is_disposable(address: str) -> bool:
    """Return whether the address's domain, or its parent domain, gives out addresses for a few minutes."""
    host = domain(address)
    return host in blocklist or host.partition(".")[2] in blocklist


def mask(address: str) -> str:
    """Return as much of an address as its owner needs to recognize it: "l•••@example.org"."""
    return f"{address[:1]}•••@{domain(address)}"


def hashed(address: str) -> str:
    """Return a keyed hash of a normalized address: 64 hexadecimal digits."""
    return salted_hmac(_SALT, address, algorithm="sha256").hexdigest()
