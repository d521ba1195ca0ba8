"""Takes missing pictures and documents from the old site over the web, when asked: from its own host alone, within limits."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from ssl import create_default_context
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from rotative.core import conf
from rotative.importers.media_names import file_of
from rotative.importers.old_site import OldSite
from rotative.importers.records import Problem

MOST_BYTES: Final = 40_000_000
MOST_FILES: Final = 100_000
MOST_SECONDS: Final = 6 * 3600
_TIMEOUT_S: Final = 15
# One file may take as long.
_FILE_S: Final = 60
_MOST_HOPS: Final = 3
# After as many failures in a row the site is left alone.
_MOST_FAILURES: Final = 20
_PART: Final = 65536
_PORTS: Final = {"http": 80, "https": 443}


class Fetcher:
    """The files of one old site, kept in a folder: a later run goes on where this one stopped."""

    def __init__(self, site: OldSite, folder: Path) -> None:
        self._site = site
        self._folder = folder
        self._began = time.monotonic()
        self._asked = 0
        self._failures = 0
        self._fetched = 0
        self._failed: list[str] = []

    @classmethod
    @contextmanager
    def of(cls, site: OldSite, *, wanted: bool) -> Iterator[Fetcher | None]:
        """Yield a fetcher for the site; None when nothing is to be fetched."""
        if not wanted:
            yield None
            return
        name = hashlib.blake2b(site.url.encode(), digest_size=8).hexdigest()
        folder = Path(settings.MEDIA_ROOT).parent / "fetched" / name
        folder.mkdir(parents=True, exist_ok=True)
        yield cls(site, folder)

    def fetch(self, url: str) -> Path | None:
        """Return the file at an address of the old site; None when it cannot be had. A file fetched before is not asked for again."""
        name = os.path.basename(file_of(url))[-120:]
        if not name or not self._site.owns(url):
            return None
        kept = self._folder / hashlib.blake2b(url.encode(), digest_size=12).hexdigest() / name
        if kept.exists():
            return kept
        if not self._may_ask():
            return None
        self._asked += 1
        try:
            self._take(url, kept)
        except (OSError, HTTPException, ValueError) as exc:
            self._failures += 1
            self._failed.append(f"{url} ({exc or type(exc).__name__})")
            return None
        self._failures = 0
        self._fetched += 1
        return kept

    def problems(self) -> list[Problem]:
        """Return what could not be fetched, and that the limits were reached."""
        found = [Problem(kind="fetch_failed", example=one) for one in self._failed]
        if not self._may_ask():
            found.append(Problem(kind="fetch_stopped", example=self._site.url))
        return found

    def _may_ask(self) -> bool:
        return (
            self._asked < MOST_FILES
            and self._failures < _MOST_FAILURES
            and time.monotonic() - self._began < MOST_SECONDS
        )

    def _take(self, url: str, kept: Path) -> None:
        """Write the file at an address. Raises OSError, HTTPException, ValueError."""
        for _hop in range(_MOST_HOPS):
            connection = self._connect(url)
            try:
                parts = urlsplit(url)
                path = quote(parts.path or "/", safe="/%~:@!$&'()*+,;=") + (
                    f"?{parts.query}" if parts.query else ""
                )
                connection.request(
                    "GET", path, headers={"User-Agent": "Rotative import", "Accept-Encoding": "identity"}
                )
                response = connection.getresponse()
                if response.status in (301, 302, 303, 307, 308):
                    url = urljoin(url, response.getheader("Location") or "")
                    continue
                if response.status != 200:
                    raise ValueError(str(response.status))
                _save(response, kept)
                return
            finally:
                connection.close()
        raise ValueError("too many redirects")

    def _connect(self, url: str) -> HTTPConnection:
        """Connect to the address that was looked at: a name that changes meanwhile leads nowhere else. Raises OSError, ValueError."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not self._site.owns(url) or parts.username or parts.password:
            raise ValueError("not on the old site")
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        if port != _PORTS[parts.scheme] and not _may_be_private():
            raise ValueError("unusual port")
        address = _public_address(host, port)
        if parts.scheme == "https":
            return _PinnedHttps(host, address, port)
        return _Pinned(host, address, port)


class _Pinned(HTTPConnection):
    """A connection to an address that was looked at: the name is not resolved a second time."""

    def __init__(self, host: str, address: str, port: int) -> None:
        super().__init__(host, port, timeout=_TIMEOUT_S)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), _TIMEOUT_S)


class _PinnedHttps(HTTPSConnection):
    """The same over https; the certificate is that of the name."""

    def __init__(self, host: str, address: str, port: int) -> None:
        self._tls = create_default_context()
        super().__init__(host, port, timeout=_TIMEOUT_S, context=self._tls)
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), _TIMEOUT_S)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


def _public_address(host: str, port: int) -> str:
    """Return an address of a host. Raises OSError, ValueError when one of them is private."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(_is_public, addresses)):
        raise ValueError("private address")
    return addresses[0]


def _may_be_private() -> bool:
    return bool(conf.get("import_fetch_private"))


def _is_public(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_global or _may_be_private()


def _save(response: HTTPResponse, kept: Path) -> None:
    """Write the answer, whole or not at all. Raises OSError, ValueError."""
    if int(response.getheader("Content-Length") or 0) > MOST_BYTES:
        raise ValueError("too large")
    kept.parent.mkdir(parents=True, exist_ok=True)
    begun, size = kept.with_suffix(kept.suffix + ".part"), 0
    until = time.monotonic() + _FILE_S
    with begun.open("wb") as file:
        while part := response.read(_PART):
            size += len(part)
            if size > MOST_BYTES or time.monotonic() > until:
                begun.unlink()
                raise ValueError("too large" if size > MOST_BYTES else "too slow")
            file.write(part)
    declared = response.getheader("Content-Length")
    if declared and int(declared) != size:
        begun.unlink()
        raise ValueError("cut off")
    begun.rename(kept)
