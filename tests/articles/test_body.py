"""The views and words of a body's blocks: from any stored value, escaped, without what is empty."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from rotative.articles import body
from rotative.articles.blocks import BodyBlock
from rotative.articles.body.footnotes import Notes
from rotative.articles.cards import (
    BlockView,
    FactBoxView,
    FootnotesView,
    ListView,
    ParagraphView,
    SubheadingView,
)
from rotative.layout.environment import environment
from tests.factories.payloads import ODD, OWN

KINDS = sorted(BodyBlock().child_blocks)
# Names of the fields of all blocks.
FIELDS = (
    "alt", "article", "caption", "credit", "data", "events", "first_row_is_table_header", "first_col_is_header", "image", "items",
    "ordered", "pictures", "source", "table_caption", "text", "title", "url", "date",
)  # fmt: skip
MARKS = st.sampled_from(
    ["<ul>", "</ul>", "<ol>", "<li>", "</li>", "<p>", "</p>", "<b>", '<span data-footnote="', '">', "</span>", "mot", "<h3>"]
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.floats(), st.text(max_size=20), st.lists(MARKS).map("".join),
    st.sampled_from(OWN), st.sampled_from(ODD),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6),
        inner.map(lambda value: {"type": "item", "value": value, "id": "x"}),
    ),
    max_leaves=12,
)
EVERY = st.lists(st.tuples(st.sampled_from(KINDS), VALUES), max_size=5)


def made(*blocks: tuple[str, Any], language: str = "fr") -> tuple[BlockView, ...]:
    stored = [{"type": kind, "value": value} for kind, value in blocks]
    return body.views(stored, language=language, card=lambda _pk: None)


def printed(shown: tuple[BlockView, ...]) -> str:
    env = environment("fr", "UTC", "latin")
    return str(env.globals["set_body"](shown, env.globals["blocks"]))  # type: ignore[operator]


def words(*blocks: tuple[str, Any]) -> list[str]:
    return body.words([{"type": kind, "value": value} for kind, value in blocks]).split("\n")


@pytest.mark.django_db
@given(blocks=EVERY)
def test_success_any_stored_value_is_shown_or_left_out(blocks: list[tuple[str, Any]]) -> None:
    stored = [{"type": kind, "value": value} for kind, value in blocks]

    page = html.fromstring(f"<div>{printed(made(*blocks))}</div>")

    assert page.xpath("//script | //iframe | //img[not(@width)] | //style | //form") == []
    assert [
        name for element in page.iter() for name in element.attrib if name.startswith(("on", "style"))
    ] == []
    assert all(not href.lower().startswith(("javascript:", "data:", "vbscript:")) for href in page.xpath("//@href"))  # fmt: skip
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))
    assert isinstance(body.words(stored), str)
    assert body.pictures(stored) >= len(body.mentions(stored).pictures)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("intertitle", " "), ("subheading", ""), ("gallery", {"pictures": [], "caption": "x"}), ("fact_box", {"title": "x", "text": "<p></p>"}),
        ("list", {"items": ["<ul><li></li></ul>", ""]}), ("embed", {"url": "http://[", "title": "x"}), ("unknown", "x"),
    ],
)  # fmt: skip
def test_success_an_empty_block_is_left_out(kind: str, value: object) -> None:
    assert made((kind, value)) == ()


def test_success_a_subheading_never_skips_a_level() -> None:
    shown = made(("subheading", "Avant"), ("intertitle", "Un"), ("subheading", "Avant"))

    assert [(block.anchor, block.level) for block in shown if isinstance(block, SubheadingView)] == [
        ("avant", 2),
        ("avant_2", 3),
    ]


def test_success_the_ids_of_headings_are_their_own() -> None:
    shown = printed(made(("intertitle", "Comments"), ("intertitle", "Suite"), ("intertitle", "Suite")))

    assert re.findall(r'id="([^"]*)"', shown) == ["comments_2", "suite", "suite_2"]


def test_success_lists_within_lists() -> None:
    item = (
        "<p>Un</p><ol><li>Deux<ul><li>Trois<ul><li>Quatre<ul><li>Cinq</li></ul></li></ul></li></ul></li></ol>"
    )

    (block,) = made(("list", {"ordered": False, "items": [item, "<b>Six</b>"]}))

    assert isinstance(block, ListView)
    # The fifth level is shown in the fourth.
    assert block.items == (
        "Un<ol><li>Deux<ul><li>Trois<ul><li>Quatre</li><li>Cinq</li></ul></li></ul></li></ol>",
        "<b>Six</b>",
    )
    assert words(("list", {"items": [item]})) == ["Un", "Deux", "Trois", "Quatre", "Cinq"]


def test_success_a_fact_box_holds_paragraphs_and_lists() -> None:
    text = "<p>Le bac&nbsp;:</p><ul><li><p>douze mètres</p></li><li>un <b>moteur</b></li></ul><p><script>x</script></p>"

    (block,) = made(("fact_box", {"title": "Repères", "text": text}))

    assert isinstance(block, FactBoxView)
    assert block.html == (
        "<p>Le bac\N{NO-BREAK SPACE}:</p><ul><li>douze mètres</li><li>un <b>moteur</b></li></ul>"
    )
    assert words(("fact_box", {"title": "Repères", "text": text}))[0] == "Repères"


def test_success_footnotes_are_numbered_across_blocks() -> None:
    note = '<span data-footnote="Selon la &quot;régie&quot; &lt;2024&gt;."></span>'
    shown = made(
        ("paragraph", f"<p>Un{note} mot.</p>"),
        ("paragraph", "<p>Rien.</p>"),
        ("list", {"items": ['Deux<span class="x" data-footnote="Autre."></span>']}),
    )

    page = html.fromstring(f"<div>{printed(shown)}</div>")

    assert [link.get("href") for link in page.xpath("//sup/a")] == ["#note-1", "#note-2"]
    assert [link.get("id") for link in page.xpath("//sup/a")] == ["noteref-1", "noteref-2"]
    assert [note.get("id") for note in page.xpath("//section/ol/li")] == ["note-1", "note-2"]
    assert page.xpath("//section//a/@href") == ["#noteref-1", "#noteref-2"]
    assert isinstance(shown[-1], FootnotesView)
    assert shown[-1].notes == (
        "Selon la «\N{NO-BREAK SPACE}régie\N{NO-BREAK SPACE}» &lt;2024&gt;.",
        "Autre.",
    )


def test_success_notes_are_read_after_the_text() -> None:
    paragraph = '<p>Le bac<span data-footnote="Le &quot;Sebra&quot; <b>."></span> part.</p>'

    assert words(("paragraph", paragraph), ("paragraph", "<p>Fin.</p>")) == [
        "Le bac part.",
        "Fin.",
        'Le "Sebra" <b>.',
    ]


def test_success_a_page_of_several_bodies_has_no_notes() -> None:
    stored = [{"type": "paragraph", "value": '<p>Le bac<span data-footnote="Note."></span> part.</p>'}]

    (block,) = body.views(stored, language="fr", card=lambda _pk: None, footnotes=False)

    assert isinstance(block, ParagraphView)
    assert block.html == "<p>Le bac\N{NO-BREAK SPACE}part.</p>"


@pytest.mark.parametrize("payload", [*OWN, *ODD])
def test_fail_a_note_runs_nothing(payload: str) -> None:
    note = payload.replace('"', "&quot;")

    page = html.fromstring(f'<div>{printed(made(("paragraph", f"<p>a<span data-footnote={chr(34)}{note}{chr(34)}></span></p>")))}</div>')  # fmt: skip

    assert (
        page.xpath(
            "//section//*[not(self::ol or self::li or self::a or self::bdi or self::span[@class='unbroken'])]"
        )
        == []
    )


def test_fail_a_link_that_looks_like_a_note() -> None:
    shown = made(("paragraph", '<p>a<sup><a href="#note-1">1</a></sup></p>'))

    assert "noteref" not in printed(shown)
    assert Notes().number("<p>a</p>") == "<p>a</p>"
