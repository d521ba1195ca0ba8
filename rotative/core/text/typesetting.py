"""Typography as the language of a text has it."""

from collections.abc import Sequence

from rotative.core import languages
from rotative.core.text.arabic import arabic
from rotative.core.text.binding import bound, last_bound
from rotative.core.text.french import french, french_lines


def typeset(words: str, language: str) -> str:
    """Set a text, plain or HTML, with the spaces of its language, and its numbers in their order."""
    row = languages.BY_CODE[language]
    if row.direction == "rtl":
        return last_bound(bound(arabic(words)))
    return last_bound(french(words) if row.french_spaces else bound(words))


def in_order(words: str, language: str) -> str:
    """Keep the numbers of a text in their order, where its lines run to the left; its spaces stay."""
    return arabic(words) if languages.BY_CODE[language].direction == "rtl" else words


def typeset_lines(lines: Sequence[str], language: str) -> list[str]:
    """Set the lines of one text, in which a quotation may begin in one line and end in another."""
    if languages.BY_CODE[language].french_spaces:
        return [last_bound(line) for line in french_lines(lines)]
    return [typeset(line, language) for line in lines]
