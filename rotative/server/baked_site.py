"""The baked site, asked without a network: the front answers as it would answer a reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from rotative.core.http_headers import Headers
from rotative.server.app import Front

# Bytes of a file that are read: the title is at its beginning.
HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Reply:
    """The answer to one request."""

    status: int
    # As it was sent; "" for none.
    location: str
    # The beginning of the body, decoded; "" for files that are no pages.
    head: str


class BakedSite:
    """A home's files behind a front, in this process."""

    def __init__(self, home: Path) -> None:
        self._front = Front(home / "public", media=home / "media", static=home / "static")

    def ask(self, address: str) -> Reply:
        """Answer a GET. address: path and query as a browser sends them, percent-encoded."""
        path, _mark, query = address.partition("?")
        noted = _Noted()
        self._front.answer(_Request(path=unquote(path, errors="surrogateescape"), query_string=query), noted)
        headers = dict(noted.headers)
        is_page = headers.get("content-type", "").startswith("text/html")
        head = noted.body[:HEAD_BYTES].decode(errors="replace") if is_page else ""
        return Reply(status=noted.status, location=headers.get("location", ""), head=head)


@dataclass(kw_only=True)
class _Request:
    path: str
    query_string: str
    method: str = "GET"
    headers: Any = field(default_factory=lambda: {"accept-encoding": "identity"})


class _Noted:
    """An answer of the front, noted instead of sent."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: Headers = []
        self.body = b""

    def response_empty(self, status: int, headers: Headers) -> None:
        self.status, self.headers = status, headers

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def response_str(self, status: int, headers: Headers, body: str) -> None:
        self.response_bytes(status, headers, body.encode())

    def response_file(self, status: int, headers: Headers, file: str) -> None:
        with open(file, "rb") as opened:
            self.response_bytes(status, headers, opened.read(HEAD_BYTES))

    def response_file_range(self, status: int, headers: Headers, file: str, start: int, end: int) -> None:
        self.response_file(status, headers, file)
