"""E-mail addresses: written one way, compared one way, and hashed so that a list of them is not a list of people."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.utils.crypto import salted_hmac
from email_validator import EmailNotValidError, validate_email

from rotative.subscribers.errors import BadAddress

_SALT = "rotative.subscribers.address"
_NETWORK_SALT = "rotative.subscribers.network"
# An outlet's neighbours share a network: these many leading bits are kept.
_NETWORK_BITS = {4: 24, 6: 48}


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


def network(remote: str) -> str:
    """The network of an internet address, "203.0.113.0/24"; "" where it is none."""
    try:
        at = ip_address(remote.strip())
    except ValueError:
        return ""
    return str(ip_network(f"{at}/{_NETWORK_BITS[at.version]}", strict=False))


def network_hash(remote: str) -> str:
    """A salted hash of the network, "" where there is none: evidence of consent that names nobody."""
    place = network(remote)
    return salted_hmac(_NETWORK_SALT, place, algorithm="sha256").hexdigest()[:32] if place else ""
