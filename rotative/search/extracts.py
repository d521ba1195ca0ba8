"""Finds the passage of a text that answers a query, and marks the words that match."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from rotative.core.text import deck
from rotative.search.queries import Query
from rotative.search.tokenizer import stems, tokenize

# Letters shown before the first match.
_BEFORE = 60
# After these a sentence has ended, and three dots more would say nothing.
_ENDS = (".", "!", "?", "؟", "…")
# A word with its vowel signs, joiners and tatweel.
_WORD = re.compile(
    r"[^\W_](?:[^\W_]++|[\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200d])*+"
)
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, kw_only=True)
class _Match:
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class _Passage:
    text: str
    # Of the whole text.
    matches: tuple[_Match, ...]
    # The first match inside the passage.
    first: _Match
    # Number of different words that match inside the passage.
    richness: int


def extract(texts: Sequence[str], query: Query, *, limit: int = 220) -> Markup:
    """Return the passage with the most matches, escaped, each match in <mark>.

    texts: plain text, the most important first. Where nothing matches, the first text's beginning is returned.
    limit: letters, about; the passage ends with a whole word.
    """
    passages = [passage for text in texts if (passage := _best(text, _matches(text, query), limit))]
    if not passages:
        return escape(deck(next((text for text in texts if text), ""), limit))
    return _marked(max(passages, key=lambda passage: passage.richness), limit)


def _matches(text: str, query: Query) -> list[_Match]:
    whole, beginnings = query.whole, query.beginnings
    return [
        _Match(start=word.start(), end=word.end())
        for word in _WORD.finditer(text)
        if any(form in whole or form.startswith(beginnings) for form in _forms(word[0]))
    ]


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, ...]:
    return tuple(form for token in tokenize(word) for form in (token, *stems(token)))


def _best(text: str, matches: list[_Match], limit: int) -> _Passage | None:
    """Return the first passage in which the most different words match; None without a match."""
    best = None
    beyond = 0
    for at, first in enumerate(matches):
        end = first.start + limit - _BEFORE
        # Matches come in the order of the text, so that the end of the passage only moves on.
        while beyond < len(matches) and matches[beyond].end <= end:
            beyond += 1
        richness = len({text[match.start : match.end].casefold() for match in matches[at:beyond]})
        if best is None or richness > best.richness:
            best = _Passage(text=text, matches=tuple(matches), first=first, richness=richness)
    return best


def _marked(passage: _Passage, limit: int) -> Markup:
    text, first = passage.text, passage.first
    start = _word_start(text, first.start - _BEFORE) if first.start > _BEFORE else 0
    end = _word_end(text, start + limit, first.end)
    pieces: list[str] = ["…" if start else ""]
    at = start
    for match in passage.matches:
        if match.start >= start and match.end <= end:
            pieces += [
                text[at : match.start],
                Markup("<mark>{}</mark>").format(text[match.start : match.end]),
            ]
            at = match.end
    goes_on = end < len(text.rstrip()) and not text[:end].rstrip().endswith(_ENDS)
    pieces += [text[at:end].rstrip(), "…" if goes_on else ""]
    return Markup("").join(pieces)


def _word_start(text: str, at: int) -> int:
    """Return where the next word begins."""
    space = _SPACE.search(text, at)
    return space.end() if space else at


def _word_end(text: str, at: int, least: int) -> int:
    """Return the end of the last whole word before `at`, and at least `least`."""
    if at >= len(text):
        return len(text)
    space = max(text.rfind(" ", 0, at + 1), text.rfind("\n", 0, at + 1))
    return max(space, least)
