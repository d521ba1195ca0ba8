"""Neutral blocks as the raw value of an article's body."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any
from uuid import uuid4

from rotative.core import html as safe
from rotative.importers.records import (
    Block,
    Embed,
    Intertitle,
    ListBlock,
    Paragraph,
    Picture,
    Quotation,
    Table,
)

# The primary key of a picture of the body, None when its file was not found.
FindPicture = Callable[[Picture], int | None]

# The desk refuses longer intertitles and alternative texts.
INTERTITLE_LETTERS = 160
ALT_LETTERS = 300


def raw(blocks: Sequence[Block], find: FindPicture) -> list[dict[str, Any]]:
    """What the body's StreamField keeps. Everything is cleaned here; a lost picture becomes a link to where it was."""
    return [
        {"type": kind, "value": value, "id": str(uuid4())}
        for block in blocks
        for kind, value in _values(block, find)
    ]


def _values(block: Block, find: FindPicture) -> Iterator[tuple[str, Any]]:
    if isinstance(block, Paragraph):
        yield "paragraph", _rich(block.html)
    elif isinstance(block, Intertitle):
        yield from _intertitle(block.text)
    elif isinstance(block, Picture):
        yield _picture(block, find(block))
    elif isinstance(block, Quotation):
        yield "quotation", {"text": block.text, "source": block.source}
    elif isinstance(block, ListBlock):
        items = [{"type": "item", "value": _rich(item), "id": str(uuid4())} for item in block.items]
        yield "list", {"ordered": block.ordered, "items": items}
    elif isinstance(block, Table):
        yield "table", _table(block)
    elif isinstance(block, Embed):
        yield "embed", {"url": block.url, "title": block.title or block.url}


def _rich(html: str) -> str:
    return f"<p>{safe.clean(html)}</p>"


def _intertitle(text: str) -> Iterator[tuple[str, Any]]:
    if len(text) <= INTERTITLE_LETTERS:
        yield "intertitle", text
    else:
        yield "paragraph", _rich(f"<strong>{escape(text, quote=False)}</strong>")


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
