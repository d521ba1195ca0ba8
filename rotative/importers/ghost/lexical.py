"""Bodies in Lexical, the format of Ghost's editor since version 5, as HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from rotative.importers.ghost.cards import Note, card_html, link, text

# Bits of the format of a text, from the inside out.
_FORMATS: Final = (
    (16, "code"), (32, "sub"), (64, "sup"), (4, "s"), (128, "mark"), (8, "u"), (2, "em"), (1, "strong"),
)  # fmt: skip
# "tk" is a place that the writer wanted to come back to.
_TEXTS: Final = frozenset({"text", "extended-text", "tk", "emoji"})
_WRAPPED: Final = {
    "paragraph": "p", "quote": "blockquote", "extended-quote": "blockquote", "aside": "blockquote",
    "listitem": "li",
}  # fmt: skip
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INNER: Final = frozenset({"root", "at-link", "at-link-search"})
# Nothing that a reader sees.
_SILENT: Final = frozenset({"zwnj", "cursor"})


class UnknownFormat(ValueError):
    """The text is not the JSON that it is called."""


def lexical_html(stored: str, note: Note) -> str:
    """Return the HTML of a body. Raises UnknownFormat."""
    try:
        whole = json.loads(stored)
        root = whole["root"]
        return _children(root, note)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as exc:
        raise UnknownFormat(str(exc)) from exc


def _children(node: Mapping[str, Any], note: Note) -> str:
    inside = node.get("children")
    return (
        "".join(_html(child, note) for child in inside if isinstance(child, dict))
        if isinstance(inside, list)
        else ""
    )


def _html(node: Mapping[str, Any], note: Note) -> str:
    kind = text(node, "type")
    if kind in _TEXTS:
        return _text(node)
    if kind == "linebreak":
        return "<br>"
    if kind == "tab":
        return " "
    if kind in ("link", "autolink"):
        return link(text(node, "url"), _children(node, note))
    if kind in _WRAPPED:
        return f"<{_WRAPPED[kind]}>{_children(node, note)}</{_WRAPPED[kind]}>"
    if kind in ("heading", "extended-heading"):
        tag = text(node, "tag")
        tag = tag if tag in _HEADINGS else "h2"
        return f"<{tag}>{_children(node, note)}</{tag}>"
    if kind == "list":
        tag = "ol" if node.get("listType") == "number" or node.get("tag") == "ol" else "ul"
        return f"<{tag}>{_children(node, note)}</{tag}>"
    if kind in _INNER:
        return _children(node, note)
    return "" if kind in _SILENT else _card(kind, node, note)


def _card(kind: str, node: Mapping[str, Any], note: Note) -> str:
    html = card_html(kind, node, note)
    if html is None:
        inside = _children(node, note)
        note("block_without_content", kind[:60], inside[:80])
        return inside
    return html


def _text(node: Mapping[str, Any]) -> str:
    html = escape(text(node, "text"), quote=False)
    bits = node.get("format")
    for bit, tag in _FORMATS:
        if html and isinstance(bits, int) and bits & bit:
            html = f"<{tag}>{html}</{tag}>"
    return html
