"""Articles that report the same news. Pure: imports neither Django nor Wagtail."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import log

from rotative.core.text import significant, tokens

# At or above, two articles are one story. Chosen by reading the likeliest pairs of thirty days of real Arabic news (1,500
# articles) and the editions composed of them: of sixty pairs with the same news, 51 are found. Of the forty likeliest
# pairs with two stories of one affair, fourteen are found too: the better of both is printed.
THRESHOLD = 0.36

# The weights of: the news of one in the other; headlines, openings and subjects in common.
_TOLD, _ALIKE = 0.6, 0.4
# Headlines of one story often have not a word in common, and those of two stories many.
_HEADLINE, _WORDS, _SUBJECTS = 0.2, 0.7, 0.1
# A run of so many words found in both is a copy, whatever the headlines.
_SHINGLE = 4
# A run of words found in more articles than this is a formula, not a copy.
_SET_PHRASE = 3
# On a day of so few articles, a run that two of them share is still more than a formula.
_SMALL_DAY = 3
# Words in more texts than this share of the day's lead to no pair worth comparing.
_EVERYWHERE = 0.25
# Letters of a text that are compared: the rest is background.
_BODY_LETTERS = 2000
_LEAST_COMMON = 0.3


@dataclass(frozen=True, kw_only=True)
class ComparedArticle:
    """The parts of an article that are compared."""

    id: int
    headline: str
    # Without one, the first sentences of the body.
    standfirst: str
    # The whole text, "" where only the opening is known.
    body: str = ""
    # Ids.
    subjects: frozenset[int] = frozenset()

    @cached_property
    def headline_words(self) -> frozenset[str]:
        return frozenset(significant(self.headline))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its beginning: its news."""
        return frozenset(significant(f"{self.headline} {self.standfirst}"))

    @cached_property
    def all_words(self) -> frozenset[str]:
        return self.words.union(significant(self.body[:_BODY_LETTERS]))

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        run = tokens(self.standfirst)
        return frozenset(tuple(run[at : at + _SHINGLE]) for at in range(len(run) - _SHINGLE + 1))


@dataclass(frozen=True, kw_only=True)
class Commonness:
    """The number of the day's articles in which words and runs of words occur: common ones say little."""

    articles: int = 0
    words: Mapping[str, int] = field(default_factory=dict)
    shingles: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    def weight(self, word: str) -> float:
        """Weigh a word that two texts share; 1 for any word if nothing is known of the day."""
        return log((self.articles + _SMALL_DAY) / self.words.get(word, 1)) if self.articles else 1.0

    def telling(self, shingles: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
        """Return the runs that are no set phrase."""
        return frozenset(run for run in shingles if self.shingles.get(run, 0) <= _SET_PHRASE)


def commonness(stories: Sequence[ComparedArticle]) -> Commonness:
    """Count the words and runs of words of a day's articles."""
    return Commonness(
        articles=len(stories),
        words=Counter(word for story in stories for word in story.all_words),
        shingles=Counter(run for story in stories for run in story.shingles),
    )


def similarity(one: ComparedArticle, other: ComparedArticle, among: Commonness | None = None) -> float:
    """Measure how much two articles have in common, from 0 to 1: their news, and their words."""
    among = among or Commonness()
    told = (_found(one.words, other.all_words, among) + _found(other.words, one.all_words, among)) / 2
    return _TOLD * told + _ALIKE * _alike(one, other, among)


def same_story(one: ComparedArticle, other: ComparedArticle, among: Commonness | None = None) -> bool:
    """Tell whether a reader of one would call the other a repetition."""
    return similarity(one, other, among) >= THRESHOLD


def groups(stories: Sequence[ComparedArticle]) -> dict[int, str]:
    """Return a key for each article; articles that report the same news share it, the others have ""."""
    leader = {story.id: story.id for story in stories}
    among = commonness(stories)

    def first(story_id: int) -> int:
        while leader[story_id] != story_id:
            story_id = leader[story_id]
        return story_id

    for one, other in _worth_comparing(stories):
        if same_story(one, other, among):
            low, high = sorted((first(one.id), first(other.id)))
            leader[high] = low
    sizes = Counter(first(story.id) for story in stories)
    return {story.id: f"story-{first(story.id)}" if sizes[first(story.id)] > 1 else "" for story in stories}


def _alike(one: ComparedArticle, other: ComparedArticle, among: Commonness) -> float:
    """Measure what headlines, openings and subjects have in common, or how much of an opening is copied."""
    ours, theirs = among.telling(one.shingles), among.telling(other.shingles)
    common = len(ours & theirs)
    copied = common / min(len(ours), len(theirs)) if common else 0.0
    words = _dice(one.words, other.words, among)
    # Without subjects on both sides the words alone decide.
    shared = _shared(one.subjects, other.subjects) if one.subjects and other.subjects else words
    headlines = _dice(one.headline_words, other.headline_words, among)
    return max(_HEADLINE * headlines + _WORDS * words + _SUBJECTS * shared, copied)


def _worth_comparing(stories: Sequence[ComparedArticle]) -> Iterable[tuple[ComparedArticle, ComparedArticle]]:
    """Return the pairs in which a large part of the significant words of one's news is in the other."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, story in enumerate(stories):
        for word in story.all_words:
            places[word].append(place)
    most = max(_SMALL_DAY, len(stories) * _EVERYWHERE)
    for place, story in enumerate(stories):
        wanted = [places[word] for word in story.words if len(places[word]) <= most]
        found = Counter(chain.from_iterable(wanted))
        for other, common in found.items():
            if other != place and common >= _LEAST_COMMON * len(wanted):
                yield story, stories[other]


def _found(words: frozenset[str], text: frozenset[str], among: Commonness) -> float:
    """Measure the share of the words that is in a text, each by its weight."""
    whole = sum(map(among.weight, words))
    return sum(map(among.weight, words & text)) / whole if whole else 0.0


def _dice(one: frozenset[str], other: frozenset[str], among: Commonness) -> float:
    if not one or not other:
        return 0.0
    whole = sum(map(among.weight, one)) + sum(map(among.weight, other))
    return 2 * sum(map(among.weight, one & other)) / whole


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
