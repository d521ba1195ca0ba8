"""Exports as old sites really write them: numbers used twice, impossible dates, cut-off pictures, addresses for names."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from rotative.articles.models import Article, Byline
from rotative.bake import oven
from rotative.bake.models import PublicPath
from rotative.bake.store.folder import MemoryPress
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.media.models import Picture
from tests.importers.imports import figures_add_up, problem_counts, run
from tests.importers.wordpress.wxr import SITE, comment, item

pytestmark = pytest.mark.django_db


def attachment(number: int, file: str, *, parent: int = 0) -> str:
    return item(
        number,
        kind="attachment",
        status="inherit",
        content="",
        link=f"{SITE}/page-{number}/",
        meta={"_wp_attached_file": file},
        inside=f"<wp:attachment_url>{SITE}/wp-content/uploads/{file}</wp:attachment_url>"
        f"<wp:post_parent>{parent}</wp:post_parent>",
    )


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("dry_run", [True, False])
def test_fail_picture_cut_off(tmp_path: Path, format: str, dry_run: bool) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    name = f"coupe.{format.lower().replace('jpeg', 'jpg')}"
    Image.effect_noise((400, 300), 80).convert("RGB").save(folder / "whole", format)
    whole = (folder / "whole").read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2])
    body = f'<img class="wp-image-9" src="{SITE}/wp-content/uploads/{name}">'

    for _time in range(2):
        report = run(
            tmp_path, item(7, content=body), attachment(9, name), item(8), media=folder, dry_run=dry_run
        )
        assert problem_counts(report)["picture_damaged"] == 1
        assert figures_add_up(report)

    assert not Picture.objects.exists()
    assert Article.objects.count() == (0 if dry_run else 2)


@pytest.mark.parametrize("date", ["9999-12-31 23:59:59", "2099-05-01 08:00:00"])
def test_success_published_in_the_future(tmp_path: Path, press: MemoryPress, date: str) -> None:
    before = clock.now()
    said = f"<wp:comment_date_gmt>{date}</wp:comment_date_gmt>"
    remark = comment(1, "Déjà lu.").replace(
        "<wp:comment_date_gmt>2020-01-02 10:00:01</wp:comment_date_gmt>", said
    )

    report = run(tmp_path, item(1, date=date, inside=remark), item(2))

    article = Article.objects.get(headline="Titre 1")
    assert before <= article.published_at <= clock.now()
    assert Comment.objects.get().written_at <= clock.now()
    assert {"date_ahead", "date_missing"} & set(problem_counts(report))
    assert oven.bake_stale(press).failed == 0


def test_fail_scheduled_for_the_end_of_the_calendar(tmp_path: Path) -> None:
    report = run(tmp_path, item(1, status="future", date="9999-12-31 23:59:59"))

    assert problem_counts(report)["schedule_passed"] == 1
    assert Article.objects.get().go_live_at is None


def test_success_one_number_for_different_items(tmp_path: Path) -> None:
    day = clock.now() - timedelta(days=300)
    dates = [(day + timedelta(days=number)).strftime("%Y-%m-%d %H:%M:%S") for number in range(3)]
    items = [
        item(5, title="Le pont", link=f"{SITE}/pont/", date=dates[0]),
        item(5, title="Le phare", link=f"{SITE}/phare/", date=dates[1]),
        # The first one once more, changed.
        item(5, title="Le pont", link=f"{SITE}/pont/", date=dates[0], content="Autre texte."),
        item(5, title="Une page", kind="page", link=f"{SITE}/une/", date=dates[2]),
        item(5, title="Une autre", kind="page", link=f"{SITE}/autre/", date=dates[0]),
        # Without an address or a date there is only the headline to tell them by.
        item(5, title="Le bac", link=f"{SITE}/bac/", date=dates[0]),
        item(6, title="Sans un", link="", date="", status="draft"),
        item(6, title="Sans deux", link="", date="", status="draft"),
    ]

    first = run(tmp_path, *items)
    counted = (first.articles, first.pages, first.skipped, first.already_there)
    later = [run(tmp_path, *items) for _time in range(2)]

    assert counted == (5, 2, 1, 0)
    assert [(one.articles, one.pages, one.skipped, one.already_there) for one in later] == [(0, 0, 1, 7)] * 2
    for report in (first, *later):
        assert figures_add_up(report)
        assert problem_counts(report)["double"] == 1
        assert "changed_at_source" not in problem_counts(report)
    assert set(Article.objects.values_list("headline", flat=True)) == {
        *("Le pont", "Le phare", "Le bac", "Sans un", "Sans deux"),
    }


def test_success_one_number_for_different_comments(tmp_path: Path) -> None:
    items = [
        item(1, inside=comment(9, "Un.") + comment(9, "Deux.") + comment(10, "À l’un.", parent=9)),
        item(2, inside=comment(9, "Trois.") + comment(9, "Trois.")),
    ]

    first = run(tmp_path, *items)
    again = run(tmp_path, *items)

    assert (first.comments, again.comments, again.comments_already_there) == (4, 0, 4)
    assert problem_counts(first)["comment_double"] == 1
    told = Comment.objects.order_by("article__headline", "text")
    assert [(row.text, row.parent and row.parent.text) for row in told] == [
        ("Deux.", None), ("Un.", None), ("À l’un.", "Un."), ("Trois.", None),
    ]  # fmt: skip


def test_success_no_address_for_a_name(tmp_path: Path, press: MemoryPress) -> None:
    stranger, author = "fantome@inconnu.example", "redac.chef@ancien.example"
    channel = (
        f"<wp:author><wp:author_login>chef</wp:author_login><wp:author_display_name>{author}</wp:author_display_name>"
        "</wp:author>"
    )
    remark = comment(1, "Bravo.", author="nadia@lecteurs.example")

    report = run(tmp_path, item(1, creator=stranger, inside=remark), item(2, creator="chef"), channel=channel)
    oven.bake_stale(press)

    assert Comment.objects.get().name == "nadia"
    assert {"fantome", "redac.chef"} <= set(Byline.objects.values_list("name", flat=True))
    assert problem_counts(report)["address_masked"] == 3
    assert not [path for path in PublicPath.objects.values_list("path", flat=True) if "@" in path]
    assert not [
        path for path, (_kind, body) in press.pages.items() if b"@inconnu" in body or b"@lecteurs" in body
    ]


def test_success_page_of_a_picture_without_a_parent(tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    Image.new("RGB", (40, 30), "red").save(folder / "port.jpg")
    body = f'<img class="wp-image-9" src="{SITE}/wp-content/uploads/port.jpg">'

    run(tmp_path, item(7, content=body), item(8, content=body), attachment(9, "port.jpg"), media=folder)

    page = PublicPath.objects.get(path="/page-9/")
    assert (page.state, page.target) == (PublicPath.State.MOVED, "/2020/01/01/article-7/")
