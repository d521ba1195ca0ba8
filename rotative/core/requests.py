"""Facts about a request without a cookie: the site its form was on, and the network it came from."""

from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from rotative.core import conf

# Proxies whose word is taken: those of this machine, or a local socket.
_PROXIES = ("127.0.0.1", "::1", "")
# Longer numbers are no ids: a database key has 19 digits at most.
_MOST_DIGITS = 18
# Neighbours share a network: these many leading bits are kept.
_NETWORK_BITS = {4: 24, 6: 48}


def same_site(request: HttpRequest) -> bool:
    """Return whether the form was on one of our own pages, as far as the browser says.

    A request that says nothing about it comes from a program, which has no cookies of a person and so does no harm.
    """
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from is not None:
        return fetched_from in ("same-origin", "none")
    said = request.headers.get("Origin") or request.headers.get("Referer")
    if said is None:
        return True
    return _host(said) in {_host(conf.get("site_url")), request.get_host()}


def remote_address(request: HttpRequest) -> str:
    """Return the address the request came from; a proxy is believed only if it runs on this machine."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "")
    if peer in _PROXIES and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return peer


def network(remote: str) -> str:
    """Return the network of an internet address, "203.0.113.0/24"; "" if the text is no address."""
    try:
        at = ip_address(remote.strip())
    except ValueError:
        return ""
    mapped = getattr(at, "ipv4_mapped", None)
    at = mapped or at
    return str(ip_network(f"{at}/{_NETWORK_BITS[at.version]}", strict=False))


def network_hash(request: HttpRequest, *, salt: str) -> str:
    """Return a keyed hash of the request's network, 32 hexadecimal digits; "" if there is none.

    salt: one per use, so that the hashes of two uses cannot be compared.
    """
    place = network(remote_address(request))
    return salted_hmac(salt, place, algorithm="sha256").hexdigest()[:32] if place else ""


def parse_id(raw: str) -> int | None:
    """Return the database id that a form posted; None if it is not one."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS else None


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
