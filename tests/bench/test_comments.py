"""The report of the benchmark of comments, in a newsroom so small that its figures mean nothing."""

import shutil
from pathlib import Path

import pytest

from rotative.bench import comments, newsrooms


@pytest.mark.slow
@pytest.mark.processes
def test_success_report(empty_home: Path, tmp_path: Path) -> None:
    shutil.copytree(empty_home, tmp_path / "articles-5")

    with newsrooms.apart():
        home = newsrooms.newsroom(tmp_path, 5, quiet=True)
        newsrooms.rotative(home, "bake", "--all")
        results = comments.compare(home, seconds=2, connections=2, pages=5)

    assert results["wrong"] == []
    assert results["posted"] == sum(results["states"].values()) + results["refused"] > 0
    assert results["lost"] == 0
    assert min(results["quiet"]["p99_ms"], results["loud"]["p99_ms"]) > 0
    assert "lost 0" in comments.text(results)


def test_fail_a_comment_that_was_thanked_for_and_is_not_there() -> None:
    waits = {"median_ms": 9.0, "p99_ms": 20.0, "seconds": 2.0, "example": "500 Something"}

    lost = comments.accounted({"thanked": 10, "refused": 2, "failed": 1, **waits}, {"held": 8, "spam": 1})

    assert (lost["posted"], lost["lost"], lost["accepted_per_s"]) == (13, 1, 4.5)
    assert lost["wrong"] == [
        "10 senders were thanked, 9 comments are there.",
        "1 requests failed: 500 Something",
    ]
