"""Compressed variants: which files have them, and their bytes."""

import gzip

import brotli
import pytest

from rotative.bake import variants

PAGE = b"<p>Une page.</p>" * 100


def test_success_bytes() -> None:
    assert brotli.decompress(variants.compress(PAGE, ".br")) == PAGE
    assert gzip.decompress(variants.compress(PAGE, ".gz")) == PAGE
    assert variants.compress(PAGE, "") == PAGE


@pytest.mark.parametrize(
    ("name", "size_bytes", "expected"),
    [
        ("fr/index.html", 5000, (".br", ".gz")),
        ("fr/rss.xml", variants.MIN_BYTES, (".br", ".gz")),
        ("fr/rss.xml", variants.MIN_BYTES - 1, ()),
        ("media/1.avif", 5000, ()),
    ],
)
def test_success_suffixes(name: str, size_bytes: int, expected: tuple[str, ...]) -> None:
    assert variants.suffixes(name, size_bytes) == expected


@pytest.mark.parametrize("suffix", variants.SUFFIXES)
def test_success_same(suffix: str) -> None:
    packed = variants.compress(PAGE, suffix)

    assert variants.same(packed, suffix, PAGE)
    assert not variants.same(packed, suffix, PAGE + b" ")
    assert not variants.same(packed[:-4], suffix, PAGE)
    assert not variants.same(b"", suffix, PAGE)
