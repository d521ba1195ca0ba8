"""Detects the language of a text by its letters and most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import repeat
from typing import Final

from rotative.core.languages import TABLE

_ARABIC: Final = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
)
_LATIN: Final = re.compile("[A-Za-zÀ-ÖØ-öø-ÿŒœ]")
_COMMON: Final = {row.code: row.common_words for row in TABLE if row.common_words}
_ARABIC_SCRIPT: Final = next(row.code for row in TABLE if row.script == "arabic")
# More letters make the answer no better, only slower.
SAMPLE_LETTERS: Final = 1500
# The script shows after fewer letters than the language.
_SCRIPT_LETTERS: Final = 400
_LEAST_HITS: Final = 12
# Running text of each language has more than a quarter of such words.
_LEAST_SHARE: Final = 0.15


def detect(text: str, *, default: str) -> str:
    """Return the language that the text clearly shows, else the default.

    A short text, or one with words of several languages, gets the default: a French article that ends with one English
    sentence stays French.
    """
    sample = text[:SAMPLE_LETTERS]
    arabic, latin = _letters(sample[:_SCRIPT_LETTERS])
    if arabic and arabic >= latin:
        return _ARABIC_SCRIPT
    if not latin:
        return default
    words = sample.lower().split()
    counts = Counter(words)
    hits = {language: sum(map(counts.get, common, repeat(0))) for language, common in _COMMON.items()}
    best = max(hits, key=lambda language: hits[language])
    if hits[best] >= max(_LEAST_HITS, _LEAST_SHARE * len(words)) and hits[best] >= 2 * max(
        hits.get(default, 0), 1
    ):
        return best
    return default


def short_code(tag: str) -> str:
    """Return the language of a tag: "fr" for "fr-FR", "" for ""."""
    return re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]


def _letters(sample: str) -> tuple[int, int]:
    """Count the Arabic and the Latin letters; without Arabic ones, only tell whether there are Latin ones."""
    if not _ARABIC.search(sample):
        return 0, int(_LATIN.search(sample) is not None)
    return len(_ARABIC.findall(sample)), len(_LATIN.findall(sample))
