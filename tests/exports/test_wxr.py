"""A file for WordPress, read as WordPress's importer reads it, and compared with the newsroom item by item.

The importer knows an item by its type, title and date, a term by its slug, an author by the login, a comment by its number
and its parent, a picture by its address.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rotative.articles.models import Article, ArticleByline, ArticleSubject
from rotative.comments.models import Comment
from rotative.core import html
from rotative.exports.wxr.write_wxr import write_wxr
from rotative.importers.wordpress.xml import items
from rotative.masthead.models import Masthead
from tests.factories import newsroom
from tests.factories.articles import published

pytestmark = pytest.mark.django_db

WP = "{http://wordpress.org/export/1.2/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
EXCERPT = "{http://wordpress.org/export/1.2/excerpt/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


@pytest.fixture
def channel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(newsroom, "SMALL_ARTICLES", 3)
    Masthead.objects.create()
    newsroom.fill()
    return exported(tmp_path)


def exported(folder: Path) -> Any:
    path = folder / "site.xml"
    write_wxr(path)
    return etree.parse(path, etree.XMLParser(resolve_entities=False)).find("channel")


def of_kind(channel: Any, kind: str) -> list[Any]:
    return [item for item in channel.iter("item") if item.findtext(f"{WP}post_type") == kind]


def terms(item: Any, domain: str) -> list[tuple[str, str]]:
    found = [one for one in item.iter("category") if one.get("domain") == domain]
    return [(one.get("nicename"), one.text) for one in found]


def moment(item: Any, name: str) -> datetime:
    return datetime.fromisoformat(item.findtext(f"{WP}{name}")).replace(tzinfo=UTC)


def test_success_each_article_as_the_importer_of_wordpress_reads_it(channel: Any) -> None:
    posts = {int(item.findtext(f"{WP}post_id")): item for item in of_kind(channel, "post")}

    articles = Article.objects.kept().select_related("section", "locale")
    assert set(posts) == {article.pk for article in articles}
    for article in articles:
        item = posts[article.pk]
        assert item.findtext("title") == article.headline
        assert (item.findtext(EXCERPT) or "") == article.standfirst
        assert item.findtext("link").endswith(article.path or f"/?p={article.pk}")
        state = {"published": "publish", "draft": "draft", "withdrawn": "private", "scheduled": "future"}
        assert item.findtext(f"{WP}status") == state[article.state]
        if article.published_at:
            assert moment(item, "post_date_gmt") == article.published_at.replace(microsecond=0)
        assert terms(item, "category") == [(article.section.slug, article.section.name)]
        links = ArticleByline.objects.filter(article=article).order_by("sort_order")
        signed = [(f"cap-{link.byline.slug}", link.byline.name) for link in links]
        assert terms(item, "author") == signed
        assert item.findtext(CREATOR) == (signed[0][0][4:] if signed else "redaction")
        subjects = ArticleSubject.objects.filter(article=article).order_by("sort_order")
        names = [link.subject.names.filter(language=article.language).first() for link in subjects]
        assert terms(item, "post_tag") == [(name.slug, name.name) for name in names if name]


def test_success_every_word_of_a_body(channel: Any) -> None:
    posts = {int(item.findtext(f"{WP}post_id")): item for item in of_kind(channel, "post")}

    for article in Article.objects.kept():
        # Without the numbers of footnotes.
        words = html.plain(re.sub(r"<sup>\d+</sup>", "", posts[article.pk].findtext(CONTENT) or ""))
        for block in article.body.get_prep_value():
            if block["type"] in ("paragraph", "intertitle", "subheading"):
                assert html.plain(block["value"]) in words
            elif block["type"] == "quotation":
                assert html.plain(block["value"]["source"]) in words
            elif block["type"] in ("fact_box", "timeline"):
                assert block["value"]["title"] in words


def test_success_terms_and_authors_are_named_before_they_are_used(channel: Any) -> None:
    categories = {one.findtext(f"{WP}category_nicename") for one in channel.iter(f"{WP}category")}
    tags = {one.findtext(f"{WP}tag_slug") for one in channel.iter(f"{WP}tag")}
    authors = {one.findtext(f"{WP}author_login") for one in channel.iter(f"{WP}author")}

    for item in of_kind(channel, "post"):
        assert {slug for slug, _ in terms(item, "category")} <= categories
        assert {slug for slug, _ in terms(item, "post_tag")} <= tags
        assert item.findtext(CREATOR) in authors | {"redaction"}


def test_success_comments_with_their_states_and_answers_and_no_address(channel: Any, tmp_path: Path) -> None:
    found = {int(one.findtext(f"{WP}comment_id")): one for one in channel.iter(f"{WP}comment")}

    comments = Comment.objects.exclude(state="erased").filter(article__in=Article.objects.kept())
    assert set(found) == {comment.pk for comment in comments} and found
    for comment in comments:
        one = found[comment.pk]
        assert one.findtext(f"{WP}comment_content") == comment.text
        assert int(one.findtext(f"{WP}comment_parent")) == (comment.parent_id or 0)
        approved = {"shown": "1", "held": "0", "spam": "spam", "rejected": "trash"}
        assert one.findtext(f"{WP}comment_approved") == approved[comment.state]
        assert not one.findtext(f"{WP}comment_author_email")
    text = (tmp_path / "site.xml").read_text(encoding="utf-8")
    assert not any(comment.email in text for comment in comments if comment.email)


def test_success_pictures_are_attachments_that_bodies_and_posts_name(channel: Any) -> None:
    attachments = {item.findtext(f"{WP}post_id"): item for item in of_kind(channel, "attachment")}
    numbers = [item.findtext(f"{WP}post_id") for item in channel.iter("item")]

    assert attachments and len(set(numbers)) == len(numbers)
    assert all(item.findtext(f"{WP}attachment_url").startswith("http") for item in attachments.values())
    thumbnails = [
        meta.findtext(f"{WP}meta_value")
        for meta in channel.iter(f"{WP}postmeta")
        if meta.findtext(f"{WP}meta_key") == "_thumbnail_id"
    ]
    assert thumbnails and set(thumbnails) <= set(attachments)


def test_success_nothing_ends_a_section_of_characters_early(tmp_path: Path) -> None:
    Masthead.objects.create()
    newsroom.set_masthead()
    published(headline="a ]]> b & <c>", standfirst="x\x0b]]>y")

    (item,) = of_kind(exported(tmp_path), "post")

    assert (item.findtext("title"), item.findtext(EXCERPT)) == ("a ]]> b & <c>", "x]]>y")


def test_success_our_own_reader_of_wordpress_exports_reads_it(channel: Any, tmp_path: Path) -> None:
    read = list(items(tmp_path / "site.xml"))

    assert len(read) == len(list(channel.iter("item")))


def test_success_queries_do_not_grow_with_the_articles(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    Masthead.objects.create()
    newsroom.set_masthead()
    for number in range(12):
        published(days_ago=number)

    with django_assert_max_num_queries(40):
        write_wxr(tmp_path / "site.xml")
