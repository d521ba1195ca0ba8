"""Whether two articles tell the same story. Pure: imports neither Django nor Wagtail."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rotative.core.text import stems, tokens

# At or above, two articles are one story. Chosen so that two reports of one council meeting stay apart.
THRESHOLD = 0.65

_HEADLINE, _WORDS, _SUBJECTS = 0.5, 0.35, 0.15
# A run of so many words found in both is a copy, whatever the headlines.
_SHINGLE = 4
_COPIED = 0.5
_LEAST_LETTERS = 3
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


def similarity(one: Story, other: Story) -> float:
    """How much two articles have in common, from 0 to 1: headlines, words and subjects, or copied sentences."""
    common = len(one.shingles & other.shingles)
    copied = common / min(len(one.shingles), len(other.shingles)) if common else 0.0
    shared = _dice(one.subjects, other.subjects)
    if not one.subjects or not other.subjects:
        # Without subjects on both sides the words alone decide.
        shared = _dice(one.words, other.words)
    told = (
        _HEADLINE * _dice(one.headline_words, other.headline_words)
        + _WORDS * _dice(one.words, other.words)
        + _SUBJECTS * shared
    )
    return max(told, copied if copied >= _COPIED else 0.0)


def same_story(one: Story, other: Story) -> bool:
    """Whether a reader of one would call the other a repetition."""
    return similarity(one, other) >= THRESHOLD


def groups(stories: Sequence[Story]) -> dict[int, str]:
    """A key for each article; those that tell the same story share it, the others have ""."""
    leader = {story.id: story.id for story in stories}

    def first(story_id: int) -> int:
        while leader[story_id] != story_id:
            story_id = leader[story_id]
        return story_id

    for one, other in _worth_comparing(stories):
        if same_story(one, other):
            low, high = sorted((first(one.id), first(other.id)))
            leader[high] = low
    sizes = Counter(first(story.id) for story in stories)
    return {story.id: f"story-{first(story.id)}" if sizes[first(story.id)] > 1 else "" for story in stories}


def _worth_comparing(stories: Sequence[Story]) -> Iterable[tuple[Story, Story]]:
    """The pairs that have at least two telling words in common."""
    by_word: dict[str, list[int]] = {}
    for place, story in enumerate(stories):
        seen: Counter[int] = Counter()
        for word in story.words:
            places = by_word.setdefault(word, [])
            seen.update(places)
            places.append(place)
        for former, common in seen.items():
            if common > 1:
                yield stories[former], story


def _telling(text: str) -> list[str]:
    """The words that say what a text is about, without the particles Arabic writes in one with them."""
    words = (min(stems(word), key=len) for word in tokens(text))
    return [word for word in words if len(word) >= _LEAST_LETTERS and word not in _EMPTY]


def _dice(one: Collection[object], other: Collection[object]) -> float:
    if not one or not other:
        return 0.0
    return 2 * len(set(one) & set(other)) / (len(one) + len(other))
