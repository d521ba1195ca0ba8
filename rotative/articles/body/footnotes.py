"""Footnotes: marks in rich text that hold the text of a note, printed as numbers with the notes at the end.

A mark is `<span data-footnote="text of the note"></span>`. The cleaner of HTML leaves no `span`, so a mark becomes a link
that the cleaner lets through, under an address that is drawn by lot for this process: no editor can have written it.
"""

import re
import secrets
from collections.abc import Iterator
from string import ascii_lowercase

from rotative.core.text.entities import decoded

_WORD = "".join(secrets.choice(ascii_lowercase) for _letter in range(24))
_NAME = "data-footnote"
_MARK = re.compile(
    rf'<span\s+(?:(?!{_NAME}=)[\w-]+="[^"]*"\s+)*+{_NAME}="([^"]*)"(?:\s+[\w-]+="[^"]*")*+\s*>(?:</span>)?',
    re.ASCII,
)
_REFERENCE = re.compile(rf'<sup><a href="#{_WORD}([0-9]+)"[^<>]*>[^<]*</a></sup>')


class Notes:
    """The notes of a body, in the order in which it refers to them."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def number(self, source: str) -> str:
        """Number the marks of a stored rich text; the result is to be cleaned, then given to `refer`."""
        return _MARK.sub(self._number, source)

    def _number(self, mark: re.Match[str]) -> str:
        words = _words(mark)
        if not words:
            return ""
        self.texts.append(words)
        return f'<sup><a href="#{_WORD}{len(self.texts)}">{len(self.texts)}</a></sup>'


def refer(html: str) -> str:
    """Make links to the notes, and targets of the links back, of the numbered marks of a cleaned text."""
    return _REFERENCE.sub(r'<sup class="noteref"><a href="#note-\1" id="noteref-\1">\1</a></sup>', html)


def within(source: str) -> bool:
    """Tell whether a stored rich text may have marks."""
    return _NAME in source


def without(source: str) -> str:
    """Remove the marks of a stored rich text."""
    return _MARK.sub("", source)


def texts(source: str) -> Iterator[str]:
    """Yield the notes of a stored rich text, as plain text."""
    if within(source):
        yield from filter(None, map(_words, _MARK.finditer(source)))


def _words(mark: re.Match[str]) -> str:
    return " ".join(decoded(mark[1]).split())
