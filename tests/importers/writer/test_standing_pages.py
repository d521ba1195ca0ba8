"""Standing pages of an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from rotative.bake.models import PublicPath
from rotative.pages.models import StandingPage
from tests.importers.imports import problem_counts, run
from tests.importers.wordpress.wxr import SITE, comment, item

pytestmark = pytest.mark.django_db


def test_success_page_keeps_its_address(tmp_path: Path) -> None:
    report = run(
        tmp_path, item(8, kind="page", link=f"{SITE}/qui/nous/", title="Nous", inside=comment(1, "a"))
    )

    page = StandingPage.objects.get()
    assert (page.title, page.path_kept, page.live) == ("Nous", "/qui/nous/", True)
    assert PublicPath.objects.get(path="/qui/nous/").recipe == "standing"
    assert (report.pages, problem_counts(report)["comment_on_page"]) == (1, 1)
