"""Typography as the language of a text has it."""

from collections.abc import Sequence

from rotative.core import languages
from rotative.core.text.french import french, french_lines


def typeset(words: str, language: str) -> str:
    """Set a text, plain or HTML, with the spaces of its language."""
    return french(words) if languages.BY_CODE[language].french_spaces else words


def typeset_lines(lines: Sequence[str], language: str) -> list[str]:
    """Set the lines of one text, in which a quotation may begin in one line and end in another."""
    return french_lines(lines) if languages.BY_CODE[language].french_spaces else list(lines)
