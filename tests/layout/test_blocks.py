"""Blocks that few articles have: their rules come with them, and a page with all of them stays light and sound."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import brotli
import pytest
from lxml import html

from rotative.articles import body
from rotative.articles.cards import (
    AudioView,
    BlockView,
    ChartColumn,
    ChartView,
    DocumentView,
    EmbedView,
    GalleryView,
)
from rotative.layout import assets, contexts
from rotative.layout.answers import as_text
from rotative.layout.environment import environment, render
from rotative.layout.structured import news_article
from rotative.media.cards import DocumentCard
from tests.factories.blocks import hostile_blocks, new_blocks
from tests.factories.payloads import ODD, OWN
from tests.layout.newsroom import Samples

pytestmark = pytest.mark.django_db
BUDGET_BYTES = 14 * 1024
SOUND = DocumentCard(
    url="/media/documents/corne.0123456789ab.mp3",
    title="c",
    kind="MP3",
    type="audio/mpeg",
    size_bytes=4_250_000,
    seconds=3725,
)
PAPER = DocumentCard(
    url="/media/documents/r.0123456789ab.pdf",
    title="r",
    kind="PDF",
    type="application/pdf",
    size_bytes=48_100,
    seconds=None,
)


def views(*blocks: tuple[str, Any], language: str = "fr") -> tuple[BlockView, ...]:
    stored = [{"type": kind, "value": value} for kind, value in blocks]
    return body.views(stored, language=language, card=lambda _pk: None)


@pytest.fixture(params=["fr", "ar"])
def page(request: pytest.FixtureRequest, samples: Samples) -> contexts.ArticlePage:
    """Return an article with every new block after its own."""
    language = request.param
    found: contexts.ArticlePage = samples.page(language, "article")
    shown = body.views(new_blocks(), language=language, card=lambda _pk: None)
    picture = samples.page("fr", "article").article.card.picture
    assert picture is not None
    gallery = GalleryView(pictures=(picture, picture, picture), caption="Le chantier")
    sound = AudioView(document=SOUND, title="La corne du bac", credit="Ada Kermorvan")
    film = EmbedView(
        title="Le lancement",
        url="https://youtu.be/dQw4w9WgXcQ",
        provider="YouTube",
        poster=picture,
        player_path=f"{found.frame.path}play/youtube-dQw4w9WgXcQ/",
    )
    more = (gallery, film, sound, DocumentView(document=PAPER, title="Le rapport"))
    own = found.article.body
    return replace(found, article=replace(found.article, body=(*own, *shown[:-1], *more, shown[-1])))


def document(page: contexts.Page) -> html.HtmlElement:
    return html.document_fromstring(render(page).decode())


def test_success_a_page_asks_for_the_rules_of_its_blocks(
    page: contexts.ArticlePage, samples: Samples
) -> None:
    sheets = document(page).xpath("//link[@rel='stylesheet']/@href")

    assert [re.sub(r"\.[0-9a-f]{12}\.", ".", path) for path in sheets] == [
        "/static/story.css",
        *(f"/static/{name}.css" for name in sorted(assets.COMPONENTS)),
    ]
    assert set(sheets) <= {asset.path for asset in assets.assets(samples.outlet("fr"))}


def test_success_a_page_without_them_asks_for_one_sheet(samples: Samples) -> None:
    assert len(document(samples.page("fr", "article")).xpath("//link[@rel='stylesheet']")) == 1


def test_success_an_article_with_every_block_fits_the_first_flight(
    page: contexts.ArticlePage, samples: Samples
) -> None:
    sheets = [
        assets.stylesheet_asset(samples.outlet("fr").accent, page.sheet),
        *map(assets.component_asset, page.components),
    ]

    wire = sum(
        len(brotli.compress(part, quality=5)) for part in (render(page), *(sheet.body for sheet in sheets))
    )

    assert wire <= BUDGET_BYTES + 4 * 1024
    # Each block with its rules, alone on the page of the usual length.
    for name in page.components:
        assert len(brotli.compress(assets.component_asset(name).body, quality=5)) <= 800, name


def test_success_a_page_with_every_block_is_sound(page: contexts.ArticlePage) -> None:
    root = document(page)
    levels = [int(tag[1]) for tag in re.findall(r"<(h[1-6])\b", render(page).decode())]
    ids = root.xpath("//@id")

    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in root.xpath("//@href[starts-with(., '#')]")} <= set(ids)
    assert root.xpath("//@style | //style") == []
    assert len(root.xpath("//svg[@role='img'][@aria-label]")) == 2


def test_success_every_class_has_a_rule(page: contexts.ArticlePage) -> None:
    names = {
        word
        for value in document(page).xpath("//div[@class='article__body']//@class")
        for word in value.split()
    }
    css = "".join(path.read_text() for path in (assets.HERE / "css").rglob("*.css"))

    unstyled = {name for name in names if f".{name}" not in css}
    assert unstyled == set()


def test_success_the_text_alone_has_the_same_words(page: contexts.ArticlePage) -> None:
    chart = next(block for block in page.article.body if isinstance(block, ChartView))
    sound = next(block for block in page.article.body if isinstance(block, AudioView))
    gallery = next(block for block in page.article.body if isinstance(block, GalleryView))

    shown = [part for block in (chart, gallery, sound) for part in as_text(block)]

    assert [part.type for part in shown] == ["figures_table", "paragraph", *["picture_link"] * 3, "document"]
    env = environment("fr", "UTC", "latin")
    text = str(env.globals["set_body"](shown, env.globals["blocks"]))  # type: ignore[operator]
    assert "<svg" not in text and "<img" not in text
    assert "1\u202f200,5" in text and "Registre" in text


def test_success_a_player_says_what_it_costs(page: contexts.ArticlePage) -> None:
    figure = document(page).xpath("//figure[@class='sound']")[0]

    assert figure.xpath("audio/@src") == [SOUND.url]
    assert figure.xpath("audio/@preload") == ["none"]
    words = " ".join(figure.text_content().replace("\u00a0", " ").replace("\u202f", " ").split())
    if page.frame.conventions.language == "fr":
        assert words == "La corne du bac 1:02:05 Télécharger MP3, 4,2 Mo Ada Kermorvan"


def test_success_search_engines_hear_of_a_sound(page: contexts.ArticlePage) -> None:
    [found] = json.loads(news_article(page.article, page.frame.breadcrumb))[0]["audio"]

    assert found["contentUrl"].endswith(SOUND.url)
    assert (found["name"], found["duration"]) == ("La corne du bac", "PT3725S")


def test_success_a_chart_in_arabic_begins_at_the_right() -> None:
    column = ChartColumn(name="a", values=(1.0, 2.0), written=("1", "2"))
    chart = ChartView(
        kind="bar", title="t", unit="", source="", corner="", labels=("x", "y"), columns=(column,)
    )

    drawn = {
        language: html.fromstring(str(environment(language, "UTC", "latin").globals["draw_chart"](chart)))  # type: ignore[operator]
        for language in ("fr", "ar")
    }

    assert [rect.get("x") for rect in drawn["fr"].xpath("//rect")] == ["0%", "0%"]
    assert [rect.get("x") for rect in drawn["ar"].xpath("//rect")] == ["62%", "24%"]
    assert [rect.get("width") for rect in drawn["ar"].xpath("//rect")] == ["38%", "76%"]


@pytest.mark.parametrize("payload", [*OWN, *ODD])
def test_fail_no_block_runs_anything(payload: str, samples: Samples) -> None:
    article = samples.page("fr", "article")
    hostile = replace(article, article=replace(article.article, body=views(*hostile_blocks(payload, 0))))

    root = document(hostile).xpath("//div[@class='article__body']")[0]

    allowed = {"p", "a", "b", "strong", "i", "em", "sup", "sub", "br", "code", "bdi", "span", "h2", "h3", "ul", "ol", "li", "aside", "section",
               "figure", "figcaption", "audio", "svg", "g", "rect", "line", "circle", "text", "div", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}  # fmt: skip
    assert {element.tag for element in root.iterdescendants() if isinstance(element.tag, str)} <= allowed
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src", "srcset")}
    assert all(
        not href.lower().startswith(("javascript:", "data:", "vbscript:")) for href in root.xpath("//@href")
    )
