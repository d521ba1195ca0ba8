"""Old addresses of a former site, and where they lead."""

from __future__ import annotations

import pytest

from rotative.core.old_addresses import end_of_chain, lead, number_file
from tests.factories.degenerate import LINEAR, growth, repeated

PAGES = {
    "/", "/ar/", "/rss.xml", "/atom.xml", "/ar/rss.xml", "/sitemap.xml", "/archives/", "/archives/2019/05/",
    "/ar/archives/", "/ar/archives/2018/02/", "/ville/", "/ville/rss.xml", "/2019/05/budget/", "/ar/2019/مقال/",
    "/sujet/eau/", "/sujet/eau/rss.xml", "/été/", "/contact/", "/news-sitemap-fr.xml",
}  # fmt: skip
MOVED = {
    "/category/ville/": "/ville/",
    "/tag/eau/": "/sujet/eau/",
    "/author/sara/": "/auteur/sara/",
    "/blog/": "/",
    "/avant/": "/encore-avant/",
    "/encore-avant/": "/2019/05/budget/",
    "/tourne/": "/en-rond/",
    "/en-rond/": "/tourne/",
    "/ailleurs/": "https://ailleurs.example/x?a=1",
    "/wp-content/uploads/2019/05/carte.jpg": "/media/images/carte.0123456789ab.w1280.jpg",
    "/content/images/2019/05/pont.png": "/media/images/pont.0123456789ab.w1280.jpg",
    "/?p=21": "/2019/05/budget/",
    "/?cat=3": "/ville/",
    "/?author=1": "/auteur/sara/",
    "/2019/05/budget/?lang=ar": "/ar/2019/%D9%85%D9%82%D8%A7%D9%84/",
}


