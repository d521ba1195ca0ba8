"""Articles of an import: their fields, paths, dates and states."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rotative.articles.models import Article, Byline, Section
from rotative.bake.models import PublicPath
from rotative.comments.models import Comment
from rotative.pages.models import StandingPage
from rotative.subjects.models import SubjectName
from tests.importers.imports import problem_counts, run
from tests.importers.wordpress.wxr import SITE, comment, item

pytestmark = pytest.mark.django_db


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
    assert problem_counts(report) == {"second_section": 1}
    moved = dict(PublicPath.objects.filter(state="moved").values_list("path", "target"))
    assert moved["/2020/01/01/vieux/"] == article.path
    assert moved["/category/politique/"] == "/politique/"
    assert moved["/tag/eau/"] == "/sujet/eau/"
    assert moved["/author/leila/"] == "/auteur/leila/"


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
    assert problem_counts(report) == {"private_kept_as_draft": 1, "password_lost": 1, "schedule_passed": 1}


def test_success_scheduled_stays_scheduled(tmp_path: Path) -> None:
    run(tmp_path, item(4, status="future", date="2120-01-01 10:00:00", link=f"{SITE}/?p=4"))

    article = Article.objects.get()

    assert (article.live, article.state) == (False, "scheduled")
    assert article.go_live_at == datetime(2120, 1, 1, 10, tzinfo=UTC)


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
    assert problem_counts(report) == {"address_taken": 2}


def test_success_arabic(tmp_path: Path) -> None:
    link = f"{SITE}/2020/%d9%85%d9%82%d8%a7%d9%84/"
    body = "أعلنت الحكومة اليوم عن خطة جديدة للماء في المدينة"

    report = run(tmp_path, item(7, title="خطة جديدة", content=body, link=link,
                                terms=(("category", "%d8%b3%d9%8a%d8%a7%d8%b3%d8%a9", "سياسة"),)))  # fmt: skip

    article = Article.objects.get()
    assert (article.language, article.path) == ("ar", "/2020/مقال/")
    assert article.section.name == "سياسة"
    assert article.section.slug.isascii()
    assert problem_counts(report) == {"language_added": 1}


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
