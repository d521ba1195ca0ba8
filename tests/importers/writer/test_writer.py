"""Whole imports: nothing twice, nothing lost, every figure right."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.db import connection
from django.db.models import Count

from rotative.articles.models import Article, ListEntry
from rotative.bake.models import PublicPath
from rotative.importers import tasks
from rotative.importers.actions import import_wordpress
from rotative.importers.models import ImportedItem
from rotative.importers.report import EXPLANATIONS
from rotative.importers.writer import writer as writing
from tests.importers.imports import figures_add_up, problem_counts, row_counts, run
from tests.importers.wordpress import sites
from tests.importers.wordpress.wxr import SITE, comment, export, item, written

pytestmark = pytest.mark.django_db


def test_success_second_run_changes_nothing(tmp_path: Path) -> None:
    items = (
        item(7, inside=comment(1, "a")),
        item(8, kind="page", link=f"{SITE}/contact/"),
        item(9, status="trash"),
    )
    run(tmp_path, *items)
    before = row_counts()

    report = run(tmp_path, *items)

    assert row_counts() == before
    assert (report.articles, report.pages, report.comments, report.sections, report.authors) == (
        0,
        0,
        0,
        0,
        0,
    )
    assert (report.already_there, report.skipped, report.comments_already_there) == (2, 1, 1)
    assert figures_add_up(report)


def test_success_imported_articles_are_found(
    tmp_path: Path, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "_CHUNK", 2)

    with django_capture_on_commit_callbacks(execute=True):
        run(tmp_path, *(item(number) for number in range(1, 6)))

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_document")
        assert cursor.fetchone() == (5,)


def test_success_a_newer_export_brings_what_is_new(tmp_path: Path) -> None:
    run(tmp_path, item(7, inside=comment(1, "a")))

    report = run(tmp_path, item(7, content="Autre.", inside=comment(1, "a") + comment(2, "b")), item(8))

    assert (report.articles, report.already_there, report.comments) == (1, 1, 1)
    assert problem_counts(report) == {"changed_at_source": 1}
    assert str(Article.objects.get(path="/2020/01/01/article-7/").body[0].value) == "<p>Du texte.</p>"


def test_success_two_sites_that_number_alike_stay_apart(tmp_path: Path) -> None:
    other = item(7, title="Une autre histoire", link=f"{SITE}/2021/05/05/autre/", date="2021-05-05 08:00:00")
    run(tmp_path, item(7))

    first, second = run(tmp_path, other), run(tmp_path, other)

    assert (first.articles, first.already_there) == (1, 0)
    assert (second.articles, second.already_there) == (0, 1)
    assert Article.objects.count() == 2


def test_success_dry_run_writes_nothing_and_reports_the_same(tmp_path: Path) -> None:
    items = (
        item(
            7,
            inside=comment(1, "a") + comment(2, "b", parent=1),
            terms=(("category", "a", "A"), ("post_tag", "b", "B")),
        ),
        item(8, kind="page"),
        item(9, link=f"{SITE}/2020/01/01/article-7/"),
        item(10, status="private"),
        item(11, content='<script>x</script><img src="/x.jpg">'),
    )
    before = row_counts()

    dry = run(tmp_path, *items, dry_run=True).as_json()

    assert row_counts() == before
    real = run(tmp_path, *items).as_json()
    assert {**dry, "dry_run": False, "seconds": 0} == {**real, "seconds": 0}


def test_success_interrupted_it_resumes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 10)
    path = written(
        tmp_path,
        export(*(item(number, date=f"2020-01-{40 - number:02} 10:00:00") for number in range(10, 40))),
    )
    seen = 0

    def stop() -> None:
        nonlocal seen
        seen += 1
        if seen == 25:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_wordpress(path, started=lambda items: stop)
    half = Article.objects.count()
    report = import_wordpress(path)

    assert half == 20
    assert (report.articles, report.already_there) == (10, 20)
    entries = ListEntry.objects.filter(list="site:fr").order_by("published_at")
    assert [entry.window for entry in entries] == [1] * 20 + [2] * 10


def test_success_lists_are_in_order_of_date(tmp_path: Path) -> None:
    run(tmp_path, *(item(number, date=f"2020-{number % 12 + 1:02}-01 10:00:00") for number in range(1, 50)))
    run(tmp_path, *(item(number, date=f"2019-01-{number - 50:02} 10:00:00") for number in range(51, 56)))

    entries = ListEntry.objects.filter(list="site:fr").order_by("published_at", "article_id")

    assert [entry.window for entry in entries] == [1] * 20 + [2] * 20 + [3] * 14
    sizes = ListEntry.objects.filter(window=0).aggregate(waiting=Count("id"))
    assert sizes == {"waiting": 0}


@pytest.mark.parametrize("name", sites.NAMES)
def test_success_a_site_keeps_every_address(tmp_path: Path, name: str) -> None:
    truth = sites.site(name, tmp_path)

    report = import_wordpress(truth.export)

    assert (report.articles, report.skipped) == (truth.posts, 0)
    assert report.sections == truth.categories
    expected = {unquote(urlsplit(url).path): title for url, title in truth.titles}
    live = PublicPath.objects.filter(path__in=expected, state="live", recipe="article")
    assert live.count() == len(expected)
    assert dict(Article.objects.filter(path__in=expected).values_list("path", "headline")) == expected


@pytest.mark.parametrize("name", sites.THEMES)
def test_success_a_theme_test_adds_up(tmp_path: Path, name: str) -> None:
    truth = sites.theme(name, tmp_path)

    report = import_wordpress(truth.export)

    assert report.items == truth.articles + truth.pages + truth.media + truth.others
    assert (report.articles, report.pages) == (truth.articles, truth.pages)
    assert figures_add_up(report)
    found = problem_counts(report)
    handled = report.comments + found["comment_skipped"] + found["comment_on_page"]
    assert handled == report.comments_in_file == truth.comments
    assert ImportedItem.objects.filter(kind="article").count() == truth.articles
    assert set(found) <= set(EXPLANATIONS)
