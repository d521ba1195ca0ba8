"""Compressed variants: which files have them, and their bytes."""

import gzip

import brotli
import pytest

from rotative.bake.store import compression

PAGE = b"<p>Une page.</p>" * 100


def test_success_bytes() -> None:
    assert brotli.decompress(compression.compress(PAGE, ".br")) == PAGE
    assert gzip.decompress(compression.compress(PAGE, ".gz")) == PAGE
    assert compression.compress(PAGE, "") == PAGE


@pytest.mark.parametrize(
    ("name", "size_bytes", "expected"),
    [
        ("fr/index.html", 5000, (".br", ".gz")),
        ("fr/rss.xml", compression.MIN_BYTES, (".br", ".gz")),
        ("fr/rss.xml", compression.MIN_BYTES - 1, ()),
        ("media/1.avif", 5000, ()),
    ],
)
def test_success_suffixes(name: str, size_bytes: int, expected: tuple[str, ...]) -> None:
    assert compression.suffixes(name, size_bytes) == expected


@pytest.mark.parametrize("suffix", compression.SUFFIXES)
def test_success_same(suffix: str) -> None:
    packed = compression.compress(PAGE, suffix)

    assert compression.same(packed, suffix, PAGE)
    assert not compression.same(packed, suffix, PAGE + b" ")
    assert not compression.same(packed[:-4], suffix, PAGE)
    assert not compression.same(b"", suffix, PAGE)
