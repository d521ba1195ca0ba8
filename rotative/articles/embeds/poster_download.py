"""Fetches the poster of an embed: from the hosts of its provider alone, over https, never from a private address."""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from rotative.articles.embeds.players import Player
from rotative.articles.errors import PosterUnavailable

# For the whole of it, with all redirects.
LONGEST_S = 10.0
MOST_BYTES = 3_000_000
_MOST_DOCUMENT = 100_000
_REDIRECTS = 3
_CHUNK = 65_536
_MOVED = {301, 302, 303, 307, 308}
_AGENT = "Rotative (poster of an embed)"

# Opens a connection to a host, before the time is over.
Connect = Callable[[str, float], http.client.HTTPConnection]


class _Pinned(http.client.HTTPSConnection):
    """A connection to an address that was looked at: the name is not resolved a second time."""

    def __init__(self, host: str, address: str, *, timeout: float) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, timeout=timeout, context=self._tls)
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, 443), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


def checked_connection(host: str, timeout: float) -> http.client.HTTPConnection:
    """Return a connection to a host, if every address of its name is public. Raises PosterUnavailable."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    addresses = [str(address[0]) for _family, _kind, _protocol, _name, address in found]
    if not addresses or not all(ipaddress.ip_address(one.partition("%")[0]).is_global for one in addresses):
        raise PosterUnavailable(reason=f"{host} has no public address")
    return _Pinned(host, addresses[0], timeout=timeout)


def fetch(player: Player, connect: Connect = checked_connection) -> bytes:
    """Return the file of a poster, not yet looked at. Raises PosterUnavailable."""
    deadline = time.monotonic() + LONGEST_S
    try:
        if not player.poster.endswith(".jpg"):
            document = json.loads(_get(player.poster, player, connect, deadline, _MOST_DOCUMENT))
            return _get(str(document["thumbnail_url"]), player, connect, deadline, MOST_BYTES)
        return _get(player.poster, player, connect, deadline, MOST_BYTES)
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as exc:
        raise PosterUnavailable(reason=type(exc).__name__) from exc


def _get(url: str, player: Player, connect: Connect, deadline: float, most: int) -> bytes:
    for _redirect in range(_REDIRECTS + 1):
        address = urlsplit(url)
        host = address.hostname or ""
        if address.scheme != "https" or not _is_of(player, host) or address.port not in (None, 443):
            raise PosterUnavailable(reason="an address of another site")
        connection = connect(host, _left(deadline))
        try:
            path = address.path or "/"
            connection.request(
                "GET", f"{path}?{address.query}" if address.query else path, headers={"User-Agent": _AGENT}
            )
            response = connection.getresponse()
            if response.status in _MOVED:
                url = urljoin(url, response.headers.get("Location") or "")
                continue
            if response.status != http.client.OK:
                raise PosterUnavailable(reason=f"status {response.status}")
            return _read(response, deadline, most)
        finally:
            connection.close()
    raise PosterUnavailable(reason="too many redirects")


def _read(response: http.client.HTTPResponse, deadline: float, most: int) -> bytes:
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        data += chunk
        if len(data) > most:
            raise PosterUnavailable(reason="too large")
        _left(deadline)
    return bytes(data)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise PosterUnavailable(reason="too slow")
    return left


def _is_of(player: Player, host: str) -> bool:
    return any(host == ending or host.endswith(f".{ending}") for ending in player.provider.hosts)
