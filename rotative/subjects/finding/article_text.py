"""An article as the finder reads it: headline, standfirst and text in one folded text, and where each begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from rotative.subjects.finding.asides import asides
from rotative.subjects.finding.folded_text import SPACE, FoldedText
from rotative.subjects.finding.lexicon.common_words import SENTENCE_WORDS

HEADLINE, STANDFIRST, TEXT = FIELDS = ("headline", "standfirst", "text")
# Of one field; what follows is not read.
MOST_LETTERS = 200_000
_BETWEEN = "\n\n"
# What ends a sentence, or begins one.
_ENDS = frozenset('.!?…؟:\n•–—«“"|-*')
_SKIPPED = frozenset(" \u00a0\u202f\t'’\"«“„»”(")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(«])(?:[A-ZÀ-Þ]|Mme|Mlle|Mr|Mrs|Ms|Dr|Pr|Me|St|Ste|Mgr|Sr|Sra|Gen|Gov|Sen)\.$"
)
_SPORT = (
    "مباراه", "الدوري", " لاعب", " مدرب", "المدرب", " فاز ", "المرمي", "الفريق", "كره القدم", "تعادل",
    " bat ", " battu ", " affronte", " match", " buts ", " attaquant ", " defenseur ", " gardien ", " entraineur ", " mercato ",
    "championnat", "ligue des champions", " football", " uefa ",
)  # fmt: skip
_GOALS = re.compile(r" \d \d ")
# The ending of an indefinite noun in the accusative.
TANWIN = "\u064b"
# More letters in small than a line in capitals can have.
_SMALL_LETTERS = re.compile(r"(?:[^a-zß-öø-ÿ]*[a-zß-öø-ÿ]){7}")
_WORD = re.compile(r"[^\W\d_]{3,}")
# In a headline where nearly every word has a capital, a capital says nothing.
_SHARE_OF_TITLE_CASE = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """The words of an article, as plain text."""

    language: str
    headline: str = ""
    standfirst: str = ""
    text: str = ""


class ArticleText:
    """The three parts of an article in one text."""

    def __init__(self, article: Article) -> None:
        self.language = article.language
        parts = [getattr(article, field)[:MOST_LETTERS] for field in FIELDS]
        # A standfirst that is the beginning of the text is no second mention.
        start = parts[1].rstrip(" .…")[:80]
        self.repeated = bool(start) and parts[2].startswith(start)
        self.written = _BETWEEN.join(parts)
        self.folded = FoldedText(self.written)
        headline, standfirst, _text = map(len, parts)
        self._offsets = (0, headline + len(_BETWEEN), headline + standfirst + 2 * len(_BETWEEN))

    @cached_property
    def about_sport(self) -> bool:
        """A sign that the article is about a match, where clubs have the names of common things."""
        told = self.folded.matched
        return sum(word in told for word in _SPORT) + bool(_GOALS.search(told)) > 1

    @cached_property
    def has_tanwin(self) -> bool:
        """A sign that indefinite nouns are written with their ending."""
        return TANWIN in self.written

    @cached_property
    def words(self) -> list[str]:
        """The folded words; "" where a wall is."""
        return self.folded.matched.split(SPACE)

    @cached_property
    def starts(self) -> list[int]:
        """The place of each of the words in the folded text."""
        lengths = accumulate(map(len, self.words), initial=0)
        return [length + place for place, length in enumerate(lengths)]

    def place(self, position: int) -> tuple[str, int]:
        """Return the part that a place of the whole text is in, and the place there."""
        _headline, standfirst, text = self._offsets
        if position >= text:
            return TEXT, position - text
        return (STANDFIRST, position - standfirst) if position >= standfirst else (HEADLINE, position)

    @cached_property
    def asides(self) -> Sequence[tuple[int, int]]:
        """The places in the text of what is not the article's own: credits, lines that lead elsewhere."""
        return asides(self.written[self._offsets[2] :])

    def is_aside(self, part: str, position: int) -> bool:
        """Return whether a place of a part is in an aside."""
        return part == TEXT and any(start <= position < end for start, end in self.asides)

    def part(self, position: int) -> str:
        """Return the part that a place of the whole text is in."""
        return self.place(position)[0]

    @cached_property
    def headline_shouts(self) -> bool:
        """A sign that most words of the headline have a capital, so that none says anything."""
        words = _WORD.findall(self.written[: self._offsets[1]])
        capitals = sum(word[0].isupper() for word in words)
        return len(words) > 2 and capitals >= _SHARE_OF_TITLE_CASE * len(words)

    def shouted(self, position: int) -> bool:
        """Return whether capitals say nothing here: a headline in title case, or a line in capitals."""
        if position < self._offsets[1]:
            return self.headline_shouts
        least = max(0, position - 25)
        start = self.written.rfind("\n", least, position) + 1
        around = self.written[start or least : position + 40].split("\n")[0]
        if _SMALL_LETTERS.match(around):
            return False
        letters = [letter for letter in around if letter.isalpha()]
        return len(letters) > 15 and sum(map(str.isupper, letters)) > 0.9 * len(letters)

    def begins_sentence(self, position: int) -> bool:
        """Return whether the word at a place, as written, begins a sentence, so that its capital says nothing."""
        written = self.written
        at = position - 1
        while at >= 0 and written[at] in _SKIPPED:
            at -= 1
        if at < 0 or written[at] == "\n":
            return True
        if written[at] not in _ENDS:
            return False
        if written[at] in "-–" and at and written[at - 1].isalnum():
            return False
        return not (written[at] == "." and _ABBREVIATED.search(written[max(0, at - 5) : at + 1]))

    def word_before(self, start: int) -> tuple[str, int]:
        """Return the folded word before a place of the folded text, and its first place; "" where a wall is between."""
        matched = self.folded.matched
        end = start - 1
        if end <= 0 or matched[end] != SPACE:
            return "", end
        first = matched.rfind(SPACE, 0, end) + 1
        return matched[first:end], first

    def word_after(self, end: int) -> tuple[str, int]:
        """Return the folded word after a place of the folded text, and its first place; "" where a wall is between."""
        matched = self.folded.matched
        first = end + 1
        if first >= len(matched) or matched[end] != SPACE:
            return "", end
        return matched[first : matched.find(SPACE, first)], first

    def capital_at(self, position: int) -> bool:
        """Return whether the letter at a place of the folded text is written as a capital."""
        origin = self.folded.origin(position)
        return self.written[origin : origin + 1].isupper()

    def small_at(self, position: int) -> bool:
        """Return whether the letter at a place of the folded text is written as a small one, without an accent."""
        origin = self.folded.origin(position)
        return "a" <= self.written[origin : origin + 1] <= "z"

    def also_in_small(self, word: str, position: int) -> bool:
        """Return whether a word with a capital, which begins a sentence, is elsewhere in the text without one."""
        if not self.begins_sentence(self.folded.origin(position)):
            return False
        at = self.folded.matched.find(f" {word} ")
        while at >= 0:
            if not self.capital_at(at + 1):
                return True
            at = self.folded.matched.find(f" {word} ", at + 1)
        return False

    def said_by_capital(self, word: str, position: int) -> bool:
        """Return whether the capital of a word at a place of the folded text is part of a name."""
        if not self.capital_at(position):
            return False
        return word not in SENTENCE_WORDS or not self.begins_sentence(self.folded.origin(position))
