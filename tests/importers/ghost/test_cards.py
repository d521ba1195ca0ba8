"""Cards of Ghost's editor in its three formats: every word is in the body, and nothing that only members saw."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from PIL import Image

from rotative.articles.models import Article
from rotative.core import html
from rotative.importers.actions import import_ghost
from rotative.importers.ghost.html_cards import plain_cards
from rotative.importers.ghost.lexical import lexical_html
from rotative.importers.ghost.markdown import markdown_html
from rotative.importers.ghost.mobiledoc import mobiledoc_html
from tests.importers.ghost.printed import GATED, PRINTED
from tests.importers.ghost.sites import (
    CARDS,
    HIDDEN,
    SITE,
    lexical,
    node,
    paragraph,
    post,
    site,
    word,
    written,
)
from tests.importers.imports import problem_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "images"
    (folder / "2021/05").mkdir(parents=True)
    for name in ("quai", "bac"):
        Image.new("RGB", (40, 30), "teal").save(folder / "2021/05" / f"{name}.jpg")
    return folder


@pytest.fixture
def article(tmp_path: Path, media: Path) -> Callable[..., tuple[Article, dict[str, int]]]:
    def bring(**columns: Any) -> tuple[Article, dict[str, int]]:
        path = written(tmp_path, site(post(1, **{"lexical": None, **columns})))
        report = import_ghost(path, site=SITE, media=media)
        return Article.objects.get(), problem_counts(report)

    return bring


Bring = Callable[..., tuple[Article, dict[str, int]]]


def stored(article: Article) -> str:
    return json.dumps(article.body.get_prep_value(), ensure_ascii=False)


def kinds(article: Article) -> list[str]:
    return [block.block_type for block in article.body]


def mobiledoc(*cards: tuple[str, dict[str, Any]]) -> str:
    sections = [[10, number] for number in range(len(cards))]
    whole = {"version": "0.3.1", "atoms": [], "markups": [], "cards": list(cards), "sections": sections}
    return json.dumps(whole)


def said(article: Article) -> str:
    """Return all words of the body, with single spaces."""
    parts: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, str):
            parts.append(value)
        elif isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(article.body.get_prep_value())
    return html.plain(" ".join(parts))


@pytest.mark.parametrize("name", CARDS)
def test_success_each_card_of_the_editor(article: Bring, name: str) -> None:
    card, words = CARDS[name]

    found, _problems = article(lexical=lexical(paragraph("Avant."), card, paragraph("Après.")))

    for one in ("Avant.", *words, "Après."):
        assert one in said(found)
    assert "<script" not in stored(found) and "__GHOST_URL__" not in stored(found)


@pytest.mark.parametrize(
    "name", [name for name in CARDS if name not in ("paywall", "signup", "call-to-action")]
)
def test_success_each_card_of_the_older_editor(article: Bring, name: str) -> None:
    card, words = CARDS[name]
    older = {"codeblock": "code", "horizontalrule": "hr"}

    found, _problems = article(mobiledoc=mobiledoc((older.get(name, name), card)))

    for one in words:
        assert one in said(found)


@pytest.mark.parametrize("name", PRINTED)
def test_success_each_card_as_it_was_printed(article: Bring, name: str) -> None:
    printed, words = PRINTED[name]

    found, _problems = article(html=f"<p>Avant.</p>{printed}<p>Après.</p>")

    for one in ("Avant.", *words, "Après."):
        assert one in said(found)
    assert "0:00" not in said(found) and "KB" not in said(found) and "abonne" not in said(found)


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("form", ["lexical", "mobiledoc"])
def test_success_what_only_members_or_letters_showed_is_left_out(
    article: Bring, name: str, form: str
) -> None:
    card = HIDDEN[name]
    text = lexical(paragraph("Public."), card) if form == "lexical" else mobiledoc((card["type"], card))

    found, problems = article(**{form: text})

    assert "SECRET" not in stored(found)
    assert problems.keys() & {"mail_card_removed", "members_card_removed"}


def test_success_gated_parts_of_printed_pages_are_left_out(article: Bring) -> None:
    found, problems = article(html=GATED)

    assert [str(block.value) for block in found.body] == [
        "<p>Public.</p>",
        "<p>Public aussi.</p>",
        "<p>Pour tous.</p>",
    ]
    assert problems["members_card_removed"] == 1


def test_success_blocks_of_cards(article: Bring) -> None:
    names = ("image", "gallery", "callout", "toggle", "horizontalrule", "codeblock", "embed")

    found, _problems = article(lexical=lexical(*(CARDS[name][0] for name in names)))

    assert kinds(found) == [
        "picture", "gallery", "fact_box", "fact_box", "rule", "paragraph", "paragraph", "embed", "paragraph",
    ]  # fmt: skip
    gallery = found.body[1].value
    assert gallery["caption"] == "Deux vues" and len(gallery["pictures"]) == 2
    assert found.body[3].value["title"] == "La question"


def test_success_marks_and_lists_of_the_editor(article: Bring) -> None:
    inner = node("list", node("listitem", word("deux")), listType="bullet")
    text = node(
        "paragraph", word("gras", 1), word(" "), word("penché", 2), word(" "), word("code", 16), word("2", 64)
    )
    nodes = (
        text,
        node("extended-heading", word("Titre"), tag="h3"),
        node("list", node("listitem", word("un")), node("listitem", inner), listType="number"),
        node("extended-quote", word("Cité")),
        node("aside", word("À part")),
        node("paragraph", word("a"), {"type": "linebreak"}, word("b")),
    )

    found, problems = article(lexical=lexical(*nodes))

    assert kinds(found) == ["paragraph", "intertitle", "list", "quotation", "quotation", "paragraph"]
    assert (
        str(found.body[0].value)
        == "<p><strong>gras</strong> <em>penché</em> <code>code</code><sup>2</sup></p>"
    )
    assert [str(item) for item in found.body[2].value["items"]] == ["<p>un</p><ul><li>deux</li></ul>"]
    assert problems == {"section_missing": 1}


def test_success_marks_of_the_older_editor(article: Bring) -> None:
    whole = {
        "version": "0.3.1",
        "atoms": [["soft-return", "", {}]],
        "markups": [["strong"], ["a", ["href", "https://a.example"]]],
        "cards": [],
        "sections": [
            [1, "p", [[0, [], 0, "Un "], [0, [0, 1], 2, "lien"], [1, [], 0, 0], [0, [], 0, "fin"]]],
            [3, "ul", [[[0, [], 0, "x"]], [[0, [], 0, "y"]]]],
            [1, "h2", [[0, [], 0, "Titre"]]],
            [1, "aside", [[0, [], 0, "Cité"]]],
        ],
    }

    found, _problems = article(mobiledoc=json.dumps(whole))

    assert kinds(found) == ["paragraph", "list", "intertitle", "quotation"]
    assert str(found.body[0].value) == (
        '<p>Un <strong><a href="https://a.example" rel="noopener">lien</a></strong><br>fin</p>'
    )


def test_success_a_card_of_unknown_kind_is_reported_with_its_words(article: Bring) -> None:
    found, problems = article(lexical=lexical(node("hologram", word("Des mots"))))

    assert said(found).endswith("Des mots") or "Des mots" in said(found)
    assert problems["block_without_content"] == 1


def test_success_a_gallery_without_its_files_becomes_links(tmp_path: Path) -> None:
    import_ghost(written(tmp_path, site(post(1, lexical=lexical(CARDS["gallery"][0])))), site=SITE)

    found = Article.objects.get()
    assert kinds(found) == ["paragraph", "embed", "embed"]
    assert found.body[1].value["url"] == f"{SITE}/content/images/2021/05/quai.jpg"


@pytest.mark.parametrize(
    "make",
    [
        lambda n: lambda: markdown_html("**a " * n),
        lambda n: lambda: markdown_html("[a](" * n),
        lambda n: lambda: markdown_html("- x\n" * n),
        lambda n: lambda: markdown_html("<" * n),
        lambda n: lambda: lexical_html(lexical(*[paragraph("a")] * n), lambda *_: None),
        lambda n: lambda: mobiledoc_html(mobiledoc(*[("html", {"html": "a"})] * n), lambda *_: None),
        lambda n: lambda: plain_cards('<div class="kg-callout-card">' * n, lambda *_: None),
        lambda n: lambda: plain_cards('<div class="kg-callout-card"></div>' * n, lambda *_: None),
        lambda n: lambda: plain_cards("<!--kg-gated-block:begin nonMember:false " * n, lambda *_: None),
    ],
)
def test_success_reading_takes_steps_in_proportion_to_the_length(
    make: Callable[[int], Callable[[], str]],
) -> None:
    def seconds(n: int) -> float:
        run = make(n)
        return min(_timed(run) for _ in range(3))

    assert seconds(8000) < 40 * max(seconds(1000), 0.001)


def _timed(run: Callable[[], str]) -> float:
    started = process_time()
    run()
    return process_time() - started
