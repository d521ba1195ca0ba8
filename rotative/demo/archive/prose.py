"""Articles without meaning but with real sentences, drawn from the demo's own French texts: same seed, same words.

All that matters to a press is kept: lengths, headings, vocabulary, and how well a page compresses. No sentence is twice
in an article unless the article is longer than the stock.
"""

import math
import random
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from rotative.core.text import slug as slug_of
from rotative.demo import text

WORDS_MIN, WORDS_MAX = 400, 900

_LANGUAGE = "fr"
# A paragraph has so many sentences, at least and at most; an intertitle is before every fourth.
_PARAGRAPH = (2, 5)
_INTERTITLE_EVERY = 4
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀÉÈÊÇŒ«])")
_MARKUP = re.compile(r"[*\[\]{}<>|]|\(article:|\(subject:")
_HEADLINE_WORDS = 8


@dataclass(frozen=True, kw_only=True)
class Piece:
    """The words of one article."""

    headline: str
    slug: str
    standfirst: str
    # As a StreamField keeps them.
    blocks: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class _Sentence:
    html: str
    words: int
    # Its first words, for headlines, and the same as part of an address.
    opening: str
    slug: str


class Writer:
    """Writes articles; the stock is read once. The same seed gives the same articles in the same order."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311 filling
        self._stock = [_sentence(found) for found in sorted(set(_sentences()))]
        size = len(self._stock)
        # Steps that meet every sentence before they meet one again.
        self._steps = [step for step in range(size // 20, size) if math.gcd(step, size) == 1]

    def piece(self, number: int) -> Piece:
        """Write an article of WORDS_MIN to WORDS_MAX words; its headline says that it is a trial, and its number."""
        lead, *sentences = self._chosen()
        return Piece(
            headline=f"{lead.opening}… (essai {number})",
            slug=f"{lead.slug}-{number}",
            standfirst=lead.html,
            blocks=list(self._blocks(sentences)),
        )

    def key(self) -> uuid.UUID:
        """Draw an identifier; the same seed gives the same ones."""
        return uuid.UUID(int=self.draw.getrandbits(128), version=4)

    def _chosen(self) -> Iterator[_Sentence]:
        """Yield sentences of the stock at equal distances, which is far cheaper than drawing each."""
        size = len(self._stock)
        wanted, place = self.draw.randint(WORDS_MIN, WORDS_MAX), self.draw.randrange(size)
        step = self.draw.choice(self._steps)
        while wanted > 0:
            sentence = self._stock[place]
            wanted -= sentence.words
            place = (place + step) % size
            yield sentence

    def _blocks(self, sentences: list[_Sentence]) -> Iterator[dict[str, Any]]:
        start, number = 0, 0
        while start < len(sentences):
            end = start + self.draw.randint(*_PARAGRAPH)
            number += 1
            if number % _INTERTITLE_EVERY == 0:
                yield self._block("intertitle", sentences[start].opening)
            yield self._block("paragraph", f"<p>{' '.join(one.html for one in sentences[start:end])}</p>")
            start = end

    def _block(self, kind: str, value: str) -> dict[str, Any]:
        return {"type": kind, "value": value, "id": str(self.key())}


def _sentences() -> Iterator[str]:
    for piece in text.pieces(text.CONTENT / _LANGUAGE, language=_LANGUAGE, today=date(2026, 1, 1)):
        for paragraph in piece.body.split("\n\n"):
            if not re.match(r"[A-ZÀÉÈÊÇŒ«]", paragraph):
                continue
            for sentence in _SENTENCE.split(" ".join(paragraph.split())):
                if len(sentence.split()) > 5 and not _MARKUP.search(sentence):
                    yield sentence


def _sentence(found: str) -> _Sentence:
    words = found.split(" ")
    opening = " ".join(words[:_HEADLINE_WORDS]).strip(" ,;:.«»")
    return _Sentence(
        html=escape(found, quote=False),
        words=len(words),
        opening=opening,
        slug=slug_of(opening, _LANGUAGE),
    )
