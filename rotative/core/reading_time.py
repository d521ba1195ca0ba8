"""Reading time: one way to count words, one speed for each language."""

import re
from collections.abc import Mapping
from math import ceil

from rotative.core import languages

# The slowest in Latin script, so that the time of a language that we do not know is not promised too short.
DEFAULT_WORDS_PER_MINUTE = min(row.words_per_minute for row in languages.TABLE if row.script == "latin")

PICTURE_S = 5
PICTURES_MAX_S = 30

# "1 200 000" is read as one word, whatever the space between its groups.
_GROUPED_DIGITS = re.compile(r"\d[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
# Dashes between words, ellipses and zero-width spaces part words that no space parts.
_BREAKING = ("\u2013", "\u2014", "\u2015", "\u2026", "\u200b")
_DOTS = re.compile(r"\.{2,}")


def words(text: str) -> int:
    """Count the words of a plain text; a punctuation mark alone is not a word."""
    parted = text
    for sign in _BREAKING:
        parted = parted.replace(sign, " ")
    tokens = (_DOTS.sub(" ", parted) if ".." in parted else parted).split()
    # Most words begin with a letter; only the others are looked through.
    odd = [token for token in tokens if not token[0].isalpha()]
    alone = sum(1 for token in odd if not any(map(str.isalnum, token)))
    numbers = any(token[:3].isdigit() for token in odd)
    grouped = len(_GROUPED_DIGITS.findall(text)) if numbers else 0
    return len(tokens) - alone - grouped


def words_per_minute(language: str, speeds: Mapping[str, int] | None = None) -> int:
    """Return the reading speed of a language, from the outlet's own figures where it has some.

    language: a code such as "ar" or "ar-MA".
    """
    base = language.replace("_", "-").split("-")[0].lower()
    known = languages.BY_CODE.get(base)
    return (speeds or {}).get(base) or (known.words_per_minute if known else DEFAULT_WORDS_PER_MINUTE)


def seconds(
    word_count: int, language: str, *, pictures: int = 0, speeds: Mapping[str, int] | None = None
) -> int:
    """Return the whole seconds, rounded up, that so many words and pictures take."""
    reading = ceil(word_count * 60 / words_per_minute(language, speeds))
    return reading + min(pictures * PICTURE_S, PICTURES_MAX_S)


def minutes(duration_s: int) -> int:
    """Return whole minutes as a page shows them: rounded up, at least 1."""
    return max(1, -(-duration_s // 60))
