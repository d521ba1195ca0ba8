"""The front: answers readers from the baked files and hands everything else to the application.

`Front.answer` is plain synchronous code that never waits: it runs on granian's own thread, without the event loop, which
is three times as fast as an `async` application. What it does not answer goes to the bridge. The front itself needs
neither Django nor the database: without a bridge it serves files and nothing else.
"""

import os
import re
import stat
from email.utils import formatdate
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from rotative.bake.store.file_names import PathRefused
from rotative.core import old_addresses
from rotative.core.http_headers import (
    CACHE_ERROR,
    CACHE_REDIRECT,
    MEDIA_SECURITY_POLICY,
    SHOWN_MEDIA,
    UNKNOWN_TYPE,
    Headers,
    cache_control,
    content_type,
    preference,
)
from rotative.core.languages import CODES
from rotative.server.file_addresses import FileAddresses
from rotative.server.files import Answer, Files, tagged, unchanged

# Never looked up among the files.
DYNAMIC_PREFIXES = ("/desk/", "/_/")
MEDIA_PREFIX = "/media/"
# The home page under its names: there, a query may be an address of a former site.
HOMES = frozenset({"/", "/index.php", *(f"/{code}/" for code in CODES)})
SAFE = "/-._~!$&'()*+,;=:@"

_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


class Scope(Protocol):
    """A request of RSGI."""

    method: str
    path: str
    query_string: str
    headers: Any


class Proto(Protocol):
    """The answer to a request of RSGI."""

    def response_empty(self, status: int, headers: Headers) -> None: ...
    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...
    def response_str(self, status: int, headers: Headers, body: str) -> None: ...
    def response_file(self, status: int, headers: Headers, file: str) -> None: ...
    def response_file_range(self, status: int, headers: Headers, file: str, start: int, end: int) -> None: ...


class Bridge(Protocol):
    """Takes the requests that no file answers."""

    async def handle(self, scope: Any, proto: Any) -> None: ...


