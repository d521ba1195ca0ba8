"""Whether two articles tell the same story. Pure: imports neither Django nor Wagtail."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from rotative.core.text import stems, tokens

# At or above, two articles are one story. Chosen by reading the likeliest pairs of thirty days of real Arabic news (1,500
# articles): what different stories of one event have in common stayed below 0.48. About a third of the pairs that tell
# the same stay below the threshold too, because they use other words. 460 French articles held no such pair.
THRESHOLD = 0.52

# Headlines of one story often have not a word in common, and those of two stories many.
_HEADLINE, _WORDS, _SUBJECTS = 0.2, 0.7, 0.1
# A run of so many words found in both is a copy, whatever the headlines.
_SHINGLE = 4
# A run of words found in more articles than this is a formula, not a copy.
_SET_PHRASE = 3
# On a day of so few articles, what two of them share is still more than a formula.
_SMALL_DAY = 3
_LEAST_LETTERS = 3
_LEAST_COMMON = 0.3
# Function words long enough to pass the limit above.
_EMPTY = {
    "les", "des", "une", "aux", "dans", "pour", "par", "sur", "avec", "sans", "que", "qui", "est", "son", "ses",
    "leur", "leurs", "cette", "ces", "plus", "mais", "sont", "ont", "apres", "avant", "contre", "entre", "vers",
    "the", "and", "for", "with", "from", "that", "this", "are", "was", "has", "have", "its", "his", "her",
    "los", "las", "del", "una", "por", "para", "con", "sin", "sus", "mas", "como", "tras",
    "من", "الي", "علي", "عن", "في", "مع", "بعد", "قبل", "هذا", "هذه", "التي", "الذي", "بين", "حول", "خلال",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Story:
    """What is compared of an article."""

    id: int
    headline: str
    # Where there is none, the first sentences of the body.
    standfirst: str
    # Ids.
    subjects: frozenset[int] = frozenset()

    @cached_property
    def headline_words(self) -> frozenset[str]:
        return frozenset(_telling(self.headline))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(_telling(f"{self.headline} {self.standfirst}"))

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        run = tokens(self.standfirst)
        return frozenset(tuple(run[at : at + _SHINGLE]) for at in range(len(run) - _SHINGLE + 1))


@dataclass(frozen=True, kw_only=True)
class Commonness:
    """How often words and runs of words occur among the day's articles: what many use tells no two apart."""

    articles: int = 0
    words: Mapping[str, int] = field(default_factory=dict)
    shingles: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    def weight(self, word: str) -> float:
        """What sharing this word says; 1 for any word where nothing is known of the day."""
        return log((self.articles + _SMALL_DAY) / self.words.get(word, 1)) if self.articles else 1.0

    def telling(self, shingles: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
        """The runs that are no set phrase."""
        return frozenset(run for run in shingles if self.shingles.get(run, 0) <= _SET_PHRASE)


def commonness(stories: Sequence[Story]) -> Commonness:
    """What the articles of a day have in common."""
    return Commonness(
        articles=len(stories),
        words=Counter(word for story in stories for word in story.words),
        shingles=Counter(run for story in stories for run in story.shingles),
    )


def similarity(one: Story, other: Story, among: Commonness | None = None) -> float:
    """How much two articles have in common, from 0 to 1: headlines, words and subjects, or copied sentences."""
    among = among or Commonness()
    ours, theirs = among.telling(one.shingles), among.telling(other.shingles)
    common = len(ours & theirs)
    copied = common / min(len(ours), len(theirs)) if common else 0.0
    words = _dice(one.words, other.words, among)
    # Without subjects on both sides the words alone decide.
    shared = _shared(one.subjects, other.subjects) if one.subjects and other.subjects else words
    told = (
        _HEADLINE * _dice(one.headline_words, other.headline_words, among)
        + _WORDS * words
        + _SUBJECTS * shared
    )
    return max(told, copied)


def same_story(one: Story, other: Story, among: Commonness | None = None) -> bool:
    """Whether a reader of one would call the other a repetition."""
    return similarity(one, other, among) >= THRESHOLD


def groups(stories: Sequence[Story]) -> dict[int, str]:
    """A key for each article; those that tell the same story share it, the others have ""."""
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


def _worth_comparing(stories: Sequence[Story]) -> Iterable[tuple[Story, Story]]:
    """The pairs that have at least two telling words, and a good part of the shorter text, in common."""
    by_word: dict[str, list[int]] = {}
    for place, story in enumerate(stories):
        seen: Counter[int] = Counter()
        for word in story.words:
            places = by_word.setdefault(word, [])
            seen.update(places)
            places.append(place)
        for former, common in seen.items():
            if common > 1 and common >= _LEAST_COMMON * min(len(stories[former].words), len(story.words)):
                yield stories[former], story


def _telling(text: str) -> list[str]:
    """The words that say what a text is about, without the particles Arabic writes in one with them."""
    words = (min(stems(word), key=len) for word in tokens(text))
    return [word for word in words if len(word) >= _LEAST_LETTERS and word not in _EMPTY]


def _dice(one: frozenset[str], other: frozenset[str], among: Commonness) -> float:
    if not one or not other:
        return 0.0
    whole = sum(map(among.weight, one)) + sum(map(among.weight, other))
    return 2 * sum(map(among.weight, one & other)) / whole


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
