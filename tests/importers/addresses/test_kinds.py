"""Every kind of address that an old site served answers after the move."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from rotative.articles.models import Article
from rotative.bake import keys, queue, verify
from rotative.bake.models import PublicPath
from rotative.bake.store.folder import FolderPress
from rotative.core import addresses
from rotative.importers.actions import WordPressChoices
from rotative.importers.models import NumberFile
from rotative.media.models import Picture, Rendition
from tests.importers.addresses.sites import CASES, answers, dead, imported, printed
from tests.importers.wordpress.wxr import SITE, export, item, written

pytestmark = pytest.mark.django_db

# What WordPress served for the two posts, the picture, the document, the category, the tag and the author of the case.
KINDS = [
    "/", "/2019/05/budget/", "/2019/05/budget", "//2019/05/budget/", "/2019/05/Budget/", "/index.php/2019/05/budget/",
    "/feed/", "/feed/atom/", "/feed/rss2/", "/comments/feed/", "/category/ville/feed/", "/tag/conseil/feed/",
    "/author/sara/feed/", "/2019/05/budget/feed/", "/2019/", "/2019/05/", "/2019/05/03/", "/2019/05/page/2/", "/page/2/",
    "/category/ville/", "/category/ville/page/2/", "/tag/conseil/", "/tag/conseil/page/2/", "/author/sara/",
    "/?p=21", "/?p=22", "/?p=23", "/?p=24", "/?attachment_id=23", "/?attachment_id=24", "/?cat=1", "/?author=1",
    "/?tag=conseil", "/?category_name=ville", "/?author_name=sara", "/?m=201905", "/?feed=rss2", "/?p=21&feed=rss2",
    "/2019/05/budget/amp/", "/2019/05/budget/embed/", "/2019/05/budget/trackback/", "/2019/05/budget/comment-page-2/",
    "/2019/05/budget/2/", "/wp-sitemap.xml", "/sitemap_index.xml", "/wp-sitemap-posts-post-1.xml", "/post-sitemap.xml",
    "/wp-content/uploads/2019/05/carte.jpg", "/wp-content/uploads/2019/05/carte-1024x683.jpg",
    "/wp-content/uploads/2019/05/carte-scaled.jpg", "/wp-content/uploads/2019/05/budget-2019.pdf",
]  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    imported(CASES / "02-old-addresses.xml")
    return printed(tmp_path)


def test_success_every_kind_of_address(home: Path) -> None:
    assert dead(home, *KINDS) == []


def test_success_where_they_lead(home: Path) -> None:
    asked = (
        "/?p=21",
        "/?cat=1",
        "/?author=1",
        "/?tag=conseil",
        "/category/ville/feed/",
        "/2019/05/03/",
        "/page/2/",
    )

    assert answers(home, *asked, "/?p=999", "/none/") == {
        "/?p=21": (301, "/2019/05/budget/"),
        "/?cat=1": (301, "/ville/"),
        "/?author=1": (301, "/auteur/sara/"),
        "/?tag=conseil": (301, "/sujet/conseil/"),
        "/category/ville/feed/": (301, "/ville/rss.xml"),
        "/2019/05/03/": (301, "/archives/2019/05/"),
        "/page/2/": (301, "/"),
        "/?p=999": (404, ""),
        "/none/": (404, ""),
    }


def test_success_a_file_that_was_carried(tmp_path: Path) -> None:
    folder = tmp_path / "uploads" / "2019" / "05"
    folder.mkdir(parents=True)
    Image.new("RGB", (900, 600), "teal").save(folder / "carte.jpg")

    imported(CASES / "02-old-addresses.xml", media=tmp_path / "uploads")
    home = printed(tmp_path)

    whole, small = (f"/wp-content/uploads/2019/05/carte{size}.jpg" for size in ("", "-1024x683"))
    found = answers(home, whole, small)
    assert found[whole] == found[small]
    assert found[whole][1].startswith("/media/images/carte")
    assert dead(home, *KINDS) == []


def test_success_a_file_that_comes_later(tmp_path: Path) -> None:
    folder = tmp_path / "uploads" / "2019" / "05"
    folder.mkdir(parents=True)
    Image.new("RGB", (900, 600), "teal").save(folder / "carte.jpg")
    asked = "/wp-content/uploads/2019/05/carte.jpg"
    imported(CASES / "02-old-addresses.xml")
    before = answers(printed(tmp_path), asked)[asked]

    imported(CASES / "02-old-addresses.xml", media=tmp_path / "uploads")

    assert before == (301, "/2019/05/budget/")
    assert answers(printed(tmp_path), asked)[asked][1].startswith("/media/images/carte")


def test_success_a_picture_of_other_sizes_keeps_its_old_address(tmp_path: Path) -> None:
    folder = tmp_path / "uploads" / "2019" / "05"
    folder.mkdir(parents=True)
    Image.new("RGB", (900, 600), "teal").save(folder / "carte.jpg")
    imported(CASES / "02-old-addresses.xml", media=tmp_path / "uploads")
    printed(tmp_path)
    asked = "/wp-content/uploads/2019/05/carte.jpg"

    Rendition.objects.filter(filter_spec__endswith="format-jpeg").exclude(
        filter_spec="width-400|format-jpeg"
    ).delete()
    queue.mark_stale([keys.picture(Picture.objects.get().pk)])

    assert ".w400." in answers(printed(tmp_path), asked)[asked][1]


def test_success_two_of_equal_name(tmp_path: Path) -> None:
    imported(CASES / "01-equal-names.xml")

    asked = [
        "/category/culture/", "/category/loisirs/", "/category/culture/musique/", "/category/loisirs/musique-2/",
        "/category/musique/", "/category/musique-2/", "/tag/fait-main/", "/tag/fait-main-3/", "/author/jmartin/",
        "/author/jmartin2/", "/author/jean-martin/", "/?cat=1", "/?cat=2", "/?cat=3", "/?cat=4", "/?author=1", "/?author=2",
        "/?tag=fait-main-3", "/?p=11", "/?p=12", "/?p=13",
    ]  # fmt: skip
    assert dead(printed(tmp_path), *asked) == []


def test_success_languages_by_parameter(tmp_path: Path) -> None:
    imported(CASES / "04-wpml-parameter.xml", choices=WordPressChoices(languages=("ar", "en", "es")))
    home = printed(tmp_path)

    article = Article.objects.get(locale__language_code="ar")
    asked = "/2019/05/le-port/?lang=ar"
    assert answers(home, asked)[asked] == (301, addresses.href(article.path))
    assert (
        dead(home, "/?lang=ar", "/2019/05/le-port/?lang=fr", "/2019/05/le-port/?lang=xx", "/2019/05/le-port/")
        == []
    )


def test_success_comments_keep_their_numbers(tmp_path: Path) -> None:
    imported(CASES / "11-threads.xml")
    home = printed(tmp_path)

    page = (home / "public/2019/05/debat/index.html").read_text()
    assert re.findall(r'id="comment-(\d+)"', page)[-3:] == ["6", "7", "8"]
    assert dead(home, "/2019/05/debat/comment-page-2/") == []


@pytest.mark.parametrize("told", ["", "rubrique"])
def test_success_another_base_than_category(tmp_path: Path, told: str) -> None:
    found = (
        ""
        if told
        else f'<a href="{SITE}/rubrique/politique/">La rubrique</a> et <a href="{SITE}/mot/eau/">l’eau</a>'
    )
    text = export(
        item(1, content=f"<p>Du texte. {found}</p>", terms=(("category", "politique", "Politique"), ("post_tag", "eau", "Eau"))),
        channel="<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>politique</wp:category_nicename>"
        "<wp:cat_name>Politique</wp:cat_name></wp:category>"
        "<wp:tag><wp:term_id>9</wp:term_id><wp:tag_slug>eau</wp:tag_slug><wp:tag_name>Eau</wp:tag_name></wp:tag>",
    )  # fmt: skip

    imported(written(tmp_path, text), category_base=told, tag_base="mot" if told else "")

    asked = [
        "/rubrique/politique/",
        "/rubrique/politique/feed/",
        "/rubrique/politique/page/2/",
        "/mot/eau/",
        "/tag/eau/",
    ]
    assert dead(printed(tmp_path), *asked) == []


def test_success_a_second_run_changes_nothing(tmp_path: Path) -> None:
    imported(CASES / "02-old-addresses.xml")
    before = list(PublicPath.objects.order_by("path").values_list("path", "state", "target", "arg"))
    numbers = list(NumberFile.objects.values_list("path", "lines"))

    imported(CASES / "02-old-addresses.xml")

    assert list(PublicPath.objects.order_by("path").values_list("path", "state", "target", "arg")) == before
    assert list(NumberFile.objects.values_list("path", "lines")) == numbers


def test_success_printed_site_is_fresh(tmp_path: Path) -> None:
    imported(CASES / "02-old-addresses.xml")
    home = printed(tmp_path)

    assert verify.verify(FolderPress(home / "public")).fresh


def test_success_what_is_empty_leads_to_its_section(tmp_path: Path) -> None:
    page = item(8, kind="page", content="", link=f"{SITE}/vide/")
    imported(written(tmp_path, export(item(7, content=""), item(9), page)))
    home = printed(tmp_path)

    asked = ("/2020/01/01/article-7/", "/?p=7", "/vide/", "/?page_id=8")
    assert answers(home, *asked) == dict(
        zip(asked, [(301, "/politique/")] * 2 + [(301, "/")] * 2, strict=True)
    )