class Front:
    """An RSGI application. Without a bridge every request is answered from the files alone."""

    def __init__(
        self,
        public: Path,
        *,
        media: Path | None = None,
        static: Path | None = None,
        bridge: Bridge | None = None,
    ) -> None:
        self._files = Files(public, static=static)
        self._known = FileAddresses(os.fspath(public))
        self._media = os.fspath(media) if media else None
        self.bridge = bridge

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        """Answer as an RSGI application does; our own worker calls `answer` directly."""
        if not self.answer(scope, proto) and self.bridge is not None:
            await self.bridge.handle(scope, proto)

    def answer(self, scope: Scope, proto: Proto) -> bool:
        """Answer from the files; return False when the request is the bridge's."""
        path = scope.path
        if scope.method not in ("GET", "HEAD"):
            return self._refuse_method(proto)
        if self.bridge is not None and path.startswith(DYNAMIC_PREFIXES):
            return False
        headers = scope.headers
        wanted = preference(headers.get("accept-encoding"))
        try:
            if scope.query_string and (led := self._led_by_query(scope, proto, path, wanted)) is not None:
                return led
            if found := self._files.page(path, wanted):
                _send(proto, found, headers)
                return True
            return self._answer_otherwise(scope, proto, path, wanted)
        except PathRefused:
            # An address with a slash too many may be one that is known.
            return self._led_by_path(scope, proto) or self._missing(proto, "/404/", wanted)

    def _led_by_query(self, scope: Scope, proto: Proto, path: str, wanted: tuple[str, ...]) -> bool | None:
        """Answer an address of a former site that its query says: `/?p=12`, `?lang=ar`; None when it says nothing."""
        query = scope.query_string
        numbered = path in HOMES and old_addresses.QUERY.search(query) is not None
        if numbered and self.bridge is not None and old_addresses.SEARCH.search(query):
            return False
        if not numbered and not old_addresses.LANGUAGE.search(query):
            return None
        find = old_addresses.lead if numbered else old_addresses.translated
        if target := find(path, query, self._known):
            _redirect(proto, target, "")
            return True
        if not numbered or old_addresses.SEARCH.search(query):
            return None
        return self.bridge is None and self._missing(proto, path, wanted)

    def _answer_otherwise(self, scope: Scope, proto: Proto, path: str, wanted: tuple[str, ...]) -> bool:
        if self._media and path.startswith(MEDIA_PREFIX):
            return self._answer_media(scope, proto, path) or self._missing(proto, path, wanted)
        if gone := self._files.gone(path, wanted):
            _send(proto, gone, scope.headers)
            return True
        if self._led_by_path(scope, proto):
            return True
        return self.bridge is None and self._missing(proto, path, wanted)

    def _led_by_path(self, scope: Scope, proto: Proto) -> bool:
        query = scope.query_string
        target = old_addresses.lead(scope.path, query, self._known)
        if target:
            _redirect(proto, target, "" if old_addresses.QUERY.search(query) else query)
        return target is not None

    def _missing(self, proto: Proto, path: str, wanted: tuple[str, ...]) -> bool:
        if found := self._files.not_found(path, wanted):
            _send(proto, found, {})
        else:
            headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", CACHE_ERROR)]
            proto.response_str(404, headers, "404\n")
        return True

    def _refuse_method(self, proto: Proto) -> bool:
        if self.bridge is None:
            proto.response_empty(405, [("allow", "GET, HEAD")])
        return self.bridge is None

    def _answer_media(self, scope: Scope, proto: Proto, path: str) -> bool:
        """Answer with a picture or another upload, whole or in part. Raises PathRefused."""
        name = path.removeprefix(MEDIA_PREFIX)
        if any(part in {"", ".", ".."} for part in name.split("/")) or "\0" in name or "\\" in name:
            raise PathRefused(path=path)
        file = f"{self._media}/{name}"
        try:
            status = os.stat(file)
        except (OSError, UnicodeEncodeError):
            return False
        if not stat.S_ISREG(status.st_mode):
            return False
        etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
        known = [
            ("etag", etag),
            ("last-modified", formatdate(status.st_mtime_ns // 1_000_000_000, usegmt=True)),
        ]
        asked = scope.headers
        if tagged(etag, status.st_mtime_ns, asked.get("if-none-match"), asked.get("if-modified-since")):
            proto.response_empty(304, [*known, ("cache-control", cache_control(path, ""))])
            return True
        headers = [*_media_headers(path), *known]
        span = _span(asked.get("range"), status.st_size, asked.get("if-range"), etag)
        if span is None:
            proto.response_file(200, [*headers, ("content-length", str(status.st_size))], file)
        elif span[0] >= status.st_size:
            proto.response_empty(416, [*headers, ("content-range", f"bytes */{status.st_size}")])
        else:
            first, last = span
            headers.append(("content-range", f"bytes {first}-{last}/{status.st_size}"))
            headers.append(("content-length", str(last - first + 1)))
            # granian's end is the first byte left out.
            proto.response_file_range(206, headers, file, first, last + 1)
        return True


def _send(proto: Proto, answer: Answer, headers: Any) -> None:
    status = answer.place.status
    if status == 200 and unchanged(answer, headers.get("if-none-match"), headers.get("if-modified-since")):
        proto.response_empty(304, answer.short_headers)
    elif answer.body is not None:
        proto.response_bytes(status, answer.headers, answer.body)
    else:
        proto.response_file(status, answer.headers, answer.file)


def _redirect(proto: Proto, target: str, query: str) -> None:
    location, hash_mark, fragment = quote(target, safe=SAFE + "%?#").partition("#")
    if query and "?" not in location:
        location = f"{location}?{quote(query, safe=SAFE + '%?')}"
    location += hash_mark + fragment
    proto.response_empty(301, [("location", location), ("cache-control", CACHE_REDIRECT)])


def _media_headers(path: str) -> Headers:
    type_ = content_type(path)
    headers = [
        ("cache-control", cache_control(path, type_)),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", MEDIA_SECURITY_POLICY),
    ]
    if type_.startswith(SHOWN_MEDIA):
        return [("content-type", type_), *headers]
    return [("content-type", UNKNOWN_TYPE), ("content-disposition", "attachment"), *headers]


def _span(header: str | None, size_bytes: int, if_range: str | None, etag: str) -> tuple[int, int] | None:
    """Return the first and the last byte asked for; None when the whole file is the right answer."""
    match = _RANGE.match(header) if header and if_range in (None, etag) else None
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return max(size_bytes - int(match[2]), 0), size_bytes - 1
    first, last = int(match[1]), int(match[2] or size_bytes - 1)
    if first >= size_bytes:
        return first, first
    return None if last < first else (first, min(last, size_bytes - 1))
