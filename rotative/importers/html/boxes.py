"""Fact boxes, galleries and lines, which readers of a source write as elements of their own."""

from __future__ import annotations

from html import escape
from typing import Any

from rotative.core import html as safe
from rotative.importers.html.walker import Walker
from rotative.importers.records import (
    Block,
    FactBox,
    Gallery,
    Intertitle,
    ListBlock,
    Paragraph,
    Picture,
    Rule,
)


class Boxes(Walker):
    """The handlers of blocks that no HTML of an old site has by itself."""

    def line(self, element: Any) -> None:
        self.edge()
        self.add(Rule())
        self.children(element)

    def pictures_together(self, element: Any) -> None:
        """Add several pictures as one gallery; one alone stays a picture."""
        caption = safe.plain(element.get("data-caption") or "")
        inside = self._inside(element)
        shown = tuple(block for block in inside if isinstance(block, Picture))
        rest = [block for block in inside if not isinstance(block, Picture)]
        if len(shown) > 1:
            self.add(Gallery(pictures=shown, caption=caption))
        else:
            for picture in shown:
                self.add(picture)
            if caption:
                rest.append(Paragraph(html=escape(caption, quote=False)))
        for block in rest:
            self.add(block)

    def box(self, element: Any) -> None:
        """Add a fact box of the words; pictures and other blocks come after it."""
        title = safe.plain(element.get("data-title") or "")
        inside = self._inside(element)
        words = [html for block in inside if (html := _passage(block))]
        if title or words:
            self.add(FactBox(title=title, html="".join(words)))
        for block in inside:
            if not _passage(block):
                self.add(block)

    def _inside(self, element: Any) -> list[Block]:
        """Return the blocks of an element, taken from where they were added."""
        self.edge()
        words_only, self.words_only = self.words_only, False
        outer, self.blocks = self.blocks, []
        waiting, self.after = self.after, []
        self.children(element)
        self.flush()
        self.release()
        inside, self.blocks = self.blocks, outer
        self.words_only, self.after = words_only, waiting
        return inside


def _passage(block: Block) -> str:
    """Return a block as HTML of a fact box; "" for one that has no place there."""
    match block:
        case Paragraph(html=html):
            return f"<p>{html}</p>"
        case Intertitle(text=text):
            return f"<p><strong>{escape(text, quote=False)}</strong></p>"
        case ListBlock(ordered=ordered, items=items):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
        case _:
            return ""
