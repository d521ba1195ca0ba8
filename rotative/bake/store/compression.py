"""Compression: the variants of a page's file, made once when it is printed, so that no reader waits for them."""

import gzip
import os
from functools import lru_cache

import brotli
from isal import isal_zlib

from rotative.bake import profiling

BROTLI_QUALITY = 5
# Of the rules that every page waits for: they are printed seldom, and 9 % smaller for 30 ms.
RULES_QUALITY = 11
# ISA-L's own scale, 0 to 3: a sixth of the time of zlib's 6 for 7 % more bytes, which few readers fetch.
GZIP_LEVEL = 2
# Bytes. A variant of a smaller file saves nothing: the headers are longer than the body.
MIN_BYTES = 200
# The variant that browsers prefer comes first.
SUFFIXES = (".br", ".gz")

# zlib's number for the gzip format with the widest window.
_GZIP_FORMAT = 31
# Powers of two, in bytes; smaller windows save nothing.
_SMALLEST_WINDOW = 16
_WIDEST_WINDOW = 22
_TEXT = frozenset(
    {".html", ".css", ".js", ".mjs", ".json", ".xml", ".txt", ".svg", ".webmanifest", ".map", ".ics"}
)


def suffixes(name: str, size_bytes: int) -> tuple[str, ...]:
    """Return the suffixes of the variants of a file of this name and size."""
    if size_bytes < MIN_BYTES or os.path.splitext(name)[1] not in _TEXT:
        return ()
    return SUFFIXES


def compress(body: bytes, suffix: str, *, name: str = "") -> bytes:
    """Return the bytes of a page's variant. suffix: ".br", ".gz", or "" for the page itself; name: of its file."""
    if not suffix:
        return body
    with profiling.phase("compress"):
        if suffix == ".gz":
            # The file contains no name and no date.
            gzipped: bytes = isal_zlib.compress(body, GZIP_LEVEL, wbits=_GZIP_FORMAT)
            return gzipped
        return _rules(body) if name.endswith(".css") else _brotli(body, BROTLI_QUALITY)


@lru_cache(maxsize=64)
def _rules(body: bytes) -> bytes:
    return _brotli(body, RULES_QUALITY)


def _brotli(body: bytes, quality: int) -> bytes:
    # The smallest window that holds the page: clearing a wider one takes a fifth of the time.
    window = min(max(len(body).bit_length(), _SMALLEST_WINDOW), _WIDEST_WINDOW)
    packed: bytes = brotli.compress(body, quality=quality, lgwin=window)
    return packed


def same(packed: bytes, suffix: str, body: bytes) -> bool:
    """Return whether a variant was made of these bytes; False when it cannot be read."""
    try:
        return (brotli.decompress(packed) if suffix == ".br" else gzip.decompress(packed)) == body
    except (OSError, EOFError, brotli.error):
        return False
