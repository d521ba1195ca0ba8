"""Which hosts strangers can reach."""

from ipaddress import ip_address

# RFC 2606, RFC 6761, RFC 6762, RFC 8375: names that never lead to a machine in public.
_RESERVED = ("localhost", "test", "invalid", "local", "internal", "home.arpa")


def is_public(host: str) -> bool:
    """Whether a host's name or address leads to somewhere outside this machine and its own network."""
    name = host.strip("[]").rstrip(".").lower()
    try:
        return ip_address(name).is_global
    except ValueError:
        return "." in name and not any(name.endswith(f".{reserved}") for reserved in _RESERVED)
