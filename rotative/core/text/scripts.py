"""Words in another script than the rest of a text."""

import re

from rotative.core import languages

_LETTERS = "\u0621-\u065f\u066e-\u06d3\u0660-\u0669"
_OPENED = f'<bdi lang="{next(row.code for row in languages.TABLE if row.direction == "rtl")}">'
# The commonest letters of Arabic: hardly a word has none of them, and to look for one is a hundred times faster than a pattern.
_COMMON = ("ا", "ل", "ي", "م", "ن", "ر", "و")
# A tag, whole or cut off, or words in Arabic letters with what is between them.
_PARTS = re.compile(f"<[^>]*>?|[{_LETTERS}]++(?:[ \u00a0،]++[{_LETTERS}]++)*+")


def marked(html: str, language: str) -> str:
    """Mark the words in Arabic letters in a text that runs to the right, for fonts, for those who listen, and for their order."""
    if languages.BY_CODE[language].direction == "rtl":
        return html
    for letter in _COMMON:
        if letter in html:
            return _PARTS.sub(_mark, html)
    return html


def _mark(part: re.Match[str]) -> str:
    words = part[0]
    return words if words.startswith("<") else f"{_OPENED}{words}</bdi>"
