"""The raw value of an article's body, from the neutral blocks of a source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import escape, unescape
from typing import Any, Final
from uuid import UUID

from wagtail.blocks import StreamValue

from rotative.articles.models import Article
from rotative.core import html as safe
from rotative.importers.records import (
    Block,
    Embed,
    FactBox,
    Gallery,
    Intertitle,
    ListBlock,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Table,
)
from rotative.importers.writer.files.article_media import ArticleMedia
from rotative.media import document_kinds

# The desk refuses longer ones.
INTERTITLE_LETTERS: Final = 160
ALT_LETTERS: Final = 300
BOX_TITLE_LETTERS: Final = 160
_HREF: Final = re.compile(r'href="([^"]+)"')

Raw = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """A block for which files are missing, and its place in the body."""

    # Its number among the blocks of the source.
    number: int
    block: Block
    # The ids of its raw blocks now.
    ids: tuple[str, ...]


def body_value(
    blocks: Sequence[Block], media: ArticleMedia, *, name: str
) -> tuple[StreamValue, tuple[Lacking, ...]]:
    """Return the value of an article's body, with all HTML cleaned, and the blocks that lack files.

    A missing picture becomes a link to its old address. name: a name of the article, from which the ids of blocks are made,
    so that every run gives the same.
    """
    seed = seed_of(name)
    found: list[Raw] = []
    lacking: list[Lacking] = []
    for number, block in enumerate(blocks):
        made = raw(block, media, seed, number)
        if media.lacks(block):
            ids = tuple(one["id"] for one in made)
            lacking.append(Lacking(number=number, block=block, ids=ids))
        found += made
    return StreamValue(Article._meta.get_field("body").stream_block, found, is_lazy=True), tuple(lacking)


def seed_of(name: str) -> bytes:
    return blake2b(name.encode(), digest_size=9).digest()


def raw(block: Block, media: ArticleMedia, seed: bytes, number: int) -> list[Raw]:
    """Return the raw blocks of one block: none, one raw block, or several."""
    return [
        {"type": kind, "value": value, "id": _id(seed, number, part)}
        for part, (kind, value) in enumerate(_values(block, media, seed, number))
    ]


def number_of(made: Raw) -> int:
    """Return the number, among the blocks of the source, of the block to which this raw one belongs."""
    return int(made["id"].replace("-", "")[18:24], 16)


def _id(seed: bytes, number: int, part: int, child: int = 0) -> str:
    """Return an id as `uuid4` makes them, always the same for the same block."""
    place = (number & 0xFFFFFF) << 32 | (part & 0xFFFF) << 16 | child & 0xFFFF
    bare = bytearray(seed + place.to_bytes(7, "big"))
    bare[6], bare[8] = bare[6] & 0x0F | 0x40, bare[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(bare)))


def _values(block: Block, media: ArticleMedia, seed: bytes, number: int) -> Iterator[tuple[str, Any]]:
    """Yield the type and value of each raw block."""
    match block:
        case Paragraph(html=html):
            yield "paragraph", _rich(html, media)
        case Intertitle(text=text):
            yield _intertitle(text)
        case Picture():
            yield from filter(None, (_picture(block, media),))
        case Gallery():
            yield from _gallery(block, media, seed, number)
        case Quotation(text=text, source=source):
            yield "quotation", {"text": text, "source": source}
        case ListBlock():
            yield "list", _list(block, media, seed, number)
        case Table():
            yield "table", _table(block)
        case Embed(url=url, title=title):
            yield _embed(url, title, media)
        case FactBox() | Rule():
            yield _further(block, media)


def _list(block: ListBlock, media: ArticleMedia, seed: bytes, number: int) -> Raw:
    items = [
        {"type": "item", "value": _item(item, media), "id": _id(seed, number, 0, part + 1)}
        for part, item in enumerate(block.items)
    ]
    return {"ordered": block.ordered, "items": items}


def _further(block: FactBox | Rule, media: ArticleMedia) -> tuple[str, Any]:
    return ("rule", None) if isinstance(block, Rule) else ("fact_box", _fact_box(block, media))


def _fact_box(block: FactBox, media: ArticleMedia) -> Raw:
    title, text = block.title, _linked(block.html, media)
    if len(title) > BOX_TITLE_LETTERS:
        title, text = "", f"<p><strong>{escape(title, quote=False)}</strong></p>{text}"
    return {"title": title, "text": safe.clean(text, level="blocks")}


def _rich(html: str, media: ArticleMedia) -> str:
    return f"<p>{safe.clean(_linked(html, media))}</p>"


def _item(html: str, media: ArticleMedia) -> str:
    return safe.clean(_linked(html, media), level="blocks") if "<li" in html else _rich(html, media)


def _linked(html: str, media: ArticleMedia) -> str:
    """Return the HTML with the links to documents that were brought along leading there."""
    if not media.documents or "href=" not in html:
        return html

    def led(found: re.Match[str]) -> str:
        document = media.documents.get(unescape(found[1]))
        return f'href="{escape(document.address)}"' if document else found[0]

    return _HREF.sub(led, html)


def _intertitle(text: str) -> tuple[str, str]:
    if len(text) <= INTERTITLE_LETTERS:
        return "intertitle", text
    return "paragraph", f"<p>{safe.clean(f'<strong>{escape(text, quote=False)}</strong>')}</p>"


def _picture(block: Picture, media: ArticleMedia) -> tuple[str, Any] | None:
    picture_id = media.find(block)
    if picture_id is None:
        if not block.url:
            # Only the number is known: nothing to show but the caption.
            caption = escape(block.caption, quote=False)
            return ("paragraph", f"<p>{safe.clean(caption)}</p>") if caption else None
        name = block.url.rsplit("/", 1)[-1].split("?")[0]
        return "embed", {"url": block.url, "title": block.caption or block.alt or name or block.url}
    return "picture", _shown(block, picture_id)


def _shown(block: Picture, picture_id: int) -> dict[str, Any]:
    words = {"alt": block.alt[:ALT_LETTERS], "caption": block.caption, "credit": block.credit}
    return {"image": picture_id, **words}


def _gallery(block: Gallery, media: ArticleMedia, seed: bytes, number: int) -> Iterator[tuple[str, Any]]:
    """Yield a gallery of the pictures that are there, a link for each of the others, and a caption left alone."""
    shown = media.shown(block)
    there = [(one, pk) for one in shown if (pk := media.find(one)) is not None]
    missing = [one for one in shown if media.find(one) is None]
    if there:
        pictures = [
            {"type": "item", "value": _shown(one, pk), "id": _id(seed, number, 0, part + 1)}
            for part, (one, pk) in enumerate(there)
        ]
        yield "gallery", {"caption": block.caption, "pictures": pictures}
    elif block.caption:
        yield "paragraph", f"<p>{safe.clean(escape(block.caption, quote=False))}</p>"
    yield from filter(None, (_picture(one, media) for one in missing))


def _embed(url: str, title: str, media: ArticleMedia) -> tuple[str, Any]:
    document = media.documents.get(url)
    if document is None:
        return "embed", {"url": url, "title": title or url}
    if document_kinds.is_sound(url):
        return "audio", {"document": document.pk, "title": title[:160], "credit": ""}
    return "document", {"document": document.pk, "title": title[:160]}


def _table(block: Table) -> dict[str, Any]:
    rows = [list(row) for row in ([block.header, *block.rows] if block.header else block.rows)]
    return {
        "data": rows,
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": bool(block.header),
        "first_col_is_header": False,
        "table_header_choice": "row" if block.header else "neither",
        "table_caption": block.caption,
    }
