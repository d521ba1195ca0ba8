"""The site that a proof asks: the baked files through our own front, or a running server."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

from rotative.core.errors import RotativeError, gettext_noop

HEAD_BYTES = 64 * 1024
_TIMEOUT_S = 20


class SiteAway(RotativeError):
    code = "proof.site_away"
    message = gettext_noop(
        "%(site)s does not answer: %(reason)s. Start it, or leave out --site to ask the printed files."
    )


class Reply(Protocol):
    """The answer to one request."""

    @property
    def status(self) -> int: ...
    @property
    def location(self) -> str: ...
    @property
    def head(self) -> str:
        """The beginning of a page; "" for other files."""
        ...


class Site(Protocol):
    """A site that answers addresses."""

    def ask(self, address: str) -> Reply: ...


_openers: list[Callable[[], Site]] = []


def opens_with(opener: Callable[[], Site]) -> None:
    """Register what opens the baked site: the front is in a folder above this one."""
    _openers[:] = [opener]


def baked() -> Site:
    """Open the baked site."""
    return _openers[0]()


class _Answered:
    """An answer that came over the network."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.location = response.getheader("location") or ""
        is_page = (response.getheader("content-type") or "").startswith("text/html")
        body = response.read(HEAD_BYTES)
        # The rest is read too, or the connection could not be used again.
        while response.read(HEAD_BYTES):
            pass
        self.head = body.decode(errors="replace") if is_page else ""


class RunningSite:
    """A server, asked over one connection."""

    def __init__(self, url: str) -> None:
        self.url = url
        parts = urlsplit(url)
        connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connection = connect(parts.hostname or "", parts.port, timeout=_TIMEOUT_S)

    def ask(self, address: str) -> Reply:
        """Ask for a path and query. Raises SiteAway."""
        for attempt in (1, 2):
            try:
                self._connection.request("GET", address, headers={"Accept-Encoding": "identity"})
                return _Answered(self._connection.getresponse())
            except (OSError, http.client.HTTPException) as exc:
                # A server closes a connection that was used often enough.
                self._connection.close()
                if attempt == 2:
                    raise SiteAway(site=self.url, reason=exc) from exc
        raise AssertionError