class Known:
    """A site of a few pages."""

    def answers(self, path: str) -> bool:
        return path in PAGES

    def moved(self, path: str) -> str | None:
        return MOVED.get(path)


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        # Feeds.
        ("/feed/", "/rss.xml"),
        ("/feed", "/rss.xml"),
        ("/feed/rss2/", "/rss.xml"),
        ("/feed/atom/", "/atom.xml"),
        ("/comments/feed/", "/rss.xml"),
        ("/rss/", "/rss.xml"),
        ("/?feed=rss2", "/rss.xml"),
        ("/?feed=atom", "/atom.xml"),
        ("/wp-rss2.php", "/rss.xml"),
        ("/category/ville/feed/", "/ville/rss.xml"),
        ("/category/ville/feed/atom/", "/ville/rss.xml"),
        ("/tag/eau/feed/", "/sujet/eau/rss.xml"),
        ("/tag/eau/rss/", "/sujet/eau/rss.xml"),
        ("/author/sara/feed/", "/auteur/sara/"),
        ("/2019/05/budget/feed/", "/2019/05/budget/"),
        ("/ar/feed/", "/ar/rss.xml"),
        ("/?cat=3&feed=rss2", "/ville/rss.xml"),
        ("/blog/feed/", "/rss.xml"),
        # Leaves.
        ("/page/4/", "/"),
        ("/category/ville/page/12/", "/ville/"),
        ("/ville/page/12/", "/ville/"),
        ("/2019/05/budget/2/", "/2019/05/budget/"),
        ("/2019/05/budget/amp/", "/2019/05/budget/"),
        ("/2019/05/budget/amp", "/2019/05/budget/"),
        ("/2019/05/budget/embed/", "/2019/05/budget/"),
        ("/2019/05/budget/trackback/", "/2019/05/budget/"),
        ("/2019/05/budget/comment-page-2/", "/2019/05/budget/"),
        # Dates.
        ("/2019/", "/archives/"),
        ("/2019/05/", "/archives/2019/05/"),
        ("/2019/05/03/", "/archives/2019/05/"),
        ("/2019/05/page/2/", "/archives/2019/05/"),
        ("/2019/05/03/feed/", "/archives/2019/05/"),
        ("/2018/02/", "/ar/archives/2018/02/"),
        ("/ar/2018/02/", "/ar/archives/2018/02/"),
        ("/ar/2018/", "/ar/archives/"),
        ("/1999/12/", "/archives/"),
        ("/?m=201905", "/archives/2019/05/"),
        ("/?m=20190503", "/archives/2019/05/"),
        ("/?m=2019", "/archives/"),
        # Numbers and names.
        ("/?p=21", "/2019/05/budget/"),
        ("/?page_id=21", "/2019/05/budget/"),
        ("/?attachment_id=21", "/2019/05/budget/"),
        ("/?post_type=post&p=21", "/2019/05/budget/"),
        ("/index.php?p=21", "/2019/05/budget/"),
        ("/ar/?p=21", "/2019/05/budget/"),
        ("/blog/?p=21", "/2019/05/budget/"),
        ("/?cat=3", "/ville/"),
        ("/?cat=3,5", "/ville/"),
        ("/?author=1", "/auteur/sara/"),
        ("/?tag=eau", "/sujet/eau/"),
        ("/?category_name=region/ville", "/ville/"),
        ("/?author_name=sara", "/auteur/sara/"),
        # Languages.
        ("/?lang=ar", "/ar/"),
        ("/2019/05/budget/?lang=ar", "/ar/2019/%D9%85%D9%82%D8%A7%D9%84/"),
        # Site maps.
        ("/wp-sitemap.xml", "/sitemap.xml"),
        ("/sitemap_index.xml", "/sitemap.xml"),
        ("/wp-sitemap-posts-post-1.xml", "/sitemap.xml"),
        ("/post-sitemap2.xml", "/sitemap.xml"),
        ("/sitemap-posts.xml", "/sitemap.xml"),
        # Uploads.
        ("/wp-content/uploads/2019/05/carte.jpg", "/media/images/carte.0123456789ab.w1280.jpg"),
        ("/wp-content/uploads/2019/05/carte-1024x683.jpg", "/media/images/carte.0123456789ab.w1280.jpg"),
        ("/wp-content/uploads/2019/05/carte-scaled.jpg", "/media/images/carte.0123456789ab.w1280.jpg"),
        ("/wp-content/uploads/2019/05/carte-scaled-300x200.jpg", "/media/images/carte.0123456789ab.w1280.jpg"),
        ("/wp-content/uploads/2019/05/carte-150x150.jpg.webp", "/media/images/carte.0123456789ab.w1280.jpg"),
        ("/content/images/size/w600/2019/05/pont.png", "/media/images/pont.0123456789ab.w1280.jpg"),
        ("/content/images/size/w600/format/webp/2019/05/pont.png", "/media/images/pont.0123456789ab.w1280.jpg"),
        # Spellings.
        ("/2019/05/budget", "/2019/05/budget/"),
        ("//2019//05/budget//", "/2019/05/budget/"),
        ("/2019/05/Budget/", "/2019/05/budget/"),
        ("/Category/Ville", "/ville/"),
        ("/e\u0301te\u0301/", "/%C3%A9t%C3%A9/"),
        ("/index.php/2019/05/budget/", "/2019/05/budget/"),
        ("/index.php", "/"),
        # Chains are made one step.
        ("/avant/", "/2019/05/budget/"),
        ("/ailleurs/", "https://ailleurs.example/x?a=1"),
    ],
)  # fmt: skip
def test_success_leads_in_one_step(asked: str, target: str) -> None:
    path, _mark, query = asked.partition("?")

    assert lead(path, query, Known()) == target


@pytest.mark.parametrize(
    "asked",
    [
        "/", "/none/", "/none/feed/", "/none/page/2/", "/12/", "/99999/", "/?p=99", "/?p=x", "/?p=²",
        "/?tag=none", "/?lang=xx", "/wp-content/uploads/none-10x10.jpg", "//evil.example/", "/\\evil.example/", "/../",
        "/2019/05/budget/other/", "/none/?p=21", "/2019/05/budget/?lang=fr", "/feed/x/", "x", "/a\x00b/", "/wp-login.php",
    ],
)  # fmt: skip
def test_fail_unknown(asked: str) -> None:
    path, _mark, query = asked.partition("?")

    assert lead(path, query, Known()) is None


def test_success_loop_ends() -> None:
    assert end_of_chain("/tourne/", Known()) in ("/tourne/", "/en-rond/")


@pytest.mark.parametrize("part", ["/feed", "-1x1", "/page/2", "/1", "sitemap-", "//", "&p=1", "é", "%2F"])
def test_success_long_addresses_cost_nothing(part: str) -> None:
    def answer(asked: str) -> None:
        for _turn in range(20):
            lead(asked, "", Known())
            lead("/", asked, Known())

    # The longest that is looked at, and what is refused unread.
    assert growth(answer, lambda size: "/" + repeated(part, size), length=990) <= LINEAR
    assert growth(answer, lambda size: "/" + repeated(part, size), length=400_000) <= LINEAR


def test_success_a_thousand_numbers_a_file() -> None:
    assert number_file("p", 999) == "/p/0.txt"
    assert number_file("p", 1000) == "/p/1.txt"
    assert number_file("cat", 12) == "/p/cat-0.txt"
