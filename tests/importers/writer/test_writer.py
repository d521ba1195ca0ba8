"""What an import leaves behind: everything in its place, nothing public that was not, nothing twice."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count
from django.test import RequestFactory
from PIL import Image

from rotative.articles.models import Article, Byline, ListEntry, Section
from rotative.bake.models import PublicPath
from rotative.comments.models import Comment
from rotative.importers import tasks
from rotative.importers.actions import import_wordpress
from rotative.importers.models import ImportedItem
from rotative.importers.report import EXPLANATIONS, Report
from rotative.importers.wordpress.old_addresses import old_address
from rotative.importers.writer import writer as writing
from rotative.media.models import Picture
from rotative.pages.models import StandingPage
from rotative.subjects.models import SubjectName
from tests.importers.wordpress.wxr import SITE, comment, export, item, written

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "wxr"

pytestmark = pytest.mark.django_db


def corpus(name: str) -> Path:
    if not (CORPUS / name).is_file():
        pytest.skip("the folder of real material, ../shared/corpora, is not here")
    return CORPUS / name


def run(folder: Path, *items: str, media: Path | None = None, dry_run: bool = False, **more: str) -> Report:
    return import_wordpress(written(folder, export(*items, **more)), media=media, dry_run=dry_run)


def kinds(report: Report) -> dict[str, int]:
    found: dict[str, int] = {}
    for problem in report.problems:
        found[problem.kind] = found.get(problem.kind, 0) + problem.count
    return found


def adds_up(report: Report) -> bool:
    return (
        report.articles + report.pages + report.media + report.skipped + report.already_there == report.items
    )


def everything() -> dict[str, int]:
    """How many rows each table of ours has."""
    ours = (
        "articles",
        "subjects",
        "comments",
        "media",
        "pages",
        "importers",
        "bake",
        "masthead",
        "wagtailcore",
    )
    return {
        model._meta.label: model._base_manager.count()
        for app in ours
        for model in apps.get_app_config(app).get_models()
    }


def test_success_an_article_with_everything(tmp_path: Path) -> None:
    terms = (
        ("category", "politique", "Politique"),
        ("category", "monde", "Monde"),
        ("post_tag", "eau", "L'eau"),
    )

    report = run(tmp_path, item(7, title="Un titre", content="Un.\n\n<h2>Deux</h2>", excerpt="Chapô", terms=terms,
                                meta={"_wp_old_slug": "vieux"}))  # fmt: skip

    article = Article.objects.get()
    assert (article.path, article.headline, article.standfirst) == (
        "/2020/01/01/article-7/",
        "Un titre",
        "Chapô",
    )
    assert (article.live, article.state, article.language) == (True, "published", "fr")
    assert article.published_at == article.first_published_at == datetime(2020, 1, 1, 12, tzinfo=UTC)
    assert [(block.block_type, str(block.value)) for block in article.body] == [
        ("paragraph", "<p>Un.</p>"),
        ("intertitle", "Deux"),
    ]
    assert article.section.name == "Politique"
    assert [link.byline.name for link in article.article_bylines.all()] == ["Leïla Ourika"]
    assert [str(link.subject) for link in article.article_subjects.all()] == ["L'eau", "Monde"]
    assert PublicPath.objects.get(path=article.path).recipe == "article"
    assert (report.articles, report.sections, report.subjects, report.authors) == (1, 1, 2, 1)
    assert kinds(report) == {"second_section": 1}
    moved = dict(PublicPath.objects.filter(state="moved").values_list("path", "target"))
    assert moved["/2020/01/01/vieux/"] == article.path
    assert moved["/category/politique/"] == "/politique/"
    assert moved["/tag/eau/"] == "/sujet/eau/"
    assert moved["/author/leila/"] == "/auteur/leila/"


def test_success_second_run_changes_nothing(tmp_path: Path) -> None:
    items = (
        item(7, inside=comment(1, "a")),
        item(8, kind="page", link=f"{SITE}/contact/"),
        item(9, status="trash"),
    )
    run(tmp_path, *items)
    before = everything()

    report = run(tmp_path, *items)

    assert everything() == before
    assert (report.articles, report.pages, report.comments, report.sections, report.authors) == (
        0,
        0,
        0,
        0,
        0,
    )
    assert (report.already_there, report.skipped, report.comments_already_there) == (2, 1, 1)
    assert adds_up(report)


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
    assert kinds(report) == {"changed_at_source": 1}
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
    before = everything()

    dry = run(tmp_path, *items, dry_run=True).as_json()

    assert everything() == before
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


def test_success_nothing_private_becomes_public(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        item(1, status="draft", link=f"{SITE}/?p=1"),
        item(2, status="private"),
        item(3, inside="<wp:post_password>x</wp:post_password>"),
        item(4, status="future", date="2020-01-01 10:00:00"),
        item(5, kind="page", status="draft", link=f"{SITE}/brouillon/"),
        item(6, status="pending"),
    )

    assert not Article.objects.filter(live=True).exists()
    assert set(Article.objects.values_list("state", "path")) == {("draft", None)}
    assert not StandingPage.objects.get().live
    assert not PublicPath.objects.filter(recipe__in=["article", "standing"], state="live").exists()
    assert kinds(report) == {"private_kept_as_draft": 1, "password_lost": 1, "schedule_passed": 1}


def test_success_scheduled_stays_scheduled(tmp_path: Path) -> None:
    run(tmp_path, item(4, status="future", date="2120-01-01 10:00:00", link=f"{SITE}/?p=4"))

    article = Article.objects.get()

    assert (article.live, article.state) == (False, "scheduled")
    assert article.go_live_at == datetime(2120, 1, 1, 10, tzinfo=UTC)


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
    assert kinds(report) == {"comment_cut": 2, "comment_skipped": 1}


def test_success_page_keeps_its_address(tmp_path: Path) -> None:
    report = run(
        tmp_path, item(8, kind="page", link=f"{SITE}/qui/nous/", title="Nous", inside=comment(1, "a"))
    )

    page = StandingPage.objects.get()
    assert (page.title, page.path_kept, page.live) == ("Nous", "/qui/nous/", True)
    assert PublicPath.objects.get(path="/qui/nous/").recipe == "standing"
    assert (report.pages, kinds(report)["comment_on_page"]) == (1, 1)


def test_success_taken_addresses(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        item(1, link=f"{SITE}/politique/"),
        item(2, link=f"{SITE}/politique/"),
        item(3, link=f"{SITE}/desk/x/"),
        item(4, link=f"{SITE}/?p=4", title="Sans adresse"),
    )

    section = Section.objects.get(name="Politique")
    assert section.slug == "politique-2"
    assert list(Article.objects.order_by("pk").values_list("path", flat=True)) == [
        "/politique/", "/politique-2/politique/", "/politique-2/x/", "/politique-2/sans-adresse/",
    ]  # fmt: skip
    assert kinds(report) == {"address_taken": 2}


def test_success_arabic(tmp_path: Path) -> None:
    link = f"{SITE}/2020/%d9%85%d9%82%d8%a7%d9%84/"
    body = "أعلنت الحكومة اليوم عن خطة جديدة للماء في المدينة"

    report = run(tmp_path, item(7, title="خطة جديدة", content=body, link=link,
                                terms=(("category", "%d8%b3%d9%8a%d8%a7%d8%b3%d8%a9", "سياسة"),)))  # fmt: skip

    article = Article.objects.get()
    assert (article.language, article.path) == ("ar", "/2020/مقال/")
    assert article.section.name == "سياسة"
    assert article.section.slug.isascii()
    assert kinds(report) == {"language_added": 1}


def test_success_pictures_from_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    (folder / "2020" / "01").mkdir(parents=True)
    Image.new("RGB", (40, 30), "red").save(folder / "2020" / "01" / "port.jpg")
    Image.new("RGB", (40, 30), "blue").save(folder / "2020" / "01" / "quai.png")
    (folder / "2020" / "01" / "faux.jpg").write_text("no picture")
    uploads = f"{SITE}/wp-content/uploads/2020/01"
    attachment = item(
        9, kind="attachment", status="inherit", title="Port", excerpt="Le port", content="", link=f"{SITE}/port-page/",
        meta={"_wp_attached_file": "2020/01/port.jpg", "_wp_attachment_image_alt": "Un port"},
        inside=f"<wp:attachment_url>{uploads}/port.jpg</wp:attachment_url><wp:post_parent>7</wp:post_parent>",
    )  # fmt: skip
    body = (
        f'<img class="wp-image-9" src="{uploads}/port-300x200.jpg" alt="Vue"><img src="{uploads}/quai.png">'
        f'<img src="{uploads}/faux.jpg"><img src="{uploads}/absent.jpg" alt="Absent"><img src="{uploads}/../../../etc/passwd.jpg">'
    )
    items = (item(7, content=body, meta={"_thumbnail_id": "9"}), attachment)

    report = run(tmp_path, *items, media=folder)

    article, picture = Article.objects.get(), Picture.objects.get(title="Port")
    assert (picture.alt, picture.caption, picture.width) == ("Un port", "Le port", 40)
    assert article.picture == picture
    assert [block.block_type for block in article.body] == ["picture", "picture", "embed", "embed", "embed"]
    assert article.body[0].value["image"] == picture
    assert article.body[0].value["alt"] == "Vue"
    assert article.body[3].value["title"] == "Absent"
    assert Picture.objects.count() == 2
    assert (report.media, kinds(report)["picture_missing"], kinds(report)["picture_damaged"]) == (1, 3, 1)
    assert PublicPath.objects.get(path="/port-page/").target == article.path
    assert adds_up(report)

    again = run(tmp_path, *items, media=folder)
    assert (Picture.objects.count(), again.media, again.already_there) == (2, 0, 2)


def test_fail_scripts_in_any_field(tmp_path: Path) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(1)"><a href="javascript:alert(1)">x</a>'
    channel = (
        f"<wp:category><wp:category_nicename>s</wp:category_nicename><wp:cat_name><![CDATA[S{evil}]]></wp:cat_name>"
        f"<wp:category_description><![CDATA[D{evil}]]></wp:category_description></wp:category>"
    )
    run(
        tmp_path,
        item(7, title=f"T{evil}", content=f"C{evil}<p onclick='alert(1)'>p</p>[caption]<img src=y>{evil}[/caption]",
             excerpt=f"E{evil}", creator=f"a{evil}", terms=(("category", "s", f"S{evil}"), ("post_tag", "t", f"T{evil}")),
             inside=comment(1, f"K{evil}", author=f"N{evil}", author_email=f"m{evil}")),
        item(8, kind="page", title=f"P{evil}", content=f"Q{evil}"),
        channel=channel,
    )  # fmt: skip

    article, section, remark = (
        Article.objects.get(),
        Section.objects.get(name__startswith="S"),
        Comment.objects.get(),
    )
    texts = [
        article.headline, article.standfirst, json.dumps(list(article.body.raw_data)), section.name, section.description,
        remark.name, remark.text, remark.email, StandingPage.objects.get().title,
        json.dumps(list(StandingPage.objects.get().body.raw_data)),
        *Byline.objects.values_list("name", flat=True), *SubjectName.objects.values_list("name", flat=True),
    ]  # fmt: skip
    for text in texts:
        assert "alert" not in text
        assert "javascript:" not in text
        assert "onerror" not in text
    assert article.headline == "Tx"


@pytest.mark.parametrize(
    ("query", "target"),
    [("p=7", "/2020/01/01/article-7/"), ("page_id=8", "/contact/"), ("tag=eau", "/sujet/eau/"),
     ("m=201905", "/archives/2019/05/"), ("s=l'eau", "/recherche/?q=l%27eau"), ("feed=rss2", "/rss.xml")],
)  # fmt: skip
def test_success_old_numbered_addresses(tmp_path: Path, query: str, target: str) -> None:
    terms = (("category", "a", "A"), ("post_tag", "eau", "Eau"))
    run(tmp_path, item(7, terms=terms), item(8, kind="page", link=f"{SITE}/contact/"))

    response = old_address(RequestFactory().get(f"/?{query}"))

    assert (response.status_code, response["Location"]) == (301, target)


def test_fail_malformed_writes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, export(item(1), item(2))[:-20])
    before = everything()

    with pytest.raises(
        CommandError, match=r"export\.xml is not well-formed XML: line \d+, column \d+"
    ) as caught:
        call_command("import", "wordpress", str(path))

    assert caught.value.returncode == 1
    assert everything() == before


def test_success_command_prints_json(tmp_path: Path) -> None:
    path = written(tmp_path, export(item(1), item(2, kind="recette")))
    output = io.StringIO()

    call_command("import", "wordpress", str(path), "--json", stdout=output)

    report = json.loads(output.getvalue())
    assert (report["articles"], report["skipped"], report["items"]) == (1, 1, 2)
    assert report["problems"] == [
        {"kind": "other_type_skipped", "detail": "recette", "count": 1, "example": "Titre 2"}
    ]


def test_success_command_prints_one_line_of_totals(tmp_path: Path) -> None:
    path = written(tmp_path, export(item(1), item(2, kind="recette")))
    output = io.StringIO()

    call_command("import", "wordpress", str(path), "--dry-run", stdout=output)

    problem, totals = output.getvalue().splitlines()
    assert problem == "      1  items of types made by plugins or themes (recette) — Titre 2"
    assert totals.startswith(
        "Dry run, nothing was written: articles 1, standing pages 0, comments 0, subjects 0, sections 1,"
    )


@pytest.mark.parametrize("name", ["dev-fr.xml", "dev-ar-300.xml"])
def test_success_a_real_export_keeps_every_address(name: str) -> None:
    truth = json.loads(corpus(name).with_name(f"{name}.truth.json").read_text())

    report = import_wordpress(corpus(name))

    assert (report.articles, report.skipped) == (truth["posts"], 0)
    assert report.sections == truth["categories"]
    paths = [unquote(urlsplit(url).path) for url, _ in truth["slugs"]]
    assert PublicPath.objects.filter(path__in=paths, state="live", recipe="article").count() == len(
        set(paths)
    )
    assert dict(Article.objects.filter(path__in=paths).values_list("path", "headline")) == {
        path: title for path, (_, title) in zip(paths, truth["slugs"], strict=True)
    }


def test_success_the_theme_test_adds_up() -> None:
    report = import_wordpress(corpus("theme-unit-test-data.xml"))

    assert (report.items, report.articles, report.pages, report.skipped) == (186, 58, 21, 107)
    assert adds_up(report)
    found = kinds(report)
    assert (
        report.comments + found["comment_skipped"] + found["comment_on_page"] == report.comments_in_file == 33
    )
    assert ImportedItem.objects.filter(kind="article").count() == 58
    assert set(found) <= set(EXPLANATIONS)
