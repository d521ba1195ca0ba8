"""Blocks as a browser sends them: their shape is checked, and their HTML is that of the text editor and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

import nh3
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from rotative.core import html

# Blocks of one article: a book has fewer.
MOST_BLOCKS = 5_000

_ATTRIBUTES = {
    "a": {"href", "linktype", "id", "lang"},
    "p": {"data-block-key"},
    "span": {"data-footnote"},
}
_CLEANER = nh3.Cleaner(
    tags=set(html.INLINE_TAGS | {"p", "ul", "ol", "li", "span"}),
    clean_content_tags=set(html.SILENT_TAGS),
    attributes=_ATTRIBUTES,
    url_schemes=set(html.URL_SCHEMES),
    link_rel=None,
    strip_comments=True,
)
# What the stored HTML of the editor is made of: nothing in it can be a script, so that it need not be cleaned.
_HARMLESS = re.compile(
    r"(?:[^<>&]++|&(?:amp|lt|gt|quot|nbsp|\#x27|\#39|apos);"
    r"|</?(?:b|i|strong|em|sup|sub|code|ul|ol|li|p|span|a)>|<br ?/?>"
    r'|<p data-block-key="[a-z0-9]{1,12}">'
    r'|<a(?: (?:linktype="(?:article|subject)"|id="\d{1,18}"|lang="[a-z]{2,3}"))++>'
    r'|<a href="(?:https?://|mailto:|/)[^"<>]*"(?: rel="noopener")?>'
    r'|<span data-footnote="[^"<>]*">)*+'
)


class BadBody(ValueError):
    """The form's field does not hold blocks."""


def read(text: str, body: blocks.StreamBlock) -> list[dict[str, Any]]:
    """Return the blocks that a form sent, harmless. Raises BadBody when the text is no list of blocks."""
    try:
        found = json.loads(text or "[]")
    except ValueError as exc:
        raise BadBody from exc
    if not isinstance(found, list) or len(found) > MOST_BLOCKS:
        raise BadBody
    return [_block(one, body) for one in found if _known(one, body)]


def _known(one: Any, body: blocks.StreamBlock) -> bool:
    if not isinstance(one, Mapping) or "value" not in one:
        raise BadBody
    return one.get("type") in body.child_blocks


def _block(one: Mapping[str, Any], body: blocks.StreamBlock) -> dict[str, Any]:
    kind = str(one["type"])
    number = one.get("id")
    return {
        "type": kind,
        "value": value(one["value"], body.child_blocks[kind]),
        "id": number if isinstance(number, str) and 0 < len(number) <= 64 else str(uuid4()),
    }


def value(given: Any, block: blocks.Block) -> Any:
    """Return a value of the block's own shape: what does not fit is as if it was left empty."""
    if isinstance(block, blocks.StructBlock):
        fields = given if isinstance(given, Mapping) else {}
        return {
            name: value(fields[name], child) for name, child in block.child_blocks.items() if name in fields
        }
    if isinstance(block, blocks.ListBlock):
        return _items(given, block.child_block)
    if isinstance(block, blocks.RichTextBlock):
        return rich(given) if isinstance(given, str) else ""
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.URLBlock):
        return html.printable(given) if isinstance(given, str) else ""
    if isinstance(block, TableBlock):
        return _table(given)
    return given


def _table(given: Any) -> dict[str, Any] | None:
    """Return a table of texts; None for what is no table."""
    rows = given.get("data") if isinstance(given, Mapping) else None
    if not isinstance(rows, list):
        return None
    cells = [[_cell(cell) for cell in row] for row in rows if isinstance(row, list)]
    return {**given, "data": cells}


def _cell(cell: Any) -> str | None:
    return None if cell is None else html.printable(str(cell))


def _items(sent: Any, child: blocks.Block) -> list[dict[str, Any]]:
    given: Sequence[Any] = sent if isinstance(sent, list) else ()
    found = []
    for item in given:
        wrapped = isinstance(item, Mapping) and item.get("type") == "item" and "value" in item
        inner = item["value"] if wrapped else item
        number = item.get("id") if wrapped else None
        found.append({"type": "item", "value": value(inner, child), "id": number or str(uuid4())})
    return found


def rich(text: str) -> str:
    """Return the HTML of a rich text without anything that a reader's browser could run. To do it twice is the same as once."""
    text = html.printable(text)
    if _HARMLESS.fullmatch(text):
        return text
    cleaned = _CLEANER.clean(text)
    # Control characters written as entities show only now.
    return cleaned if (bare := html.printable(cleaned)) == cleaned else _CLEANER.clean(bare)
