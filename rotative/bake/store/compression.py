"""Variants: the compressed files beside a page, made once when it is printed, so that no reader waits for them."""

import gzip
import os

import brotli
from zlib_ng import zlib_ng

from rotative.bake import profiling

BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# Below this a variant saves nothing: the headers are longer than the body.
MIN_BYTES = 200
# Each as the browser that prefers it comes first.
SUFFIXES = (".br", ".gz")

# zlib's way to say a gzip file, with the widest window.
_GZIP_FORMAT = 31
# Powers of two, in bytes; below the first nothing is gained.
_SMALLEST_WINDOW = 16
_WIDEST_WINDOW = 22
_TEXT = frozenset(
    {".html", ".css", ".js", ".mjs", ".json", ".xml", ".txt", ".svg", ".webmanifest", ".map", ".ics"}
)


def suffixes(name: str, size_bytes: int) -> tuple[str, ...]:
    """The suffixes of the compressed files a file of this name and size has beside it."""
    if size_bytes < MIN_BYTES or os.path.splitext(name)[1] not in _TEXT:
        return ()
    return SUFFIXES


def compress(body: bytes, suffix: str) -> bytes:
    """The bytes of a page's variant. suffix: ".br", ".gz", or "" for the page as it is."""
    if not suffix:
        return body
    with profiling.phase("compress"):
        if suffix == ".gz":
            # zlib's own format, in half its time and a hundredth more bytes; without a name and without a date.
            gzipped: bytes = zlib_ng.compress(body, GZIP_LEVEL, wbits=_GZIP_FORMAT)
            return gzipped
        # A window that just holds the page: a fifth of the time goes into clearing a wider one.
        window = min(max(len(body).bit_length(), _SMALLEST_WINDOW), _WIDEST_WINDOW)
        packed: bytes = brotli.compress(body, quality=BROTLI_QUALITY, lgwin=window)
        return packed


def same(packed: bytes, suffix: str, body: bytes) -> bool:
    """Whether a variant is of these bytes; one that cannot be read is not."""
    try:
        return (brotli.decompress(packed) if suffix == ".br" else gzip.decompress(packed)) == body
    except (OSError, EOFError, brotli.error):
        return False
