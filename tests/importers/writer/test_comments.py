"""Comments of an import."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rotative.comments.models import Comment
from tests.importers.imports import problem_counts, run
from tests.importers.wordpress.wxr import comment, item

pytestmark = pytest.mark.django_db


def test_success_comments_keep_state_and_thread(tmp_path: Path) -> None:
    inside = (
        comment(1, "un")
        + comment(2, "deux", parent=1)
        + comment(3, "trois", parent=2, approved="0", author_email="pas une adresse")
        + comment(4, "quatre", approved="spam")
        + comment(5, "cinq", approved="trash", author="x" * 200)
        + comment(6, "six", kind="trackback")
    )

    report = run(tmp_path, item(7, inside=inside))

    found = {row.text: row for row in Comment.objects.all()}
    assert {text: row.state for text, row in found.items()} == {
        "un": "shown", "deux": "shown", "trois": "held", "quatre": "spam", "cinq": "rejected",
    }  # fmt: skip
    assert found["deux"].parent == found["trois"].parent == found["un"]
    assert (found["un"].email, found["trois"].email, len(found["cinq"].name)) == (
        "nadia@lecteurs.example",
        "",
        80,
    )
    assert found["un"].written_at == datetime(2020, 1, 2, 10, 0, 1, tzinfo=UTC)
    assert (report.comments, report.comments_in_file) == (5, 6)
    assert problem_counts(report) == {"comment_cut": 2, "comment_skipped": 1}
