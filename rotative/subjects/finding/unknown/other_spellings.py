"""Words of a text that are nearly a name of the vocabulary: Tillabéry, سالفا كير."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from rotative.core import languages
from rotative.subjects.finding.article_text import ArticleText
from rotative.subjects.finding.folded_text import fold_name
from rotative.subjects.finding.hits import PREFIXES, Hit, Strength
from rotative.subjects.finding.index import Consonants, Index
from rotative.subjects.finding.lexicon.common_words import ARABIC_FUNCTION, ARABIC_WHOLE, ARABIC_WORDS
from rotative.subjects.finding.lexicon.given_names import ARABIC_GIVEN
from rotative.subjects.finding.unknown.spelling import (
    LEAST_CONSONANTS,
    LEAST_LETTERS,
    near,
    skeleton,
    skeletons,
)
from rotative.subjects.finding.vocabulary import Form, Name, keys

_ARABIC_SCRIPT = frozenset(row.code for row in languages.TABLE if row.direction == "rtl")

# Prefixes that are consonants.
_ONE_LETTER = frozenset("بلفك")
# Pairs of words in the text that are no names say little: the parts of a name are long enough to be compared.
_LEAST_PAIR = 7
_MOST_PREFIX = 2
_MOST_WORDS = 3
# Mohammed V is not Mohammed VI.
_ROMAN = re.compile("[ivx]+")
# Words with a meaning or a bearer of their own: محمد صالح is not محمد صلاح.
_OTHER_NAMES = ARABIC_GIVEN | ARABIC_WHOLE | ARABIC_WORDS
_ENDINGS = frozenset(("ي", "ه", "يه", "ات", "ون", "ين"))


def other_spellings(index: Index, text: ArticleText, found: Sequence[Hit], *, known: set[int]) -> list[Hit]:
    """Return words that are nearly a name of a subject that the text does not name otherwise.

    known: the subjects that it does.
    """
    consonants = _consonants(index)
    taken = [(hit.start, hit.end) for hit in found]
    hits: list[Hit] = []
    for start, end in _pieces(text, consonants):
        # Whatever is written in one with it, at most two letters.
        if any(first < end and start + _MOST_PREFIX < last for first, last in taken):
            continue
        word = text.folded.matched[start:end]
        for prefix, name in _names(consonants, word):
            wanted = name.language == text.language or name.kind in ("person", "organisation")
            if (
                not wanted
                or text.language in name.weak
                or name.subject in known
                or not _written_as_name(text, start, word, name)
            ):
                continue
            begin = start + len(prefix)
            if any(first < end and begin < last for first, last in taken):
                continue
            taken.append((begin, end))
            hits.append(Hit(begin, end, [name], Strength.SURE, prefix))
    return hits


def _consonants(index: Index) -> Consonants:
    """Return the names of an index by their consonants; made when they are first asked for."""
    if index.otherwise is None:
        index.otherwise = Consonants()
        for subject, known in enumerate(index.known):
            for _key, name in keys(known, subject):
                folded = fold_name(name.written)
                long = len(folded) >= (LEAST_LETTERS if name.words == 1 else _LEAST_PAIR)
                bones = skeleton(folded) if long and name.form in (Form.ARABIC, Form.PROPER) else ""
                if len(bones) >= LEAST_CONSONANTS and name.words <= _MOST_WORDS:
                    index.otherwise.add(bones, folded, name)
        index.otherwise.finish()
    return index.otherwise


def _pieces(text: ArticleText, consonants: Consonants) -> Iterator[tuple[int, int]]:
    """Return one, two or three words in a row whose consonants are those of a name, without a wall between.

    First come those of one word, then those of two, then those of three.
    """
    words = text.words
    # No name has a wall among its consonants.
    bones = skeletons(words)
    lasts = list(accumulate(map(len, bones)))
    # Words of vowels alone begin and end at one place.
    firsts = [0, *lasts[:-1]]
    together = "".join(bones)
    arabic = text.language in _ARABIC_SCRIPT
    found: set[tuple[int, int]] = set()
    for first, last in consonants.occurrences(together):
        if lasts[bisect_left(lasts, last)] != last:
            continue
        begins = [first]
        if arabic and first and together[first - 1] in _ONE_LETTER:
            begins.append(first - 1)
        for begin in begins:
            for place in range(bisect_left(firsts, begin), bisect_right(firsts, begin)):
                found.update(
                    (more, place)
                    for more, end in enumerate(lasts[place : place + _MOST_WORDS])
                    if end == last
                )
    for more, place in sorted(found):
        yield text.starts[place], text.starts[place + more] + len(words[place + more])


def _names(consonants: Consonants, word: str) -> Iterator[tuple[str, Name]]:
    """Return names that are nearly a word, each with what Arabic wrote in one with it."""
    for prefix in ("", word[0], word[:2]):
        if prefix and prefix not in PREFIXES:
            continue
        bare = word[len(prefix) :]
        for folded, name in consonants.names(skeleton(bare)):
            same_length = folded.count(" ") == bare.count(" ")
            if same_length and near(folded, bare) and not _another_word(folded, bare, name):
                yield prefix, name
                return


def _another_word(known: str, written: str, name: Name) -> bool:
    """Return whether what is written is near a known name, but is another name or word: البطولة is not البطالة."""
    if name.form is Form.ARABIC and name.words == 1:
        # With the article, another vowel makes another noun.
        return name.kind == "theme" or known.startswith("ال") or written.startswith("ال")
    pairs = zip(known.split(), written.split(), strict=True)
    different = [(one, other) for one, other in pairs if one != other]
    if name.form is not Form.ARABIC:
        return any(_ROMAN.fullmatch(one) or _ROMAN.fullmatch(other) for one, other in different)
    return any(other in _OTHER_NAMES or _inflected(one, other) for one, other in different)


def _inflected(one: str, other: str) -> bool:
    """Return whether one word is the other with an ending: محفوظي is not محفوظ."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] in _ENDINGS


def _written_as_name(text: ArticleText, start: int, word: str, name: Name) -> bool:
    if name.form is Form.ARABIC:
        return word not in ARABIC_FUNCTION
    return text.capital_at(start) and text.capital_at(start + word.rfind(" ") + 1)
