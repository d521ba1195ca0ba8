"""The rule of further reading. Pure: imports neither Django nor Wagtail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

# An article that only mentions a subject shares less of it.
_MENTIONED = 0.4
# What all words in common weigh, when all subjects in common weigh 1.
_WORDS = 0.8
# After this many days an article is half as new; the other half of its weight does not age.
_HALF_LIFE_DAYS = 365
_AGELESS = 0.4
# Two articles tell one story with so many of the words of their headlines in common, or of all words and some of the
# headlines: a series repeats its standfirst.
_SAME_STORY = 0.6
_SHARED_WORDS = 3


class Candidate(NamedTuple):
    """An article that may be shown under another one."""

    id: int
    # Days between both.
    days: int
    # Of the subjects in common, see `shared`.
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The significant words of an article."""

    headline: frozenset[str]
    # Those of the standfirst as well.
    all: frozenset[str]


def rarity(count: int, everything: int) -> float:
    """Weigh a subject: the fewer of all articles have it, the more it says that two share it."""
    return log(1 + everything / max(count, 1))


def shared(weight: float, *, is_main: bool) -> float:
    """Weigh a subject in common. weight: its rarity; is_main: whether the candidate is about it."""
    return weight if is_main else weight * _MENTIONED


def likeliest(candidates: Iterable[Candidate], whole: float, limit: int) -> list[tuple[float, Candidate]]:
    """Return the candidates with the greatest weight of subjects in common, best first; the nearer of two equals first.

    whole: the weight of all subjects of the article.
    """
    whole = whole or 1.0
    weighed = [(one.weight * _fresh(one.days) / whole, one) for one in candidates]
    return sorted(weighed, key=lambda pair: (-pair[0], pair[1].days, -pair[1].id))[:limit]


def choose(
    own: Words,
    likely: Sequence[tuple[float, Candidate]],
    words: Mapping[int, Words],
    limit: int,
) -> list[int]:
    """Return the candidates to show, best first: none that tells the story of the article, or of one that is better.

    own: the words of the article; words: those of the candidates, by id. One without is left out.
    """
    scored = [
        (score + _WORDS * common(own.all, words[one.id].all) * _fresh(one.days), one)
        for score, one in likely
        if one.id in words
    ]
    told, chosen = [own], []
    for _score, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].days, -pair[1].id)):
        if any(same_story(story, words[one.id]) for story in told):
            continue
        chosen.append(one.id)
        if len(chosen) == limit:
            break
        told.append(words[one.id])
    return chosen


def same_story(one: Words, other: Words) -> bool:
    """Tell whether a reader of one would call the other a repetition."""
    shared = len(one.headline & other.headline)
    if shared >= _SHARED_WORDS and common(one.headline, other.headline) >= _SAME_STORY:
        return True
    return shared >= _SHARED_WORDS and common(one.all, other.all) >= _SAME_STORY


def common(one: frozenset[str], other: frozenset[str]) -> float:
    """Measure the share of words in common, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _fresh(days: int) -> float:
    return _AGELESS + (1 - _AGELESS) / (1 + days / _HALF_LIFE_DAYS)
