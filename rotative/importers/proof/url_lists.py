"""Reads addresses from a list or an access log, also a packed one, a line at a time."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from rotative.core.errors import RotativeError, gettext_noop
from rotative.importers.old_site import OldSite
from rotative.importers.proof.old_urls import own_address

# Different addresses of one list, and the bytes of it that are read, unpacked.
MOST_ADDRESSES: Final = 1_000_000
MOST_BYTES: Final = 50 * 1024**3
_LINE_BYTES: Final = 16 * 1024
_GZIP: Final = b"\x1f\x8b"
# The request and the answer in the common and combined log formats.
_REQUEST: Final = re.compile(r'"(GET|HEAD|POST|[A-Z]{3,10}) (\S{1,4000}) HTTP/[\d.]{1,3}" (\d{3}) ')
_ADDRESS: Final = re.compile(r"(?:https?://|/)[^\s\"'<>,;|]{0,4000}")
# A log notes what was asked in vain as well.
_ANSWERED: Final = frozenset({"200", "206", "301", "302", "304", "307", "308", "410"})


class UnreadableList(RotativeError):
    code = "proof.unreadable_list"
    message = gettext_noop("%(file)s cannot be read: %(reason)s.")


def addresses(path: Path, site: OldSite | None) -> Iterator[str]:
    """Yield the addresses of the old site in a file, at most MOST_ADDRESSES; a line may be an address or one of a log.

    site: None where no export says its host: then every address counts. Raises UnreadableList.
    """
    found = 0
    try:
        with _opened(path) as file:
            for line in _lines(file):
                if address := _address(line, site):
                    yield address
                    found += 1
                if found >= MOST_ADDRESSES:
                    return
    except (OSError, EOFError, ValueError) as exc:
        raise UnreadableList(file=path.name, reason=getattr(exc, "strerror", None) or exc) from exc


def _opened(path: Path) -> BinaryIO | gzip.GzipFile:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return gzip.open(path, "rb") if packed else path.open("rb")


def _lines(file: BinaryIO | gzip.GzipFile) -> Iterator[str]:
    """Yield lines; the rest of one that is too long is passed over."""
    read = 0
    whole = True
    while read < MOST_BYTES and (line := file.readline(_LINE_BYTES)):
        read += len(line)
        if whole:
            yield line.decode(errors="replace").strip("\ufeff \t\r\n")
        whole = line.endswith(b"\n")


def _address(line: str, site: OldSite | None) -> str:
    if request := _REQUEST.search(line):
        found = request[2] if request[1] in ("GET", "HEAD") and request[3] in _ANSWERED else ""
    else:
        plain = _ADDRESS.search(line)
        found = plain[0] if plain else ""
    if not found:
        return ""
    if site is None:
        parts = urlsplit(found)
        site = OldSite.of(f"{parts.scheme or 'http'}://{parts.netloc or 'localhost'}")
    return own_address(found, site)
