"""Bodies in Mobiledoc, the format of Ghost's editor before version 5, as HTML.

Source: github.com/bustle/mobiledoc-kit, MOBILEDOC.md (0.2 to 0.3.2).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any, Final

from rotative.importers.ghost.cards import Note, card_html, link
from rotative.importers.ghost.lexical import UnknownFormat

# Kinds of sections.
_MARKUP: Final = 1
_IMAGE: Final = 2
_LIST: Final = 3
_CARD: Final = 10
_TAGS: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "pull-quote"})
_QUOTES: Final = frozenset({"blockquote", "aside", "pull-quote"})
_MARKS: Final = frozenset({"a", "strong", "b", "em", "i", "code", "s", "sub", "sup", "u", "del"})


def mobiledoc_html(stored: str, note: Note) -> str:
    """Return the HTML of a body. Raises UnknownFormat."""
    try:
        return _Document(json.loads(stored), note).html()
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as exc:
        raise UnknownFormat(str(exc)) from exc


class _Document:
    """One body, with the tables that its sections point into."""

    def __init__(self, whole: dict[str, Any], note: Note) -> None:
        self.note = note
        self.markups: list[Any] = whole.get("markups") or []
        self.atoms: list[Any] = whole.get("atoms") or []
        self.cards: list[Any] = whole.get("cards") or []
        self.sections: list[Any] = whole["sections"]

    def html(self) -> str:
        return "".join(self._section(section) for section in self.sections)

    def _section(self, section: Sequence[Any]) -> str:
        kind = section[0]
        if kind == _MARKUP:
            tag = section[1] if section[1] in _TAGS else "p"
            tag = "blockquote" if tag in _QUOTES else tag
            return f"<{tag}>{self._markers(section[2])}</{tag}>"
        if kind == _LIST:
            tag = "ol" if section[1] == "ol" else "ul"
            return f"<{tag}>{''.join(f'<li>{self._markers(item)}</li>' for item in section[2])}</{tag}>"
        if kind == _CARD:
            return self._card(section[1])
        return f'<img src="{escape(str(section[1]))}">' if kind == _IMAGE else ""

    def _card(self, number: int) -> str:
        name, values = str(self.cards[number][0]), self.cards[number][1]
        html = card_html(name, values if isinstance(values, dict) else {}, self.note)
        if html is None:
            self.note("block_without_content", name[:60], json.dumps(values, ensure_ascii=False)[:80])
        return html or ""

    def _markers(self, markers: Sequence[Any]) -> str:
        parts: list[str] = []
        opened: list[str] = []
        for kind, opening, closing, value in markers:
            for number in opening:
                start, end = self._markup(self.markups[number])
                parts.append(start)
                opened.append(end)
            parts.append(self._atom(value) if kind == 1 else escape(str(value), quote=False))
            for _ in range(min(int(closing), len(opened))):
                parts.append(opened.pop())
        return "".join(parts) + "".join(reversed(opened))

    def _markup(self, markup: Sequence[Any]) -> tuple[str, str]:
        tag = markup[0] if markup[0] in _MARKS else "span"
        if tag != "a":
            return f"<{tag}>", f"</{tag}>"
        values = list(markup[1]) if len(markup) > 1 else []
        href = dict(zip(values[::2], values[1::2], strict=False)).get("href", "")
        return link(str(href), "\0").split("\0")[0], "</a>" if href else ""

    def _atom(self, number: int) -> str:
        name, words = self.atoms[number][0], self.atoms[number][1]
        return "<br>" if name == "soft-return" else escape(str(words), quote=False)
