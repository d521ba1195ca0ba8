"""The report of the benchmark of imports, with exports so small that its figures mean nothing."""

import importlib
import shutil
from pathlib import Path

import pytest

from rotative.bench.newsrooms import apart

# The name of the module is a word of Python.
bench = importlib.import_module("rotative.bench.import")


@pytest.mark.slow
@pytest.mark.processes
def test_success_report(empty_home: Path, tmp_path: Path) -> None:
    shutil.copytree(empty_home, tmp_path / "empty")

    with apart():
        results = bench.compare(tmp_path / "empty", tmp_path, sizes=[8], comments=3)

    plain, commented = results["imports"]
    assert results["wrong"] == []
    assert (plain["posts"], plain["comments"]) == (8, 0)
    assert (commented["posts"], commented["comments"]) == (8, 24)
    assert min(commented[name] for name in ("posts_per_s", "comments_per_s", "peer_per_s", "peak_mb")) > 0
    assert "24 comments" in bench.text(results)


def test_success_text_of_a_report() -> None:
    one = {"posts": 8, "comments": 0, "file_mb": 0.1, "posts_per_s": 4, "peak_mb": 90, "peer_per_s": 40}

    told = bench.text({"imports": [{**one, "ratio": 0.1}], "wrong": []})

    assert "8 posts" in told
    assert "ratio 0.100" in told
