"""The body of an article as plain blocks: clean HTML, cards instead of references.

It reads the JSON of the database, not Wagtail's values: those load each picture and each article that they mention.
"""

import json
from collections.abc import Sequence

from wagtail.blocks import StreamValue

from rotative.articles.body import block_views, block_words, rich_text, stored_values
from rotative.articles.body.block_views import Body, Card
from rotative.articles.body.block_words import Mentions
from rotative.articles.body.footnotes import Notes
from rotative.articles.body.rich_text import paragraphs
from rotative.articles.body.stored_values import Block
from rotative.articles.cards import BlockView
from rotative.core.text import flat

__all__ = [
    "Block",
    "Card",
    "Mentions",
    "blocks",
    "embeds",
    "mentions",
    "paragraphs",
    "pictures",
    "reading_text",
    "views",
    "words",
]


def blocks(stored: StreamValue | str | None) -> Sequence[Block]:
    """Return a body's blocks as the database stores them, from its column or from a draft."""
    if isinstance(stored, str):
        return json.loads(stored) if stored else ()
    return stored.get_prep_value() if stored else ()


def views(
    body: Sequence[Block], *, language: str, card: Card, footnotes: bool = True, path: str = ""
) -> tuple[BlockView, ...]:
    """Return the blocks that a page shows, in order; an empty one (a lost picture, a withdrawn article) is left out.

    card: returns the card of a live article, or None. footnotes: number them, with the notes at the end; a page of several
    bodies leaves them out. path: the percent-encoded one of the article, under which its embeds are played; "" for none.
    """
    sources = [block["value"] for block in body if block["type"] == "paragraph"]
    bare = rich_text.bare_paragraphs((source for source in sources if isinstance(source, str)), language)
    made = Body(language=language, card=card, notes=Notes() if footnotes else None, path=path)
    found: list[BlockView] = []
    # Paragraphs without markup since the last other block.
    run: list[str] = []
    for block in body:
        kind, value = block["type"], block["value"]
        if kind == "paragraph" and isinstance(value, str) and value in bare:
            run.append(bare[value])
        elif shown := block_views.view(kind, value, made):
            found += block_views.paragraph_views(run, language)
            run = []
            found += shown
    return (*found, *block_views.paragraph_views(run, language), *block_views.footnotes(made))


def words(body: Sequence[Block]) -> str:
    """Return all the text that a reader reads, plain, with a line end between blocks; the footnotes come last."""
    lines = [text for block in body for text in block_words.texts(block["type"], block["value"])]
    lines += (note for block in body for note in block_words.notes(block["type"], block["value"]))
    return "\n".join(filter(None, lines))


def reading_text(body: Sequence[Block], standfirst: str) -> str:
    """Return the text whose words are counted: that of the body, or of the standfirst when the body has none."""
    return words(body) or flat(standfirst)


def pictures(body: Sequence[Block]) -> int:
    """Count the pictures in the body."""
    return sum(1 for block in body for _picture in block_words.picture_ids(block["type"], block["value"]))


def embeds(body: Sequence[Block]) -> list[str]:
    """Return the addresses that the body embeds."""
    found = (stored_values.text(block["value"], "url") for block in body if block["type"] == "embed")
    return list(filter(None, found))


def mentions(body: Sequence[Block]) -> Mentions:
    """Return the articles, subjects, pictures and documents that a body shows or links to."""
    return block_words.mentions((block["type"], block["value"]) for block in body)
