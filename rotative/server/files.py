"""The files behind the front, a few megabytes of them kept in memory and checked against the disk at every request."""

import os
import re
import stat
from collections import OrderedDict
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path

from isal import isal_zlib

from rotative.bake.store import compression, file_names
from rotative.core.http_headers import CACHE_ERROR, ENCODINGS, Headers, cache_control, content_type, security

CACHE_MAX_BYTES = 16 * 1024 * 1024
# A larger file is sent from the disk piece by piece.
KEPT_MAX_BYTES = 512 * 1024
# Bytes of an entry without its body: strings, lists, the dictionary's place.
ENTRY_BYTES = 4096
# Files asked for once that are remembered, by their paths alone: about as many as there is room for with their bytes.
ASKED_MAX = 2048

_BEING_WRITTEN = f"/{file_names.TEMPORARY}"
_NOT_FOUND_PAGE = re.compile(r"^(/[a-z]{2,3})?/404/$")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Everything that the files of one place have in common, in one encoding."""

    status: int
    # All but those of one file: entity tag, date, and length where it is not granian's to say.
    headers: tuple[tuple[str, str], ...]
    # Of a 304: what RFC 9110 asks to repeat.
    short_headers: tuple[tuple[str, str], ...]


@dataclass(kw_only=True, slots=True)
class Answer:
    """One file as it is sent: everything but the choice between 200 and 304.

    Nothing changes it; it is not frozen because one is made for each page that is not in memory, and that takes twice as long.
    """

    place: Place
    # The file read, and what its status was.
    file: str
    inode: int
    size_bytes: int
    modified_ns: int
    etag: str
    last_modified: str
    headers: Headers
    # None where the file is too large to be kept.
    body: bytes | None

    @property
    def short_headers(self) -> Headers:
        """The headers of a 304."""
        return [*self.place.short_headers, ("etag", self.etag), ("last-modified", self.last_modified)]


class Files:
    """Finds, reads and remembers files; what it remembers is used only while the file on the disk is the same one."""

    def __init__(self, public: Path, *, static: Path | None = None) -> None:
        self._public = os.fspath(public)
        self._static = os.fspath(static) if static else None
        # A plain dictionary would look for its first entry among all that were dropped before it.
        self._kept: OrderedDict[tuple[str, tuple[str, ...]], Answer] = OrderedDict()
        self._kept_bytes = 0
        # Asked for once: who walks through the whole site must not drive out what is read again and again.
        self._asked: set[tuple[str, tuple[str, ...]]] = set()

    def page(self, path: str, preference: tuple[str, ...]) -> Answer | None:
        """Return the live file at a decoded path in the first encoding there is, or None. Raises PathRefused."""
        key = (path, preference)
        kept = self._kept.get(key)
        if kept is not None:
            try:
                status = os.stat(kept.file)
            except OSError:
                status = None
            if (
                status is not None
                and status.st_mtime_ns == kept.modified_ns
                and status.st_ino == kept.inode
                and status.st_size == kept.size_bytes
            ):
                return kept
            self._drop(key)
        answer = self._read(path, "live", preference)
        if answer is not None and answer.body is not None and self._asked_again(key):
            self._keep(key, answer)
        return answer

    def gone(self, path: str, preference: tuple[str, ...]) -> Answer | None:
        """Return the page that says what was here has been withdrawn."""
        return self._read(path, "gone", preference)

    def not_found(self, path: str, preference: tuple[str, ...]) -> Answer | None:
        """Return the baked 404 page in the language of a path, else in the outlet's first language."""
        language = path.split("/", 2)[1]
        for candidate in (f"/{language}/404/", "/404/"):
            if _NOT_FOUND_PAGE.match(candidate) and (answer := self.page(candidate, preference)):
                return answer
        return None

    def _read(self, path: str, kind: file_names.Kind, preference: tuple[str, ...]) -> Answer | None:
        answer = _answer(path, f"{self._public}/{file_names.file_name(path, kind)}", kind, preference)
        if answer is None and self._static and path.startswith("/static/") and _BEING_WRITTEN not in path:
            return _answer(path, os.path.join(self._static, path.removeprefix("/static/")), kind, preference)
        return answer

    def _asked_again(self, key: tuple[str, tuple[str, ...]]) -> bool:
        """Return whether the last ASKED_MAX files or fewer were asked for since this one."""
        if key in self._asked:
            self._asked.discard(key)
            return True
        if len(self._asked) >= ASKED_MAX:
            self._asked.clear()
        self._asked.add(key)
        return False

    def _keep(self, key: tuple[str, tuple[str, ...]], answer: Answer) -> None:
        self._drop(key)
        self._kept[key] = answer
        self._kept_bytes += answer.size_bytes + ENTRY_BYTES
        while self._kept_bytes > CACHE_MAX_BYTES:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: tuple[str, tuple[str, ...]]) -> None:
        if dropped := self._kept.pop(key, None):
            self._kept_bytes -= dropped.size_bytes + ENTRY_BYTES


