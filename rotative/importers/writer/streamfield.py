"""The raw value of an article's body, from the neutral blocks of a source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Final
from uuid import uuid4

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

# Returns the primary key of a picture of the body; None when its file was not found.
FindPicture = Callable[[Picture], int | None]

# The desk refuses longer ones.
INTERTITLE_LETTERS: Final = 160
ALT_LETTERS: Final = 300
BOX_TITLE_LETTERS: Final = 160


def body_value(blocks: Sequence[Block], find: FindPicture) -> StreamValue:
    """Return the value of an article's body, with all HTML cleaned; a missing picture becomes a link to its old address."""
    raw = [
        {"type": kind, "value": value, "id": str(uuid4())}
        for kind, value in (_raw(part, find) for block in blocks for part in _parts(block, find))
    ]
    return StreamValue(Article._meta.get_field("body").stream_block, raw, is_lazy=True)


def _parts(block: Block, find: FindPicture) -> tuple[Block, ...]:
    """Return the block itself; of a gallery with pictures that were not found, the others, then links to those."""
    if not isinstance(block, Gallery):
        return (block,)
    there = tuple(one for one in block.pictures if find(one) is not None)
    missing = tuple(one for one in block.pictures if find(one) is None)
    together: tuple[Block, ...] = (Gallery(pictures=there, caption=block.caption),) if there else ()
    if not there and block.caption:
        return (Paragraph(html=escape(block.caption, quote=False)), *missing)
    return (*together, *missing)


def _raw(block: Block, find: FindPicture) -> tuple[str, Any]:
    """Return the type and value of one block."""
    match block:
        case Paragraph(html=html):
            return "paragraph", _rich(html)
        case Intertitle(text=text):
            return _intertitle(text)
        case Picture():
            return _picture(block, find(block))
        case Quotation(text=text, source=source):
            return "quotation", {"text": text, "source": source}
        case ListBlock(ordered=ordered, items=items):
            rows = [{"type": "item", "value": _rich(item), "id": str(uuid4())} for item in items]
            return "list", {"ordered": ordered, "items": rows}
        case Table():
            return "table", _table(block)
        case Gallery() | FactBox() | Rule():
            return _further(block, find)
        case Embed(url=url, title=title):
            return "embed", {"url": url, "title": title or url}


def _further(block: Gallery | FactBox | Rule, find: FindPicture) -> tuple[str, Any]:
    match block:
        case Gallery():
            return _gallery(block, find)
        case FactBox():
            return _fact_box(block)
        case Rule():
            return "rule", None


def _gallery(block: Gallery, find: FindPicture) -> tuple[str, Any]:
    shown = [_picture(one, find(one))[1] for one in block.pictures]
    items = [{"type": "item", "value": value, "id": str(uuid4())} for value in shown]
    return "gallery", {"caption": block.caption, "pictures": items}


def _fact_box(block: FactBox) -> tuple[str, Any]:
    title, text = block.title, block.html
    if len(title) > BOX_TITLE_LETTERS:
        title, text = "", f"<p><strong>{escape(title, quote=False)}</strong></p>{text}"
    return "fact_box", {"title": title, "text": safe.clean(text, level="blocks")}


def _rich(html: str) -> str:
    return f"<p>{safe.clean(html)}</p>"


def _intertitle(text: str) -> tuple[str, str]:
    if len(text) <= INTERTITLE_LETTERS:
        return "intertitle", text
    return "paragraph", _rich(f"<strong>{escape(text, quote=False)}</strong>")


def _picture(block: Picture, picture_id: int | None) -> tuple[str, Any]:
    if picture_id is None:
        name = block.url.rsplit("/", 1)[-1].split("?")[0]
        return "embed", {"url": block.url, "title": block.caption or block.alt or name or block.url}
    words = {"alt": block.alt[:ALT_LETTERS], "caption": block.caption, "credit": block.credit}
    return "picture", {"image": picture_id, **words}


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
