"""Detects the language of a text by its letters and most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
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
# A text in Latin letters that is shorter may be a name.
_LEAST_LATIN_LETTERS: Final = 24
_WORD: Final = re.compile(r"[^\W\d_]+")
# Running text of each language has more than a quarter of such words.
_LEAST_SHARE: Final = 0.15


def detect(text: str, *, default: str, likely: Sequence[str] = ()) -> str:
    """Return the language that the text clearly shows, else the default.

    A short text, or one with words of several languages, gets the default: a French article that ends with one English
    sentence stays French. A text whose script is not that of the default gets the likeliest language of its own script.
    likely: languages in which the newsroom writes, the most frequent first.
    """
    sample = text[:SAMPLE_LETTERS]
    arabic, latin = _letters(sample[:_SCRIPT_LETTERS])
    if arabic and arabic >= latin:
        return _ARABIC_SCRIPT
    if not latin:
        return default
    # With an Arabic default the text may be short: each word counts, also one before a comma.
    words = _WORD.findall(sample.lower()) if default == _ARABIC_SCRIPT else sample.lower().split()
    counts = Counter(words)
    hits = {language: sum(map(counts.get, common, repeat(0))) for language, common in _COMMON.items()}
    best = max(hits, key=lambda language: hits[language])
    if default == _ARABIC_SCRIPT and not _is_few(text):
        return _of_latin_script(hits, best, likely)
    if hits[best] >= max(_LEAST_HITS, _LEAST_SHARE * len(words)) and hits[best] >= 2 * max(
        hits.get(default, 0), 1
    ):
        return best
    return default


def _of_latin_script(hits: Mapping[str, int], best: str, likely: Sequence[str]) -> str:
    """Return the language of a text in Latin letters: the one of its words, where they leave it open a likely one."""
    usual = next((code for code in likely if code in hits), "")
    if usual and hits[usual] >= hits[best] / 2:
        return usual
    return best if hits[best] else usual or next(iter(_COMMON))


def _is_few(text: str) -> bool:
    """Return True for a name or a few words, as an Arabic site too has in Latin letters."""
    return len(text) < _LEAST_LATIN_LETTERS


def short_code(tag: str) -> str:
    """Return the language of a tag: "fr" for "fr-FR", "" for ""."""
    return re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]


def _letters(sample: str) -> tuple[int, int]:
    """Count the Arabic and the Latin letters; without Arabic ones, only tell whether there are Latin ones."""
    if not _ARABIC.search(sample):
        return 0, int(_LATIN.search(sample) is not None)
    return len(_ARABIC.findall(sample)), len(_LATIN.findall(sample))
