"""Writes the inside of one paragraph: words and a few inline elements, always properly closed."""

from __future__ import annotations

import re
from html import escape
from typing import Final

# Inline elements of a source → elements here.
KEPT: Final = {
    "a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
    "sup": "sup", "sub": "sub", "code": "code", "kbd": "code", "tt": "code", "samp": "code",
}  # fmt: skip
# A single space is not matched: most texts need no change.
_SPACE: Final = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")


class Run:
    """Inline HTML in the making. An element is written with its first word, so that none stays empty."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        # Open elements: name, opening tag, whether the tag is written already.
        self._open: list[tuple[str, str, bool]] = []
        self._breaks = 0
        self._space = False
        # Spaces at the beginning of a line of exact text, until its first word.
        self._indent = 0

    @property
    def empty(self) -> bool:
        return not self._parts

    def opened(self, name: str) -> bool:
        """Return True when an element of that name is open."""
        return any(item[0] == name for item in self._open)

    def open(self, name: str, attributes: str = "") -> None:
        self._open.append((name, f"<{name}{attributes}>", False))

    def close(self) -> None:
        name, _, written = self._open.pop()
        if written:
            self._parts.append(f"</{name}>")

    def words(self, text: str) -> None:
        """Write text; any white space counts as one space."""
        if not text:
            return
        if not text.isprintable() or "  " in text:
            text = _SPACE.sub(" ", text)
        if text[0] == " ":
            self._space = True
        core = text.strip(" ")
        if not core or (not self._parts and not core.strip("\xa0\u200b\ufeff")):
            return
        self._write(escape(core, quote=False))
        self._space = text[-1] == " "

    def exact(self, text: str) -> None:
        """Write text with its line breaks and indentation."""
        for number, line in enumerate(text.expandtabs(4).split("\n")):
            if number:
                self.line_end(keep=True)
            body = line.strip(" ")
            begins = not self._parts or self._breaks > 0
            indent = len(line) - len(line.lstrip(" ")) if begins else 0
            self._space = self._space or (not begins and line[:1] == " ")
            if body:
                self._write("\xa0" * indent + escape(body, quote=False))
                self._space = line[-1] == " "
            elif indent:
                self._indent = indent

    def line_end(self, *, keep: bool = False) -> int:
        """Put a `<br>` before the next words; return how many are waiting.

        keep: allow more than two.
        """
        if self._parts:
            self._breaks = self._breaks + 1 if keep else min(self._breaks + 1, 2)
            self._space = False
        return self._breaks

    def boundary(self) -> None:
        """Put one `<br>` before the next words, however many edges of blocks come together."""
        if self._parts and not self._breaks:
            self._breaks = 1
        self._space = False

    def take(self) -> str:
        """Return the finished inline HTML; elements that are still open are opened again in the next one."""
        for number in range(len(self._open) - 1, -1, -1):
            name, tag, written = self._open[number]
            if written:
                self._parts.append(f"</{name}>")
                self._open[number] = (name, tag, False)
        html = "".join(self._parts)
        self._parts.clear()
        self._breaks, self._space, self._indent = 0, False, 0
        return html

    def _write(self, escaped: str) -> None:
        if self._breaks:
            self._parts.append("<br>" * self._breaks)
        elif self._space and self._parts:
            self._parts.append(" ")
        if self._indent:
            self._parts.append("\xa0" * self._indent)
        self._breaks, self._space, self._indent = 0, False, 0
        for number, (name, tag, written) in enumerate(self._open):
            if not written:
                self._parts.append(tag)
                self._open[number] = (name, tag, True)
        self._parts.append(escaped)