def unchanged(answer: Answer, if_none_match: str | None, if_modified_since: str | None) -> bool:
    """Return whether the client has this very file already."""
    if if_none_match is not None:
        return if_none_match == answer.etag or _listed(answer.etag, if_none_match)
    return if_modified_since is not None and (
        if_modified_since == answer.last_modified or _not_since(answer.modified_ns, if_modified_since)
    )


def tagged(etag: str, modified_ns: int, if_none_match: str | None, if_modified_since: str | None) -> bool:
    """Return the same for a file that was not read."""
    if if_none_match is not None:
        return _listed(etag, if_none_match)
    return if_modified_since is not None and _not_since(modified_ns, if_modified_since)


def _not_since(modified_ns: int, instant: str) -> bool:
    """Return whether a file has not changed since an HTTP date; False for what is no date."""
    try:
        return parsedate_to_datetime(instant).timestamp() >= modified_ns // 1_000_000_000
    except (ValueError, TypeError, OverflowError):
        return False


def _listed(etag: str, if_none_match: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in tags or etag in tags


def _answer(path: str, name: str, kind: file_names.Kind, preference: tuple[str, ...]) -> Answer | None:
    """Read the first variant there is, whole and with its own length; None unless the uncompressed file is there too."""
    try:
        if not stat.S_ISREG(os.stat(name).st_mode):
            return None
    except (OSError, ValueError):
        return None
    for suffix in preference:
        try:
            descriptor = os.open(name + suffix, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            status = os.fstat(descriptor)
            body = _read_all(descriptor, status.st_size) if status.st_size <= KEPT_MAX_BYTES else None
        finally:
            os.close(descriptor)
        # All pages but those of errors have the same headers.
        where = "/" if path.endswith("/") and not path.endswith("/404/") else path
        return _described(_place(where, kind, suffix), name + suffix, status, body)
    return None


def _described(place: Place, file: str, status: os.stat_result, body: bytes | None) -> Answer:
    modified_ns = status.st_mtime_ns
    last_modified = _date(modified_ns // 1_000_000_000)
    headers = [*place.headers]
    if body is not None:
        size_bytes, etag = len(body), _tag(body)
    else:
        size_bytes = status.st_size
        etag = f'"{modified_ns:x}-{size_bytes:x}"'
        headers.append(("content-length", str(size_bytes)))
    if place.status == 200:
        headers.append(("etag", etag))
        headers.append(("last-modified", last_modified))
    return Answer(
        place=place,
        file=file,
        inode=status.st_ino,
        size_bytes=size_bytes,
        modified_ns=modified_ns,
        etag=etag,
        last_modified=last_modified,
        headers=headers,
        body=body,
    )


@lru_cache(maxsize=512)
def _place(path: str, kind: file_names.Kind, suffix: str) -> Place:
    """Describe a place. path: "/" for all pages but those of errors."""
    code = 410 if kind == "gone" else 404 if _NOT_FOUND_PAGE.match(path) else 200
    type_ = "text/html; charset=utf-8" if kind == "gone" else content_type(path)
    short = [("cache-control", cache_control(path, type_) if code == 200 else CACHE_ERROR)]
    if compression.suffixes(file_names.file_name(path, kind), compression.MIN_BYTES):
        short.append(("vary", "accept-encoding"))
    headers = [("content-type", type_), *short, *security(type_)]
    if suffix:
        headers.append(("content-encoding", ENCODINGS[suffix]))
    return Place(status=code, headers=tuple(headers), short_headers=tuple(short))


def _date(second: int) -> str:
    """Write a second as HTTP does."""
    days, of_day = divmod(second, 86_400)
    return f"{_day(days)} {of_day // 3600:02}:{of_day // 60 % 60:02}:{of_day % 60:02} GMT"


@lru_cache(maxsize=1024)
def _day(days: int) -> str:
    return formatdate(days * 86_400, usegmt=True)[: len("Thu, 01 Jan 1970")]


def _tag(body: bytes) -> str:
    """Return the entity tag of the bytes sent: it is right even between the renames of two variants.

    Two versions of a page must differ in it, and nobody gains by making them agree: checksums are enough, and take a fiftieth of
    the time of a digest.
    """
    return f'"{isal_zlib.crc32(body):08x}{isal_zlib.adler32(body):08x}-{len(body):x}"'


def _read_all(descriptor: int, size_bytes: int) -> bytes:
    # One byte more than it holds: so a whole file is known to be whole without a second look.
    body = os.read(descriptor, size_bytes + 1)
    if len(body) == size_bytes:
        return body
    pieces = [body]
    while piece := os.read(descriptor, KEPT_MAX_BYTES):
        pieces.append(piece)
    return b"".join(pieces)
