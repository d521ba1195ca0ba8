"""Compressed variants: which files have them, their bytes, and what making them costs."""

import gzip
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from rotative.bake import variants

ROOT = Path(__file__).parents[2]
PAGE = b"<p>Une page.</p>" * 100

# Prints how many pages of memory the system handed out for each compression, after the first, in a thread and outside.
COUNTER = """
import random, resource, threading
from rotative.bake import variants

body = " ".join(random.Random(1).choices(["maison", "ville", "port", "mer", "<p>"], k=5000)).encode()

def count():
    variants.compress(body, ".br"), variants.compress(body, ".gz")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _turn in range(50):
        variants.compress(body, ".br"), variants.compress(body, ".gz")
    print((resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before) / 50)

beside = threading.Thread(target=count)
beside.start()
beside.join()
count()
"""


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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc has to be told")
def test_success_memory_is_kept_from_page_to_page() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNTER], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert [float(line) < 10 for line in done.stdout.split()] == [True, True], done.stdout
