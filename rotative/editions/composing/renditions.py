"""The lengths at which an article can be printed, with their seconds and worth. Pure: imports neither Django nor Wagtail.

A length costs every word the letter prints for it: section, genre, headline, text and the words of the link.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rotative.core import reading_time
from rotative.core.text import excerpt, first_sentences, sentences, tokens
from rotative.editions.composing.compose import Kind, Rendition

# The reading time of the longest text, without the headline.
LONG_S = 65
# The short text of the desk should have so many words, and a derived one must not have more.
SHORT_WORDS = 35
_SENTENCES = 6

# A line of the body with more words is no title.
_TITLE_WORDS = 12
# The end of a sentence, perhaps in quotation marks or brackets.
_ENDED = re.compile(r"[.!?…:;؟۔][\s»”’\"')\]]*$")

# The words of the link under a story: "Read on".
LINK_WORDS = 3

# The editor's rank, 1 to 5.
RANK_VALUE: Mapping[int, int] = {1: 1000, 2: 640, 3: 400, 4: 250, 5: 150}
# The share of a story's value that each length gives. A lead is worth its minute; the others are short first.
_SHARE: Mapping[Kind, float] = {Kind.LONG: 1.0, Kind.SHORT: 0.45, Kind.HEADLINE: 0.08}
_SECTION_MATCH, _FOLLOWED = 1.25, 1.5
# A story loses this share of its value in its first day.
_AGEING = 0.3


@dataclass(frozen=True, kw_only=True)
class Text:
    """The parts of an article for the edition, as plain text."""

    language: str
    # The words above the headline: section and genre.
    kicker: str
    headline: str
    standfirst: str
    # The desk's own short version, or "".
    short: str
    # Paragraphs, one a line.
    body: str

    @property
    def opening(self) -> str:
        """The standfirst; without one, the first two sentences of the body."""
        return self.standfirst.strip() or first_sentences(self.body, 2)


def offered(
    text: Text, *, rank: int, age_h: float, speeds: Mapping[str, int] | None = None
) -> tuple[Rendition, ...]:
    """Return the lengths on offer, the longest first; one that says the same as a shorter one is left out."""
    text = replace(text, body=_prose(text.body))
    long, short = _long(text, speeds), _short(text)
    texts: list[tuple[Kind, str]] = [(Kind.HEADLINE, "")]
    if short:
        texts.insert(0, (Kind.SHORT, short))
    if reading_time.words(long) > reading_time.words(short):
        texts.insert(0, (Kind.LONG, long))
    return tuple(
        Rendition(
            kind=kind,
            text=words,
            seconds=seconds(text.kicker, text.headline, words, language=text.language, speeds=speeds),
            value=worth(kind, rank=rank, age_h=age_h),
        )
        for kind, words in texts
    )


def seconds(
    kicker: str, headline: str, text: str, *, language: str, speeds: Mapping[str, int] | None = None
) -> int:
    """Count the whole seconds to read a story as it is printed."""
    count = reading_time.words(f"{kicker} {headline} {text}") + (LINK_WORDS if text else 0)
    return max(1, reading_time.seconds(count, language, speeds=speeds))


def worth(kind: Kind, *, rank: int, age_h: float, section_match: bool = False, followed: bool = False) -> int:
    """Return the value of a story at a length; at least 1."""
    value = RANK_VALUE.get(rank, RANK_VALUE[3]) * _SHARE[kind]
    value *= 1 - _AGEING * min(max(age_h, 0.0), 24.0) / 24.0
    value *= _SECTION_MATCH if section_match else 1.0
    value *= _FOLLOWED if followed else 1.0
    return max(1, round(value))


def matched(value: int, *, section_match: bool = False, followed: bool = False) -> int:
    """Raise a known value for a reader who chose the story's section, or follows what it is about: that once, however many."""
    raised = value * (_SECTION_MATCH if section_match else 1.0) * (_FOLLOWED if followed else 1.0)
    return max(1, round(raised))


def _prose(body: str) -> str:
    """Leave out the lines that are titles: short ones without an end. A body that has nothing else stays as it is."""
    lines = body.split("\n")
    prose = [line for line in lines if _ENDED.search(line) or reading_time.words(line) > _TITLE_WORDS]
    return "\n".join(prose or lines)


def _long(text: Text, speeds: Mapping[str, int] | None) -> str:
    """Return the standfirst, unless the body opens with it, and as many sentences of the body as a minute holds."""
    most_words = LONG_S * reading_time.words_per_minute(text.language, speeds) // 60
    printed = "" if _opens_with(text.body, text.standfirst) else text.standfirst.strip()
    count = reading_time.words(printed)
    body: list[str] = []
    for sentence in sentences(text.body)[:_SENTENCES]:
        count += reading_time.words(sentence)
        if count > most_words:
            break
        body.append(sentence)
    return "\n\n".join(part for part in (printed, " ".join(body)) if part)


def _opens_with(body: str, standfirst: str) -> bool:
    """Tell whether the body begins with the words of the standfirst; it may end in the middle of a sentence."""
    words = tokens(standfirst)
    return tokens(body[: 2 * len(standfirst)])[: len(words)] == words


def _short(text: Text) -> str:
    """Return the desk's short version, else the standfirst, else the first sentence."""
    if text.short.strip():
        return text.short.strip()
    source = text.standfirst.strip() or first_sentences(text.body, 1)
    whole = first_sentences(source, 2)
    if reading_time.words(whole) <= SHORT_WORDS:
        return whole
    first = first_sentences(source, 1)
    if reading_time.words(first) <= SHORT_WORDS:
        return first
    return _first_words(first, SHORT_WORDS)


def _first_words(text: str, count: int) -> str:
    parts = text.split(" ")
    length = len(" ".join(parts[:count]))
    return excerpt(text, min(length + 1, len(text) - 1))
