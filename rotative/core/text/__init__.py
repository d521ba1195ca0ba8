"""Text in every language of the table: cutting, setting, folding. Imports neither Django nor Wagtail."""

from rotative.core.text.arabic import arabic
from rotative.core.text.binding import unbroken
from rotative.core.text.cut import deck, excerpt, first_sentences, sentences
from rotative.core.text.folding import fold, stems, tokens
from rotative.core.text.french import french, french_lines
from rotative.core.text.plain import flat, plain
from rotative.core.text.scripts import marked
from rotative.core.text.significant import significant
from rotative.core.text.slugs import slug
from rotative.core.text.typesetting import in_order, typeset, typeset_lines

__all__ = [
    "arabic",
    "deck",
    "excerpt",
    "first_sentences",
    "flat",
    "fold",
    "french",
    "french_lines",
    "in_order",
    "marked",
    "plain",
    "sentences",
    "significant",
    "slug",
    "stems",
    "tokens",
    "typeset",
    "typeset_lines",
    "unbroken",
]
