"""The body of an article as the form has it: blocks as JSON, the same ones before and after."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rotative.articles.models import Article
from rotative.core.html import plain
from rotative.desk.document import sanitised
from tests.desk.test_articles import form
from tests.factories import newsroom
from tests.factories.articles import ArticleFactory

BODY = [
    {"type": "paragraph", "value": '<p data-block-key="ab1">Il a dit <b>« non »</b>.</p><p>Deux.</p>', "id": "a"},
    {"type": "intertitle", "value": "Un titre", "id": "b"},
    {"type": "quotation", "value": {"text": "Non.\nJamais.", "source": "le maire"}, "id": "c"},
    {"type": "list", "value": {"ordered": True, "items": [{"type": "item", "value": "<p>Un</p>", "id": "i"}]}, "id": "d"},
    {"type": "embed", "value": {"url": "https://example.org/", "title": "La carte"}, "id": "e"},
]  # fmt: skip
ADDRESS = "/desk/articles/edit/{}/"


def fields(article: Article, **given: Any) -> dict[str, Any]:
    return form(section=str(article.section_id), **given)


def in_form(response: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the blocks in the form's field, and the setup of the script."""
    root = BeautifulSoup(response.content, "html.parser").select_one("[data-desk-document]")
    assert root is not None
    setup = root.select_one("[data-desk-document-setup]")
    assert setup is not None
    return json.loads(root.select_one("textarea").text), json.loads(setup.text)  # type: ignore[union-attr]


def test_success_form_holds_the_stored_blocks_and_takes_them_back(desk: Client) -> None:
    article = ArticleFactory(body=json.dumps(BODY))
    address = ADDRESS.format(article.pk)

    shown, _setup = in_form(desk.get(address))
    response = desk.post(address, fields(article, body=json.dumps(shown), **{"action-publish": "1"}))

    assert shown == BODY
    assert response.status_code == 302
    assert list(Article.objects.get(pk=article.pk).body.raw_data) == BODY


def test_success_script_knows_pictures_and_articles_by_name(desk: Client) -> None:
    picture, other = newsroom.drawn_picture(), ArticleFactory(headline="La digue")
    body = [
        {"type": "picture", "value": {"image": picture.pk, "alt": "", "caption": "", "credit": ""}},
        {"type": "read_also", "value": {"article": other.pk}},
    ]
    article = ArticleFactory(body=json.dumps(body))

    _shown, setup = in_form(desk.get(ADDRESS.format(article.pk)))

    assert setup["sources"]["picture"][str(picture.pk)]["title"] == picture.title
    known = setup["sources"]["article"][str(other.pk)]
    assert (known["id"], known["title"], bool(known["note"])) == (other.pk, "La digue", True)
    assert [one["name"] for one in setup["kinds"]["picture"]["fields"]] == [
        "image",
        "alt",
        "caption",
        "credit",
    ]


def test_success_setup_cannot_end_its_element(desk: Client) -> None:
    other = ArticleFactory(headline="</script><script>alert(1)</script>")
    article = ArticleFactory(body=json.dumps([{"type": "read_also", "value": {"article": other.pk}}]))

    response = desk.get(ADDRESS.format(article.pk))

    assert "<script>alert(1)" not in response.content.decode()
    assert in_form(response)[1]["sources"]["article"][str(other.pk)]["title"] == other.headline


def test_fail_block_without_what_it_needs_is_named(desk: Client) -> None:
    article = ArticleFactory(body=json.dumps(BODY))
    wrong = [*BODY, {"type": "embed", "value": {"url": "nulle part", "title": ""}, "id": "z"}]

    response = desk.post(
        ADDRESS.format(article.pk), fields(article, body=json.dumps(wrong), **{"action-publish": "1"})
    )
    shown, setup = in_form(response)

    assert response.status_code == 200
    assert shown == wrong
    assert list(setup["errors"]) == ["z"]
    assert len(setup["errors"]["z"]) == 2
    assert list(Article.objects.get(pk=article.pk).body.raw_data) == BODY


@pytest.mark.parametrize("body", ["{", "12", '{"a": 1}', '["a"]', "[[]]", '[{"type": "paragraph"}]'])
def test_fail_field_that_holds_no_blocks_changes_nothing(body: str, desk: Client) -> None:
    article = ArticleFactory(body=json.dumps(BODY))

    response = desk.post(ADDRESS.format(article.pk), fields(article, body=body))

    assert response.status_code == 200
    assert list(Article.objects.get(pk=article.pk).body.raw_data) == BODY


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ('<p onclick="x()">a</p>', "<p>a</p>"),
        ('<p><a href="javascript:x()">a</a></p>', "<p><a>a</a></p>"),
        ('<p><img src=x onerror="x()">a</p>', "<p>a</p>"),
        ('<p><a href="https://example.org/?a=1&amp;b=2">a</a></p>',) * 2,
        ('<p><a linktype="article" id="7">a</a><span data-footnote="Voir p. 3"></span></p>',) * 2,
        ("<p>l&#x27;été &amp; l&quot;hiver</p>",) * 2,
        ("<ul><li>un<ul><li>deux</li></ul></li></ul>",) * 2,
        ("<p>a&#8;b</p>", "<p>ab</p>"),
        ("a\x00b", "ab"),
    ],
)
def test_success_rich_text_is_harmless(sent: str, kept: str) -> None:
    assert sanitised.rich(sent) == kept


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<i>", "<br/>", "<a href='https://e.org'>", "</a>", "<script>", "<img onerror=x>", "&amp;", "&", "<", "é", "قط", " ", "mot"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_success_twice_is_once(text: str) -> None:
    once = sanitised.rich(text)

    assert sanitised.rich(once) == once
    assert "<script" not in once
    assert "onerror" not in once


@given(st.text(max_size=40))
def test_success_words_are_kept(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert plain(sanitised.rich(f"<p>{escaped}</p>")) == plain(f"<p>{escaped}</p>")
