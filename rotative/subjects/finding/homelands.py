"""The places that the names of a subject contain; a text that names them speaks for it, of several subjects of one name."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rotative.subjects.finding.article_text import ArticleText
from rotative.subjects.finding.folded_text import fold_name
from rotative.subjects.finding.hits import Hit
from rotative.subjects.finding.index import Index
from rotative.subjects.finding.lexicon.common_words import ARABIC_EITHER, ARABIC_WORDS, word_set
from rotative.subjects.finding.vocabulary import Form

# A person is not from the place that is in a name.
_KINDS = frozenset(("organisation", "event", "place"))
_FIRST_ARABIC = "\u0600"
_LEAST_STEM = 3
# Algérie, algérien; Ouganda, ougandais; Maroc, marocaine.
_LATIN_ENDINGS = sorted(word_set("ien ienne en enne ain aine ais aise ois oise ian an ane ano ana"))
_PLURALS = ("", *sorted(word_set("s es nes")))
_LATIN_LAST = ("ie", "ia", "e", "a", "")
# ليبيا, ليبي, الليبيون.
_ARABIC_ENDINGS = ("ي", "يه", "يون", "يين", "يات", "يتين", "يان")
_ARABIC_LAST = ("يا", "يه", "ا", "ه", "")


class SpokenFor(NamedTuple):
    """The subject that a place of the text speaks for, and the name of that place."""

    subject: int
    place: str


def spoken_for(
    index: Index, text: ArticleText, hit: Hit, candidates: Sequence[int], named: Collection[int]
) -> SpokenFor | None:
    """Return the one of several subjects of a name whose place the text names; None if it names that of none or of several.

    named: the subjects that the text certainly names. An adjective is a sign as well: with "le ministre algérien" APS is
    Algérie Presse Service. Of several places, one next to the name decides: "l'APS sénégalaise".
    """
    homes = [_homelands(index, subject).difference(candidates) for subject in candidates]
    signs: dict[int, list[int]] = {}
    for place, subject in enumerate(candidates):
        others = frozenset().union(*homes[:place], *homes[place + 1 :])
        found = [home for home in homes[place] - others if _is_named(index, text, home, named)]
        if found:
            signs[subject] = found
    if len(signs) > 1:
        # In Arabic the adjective before a name is another noun's.
        before = "" if hit.names[0].form is Form.ARABIC else text.word_before(hit.start)[0]
        beside = f" {before} {text.word_after(hit.end)[0]} "
        signs = {
            subject: found
            for subject, found in signs.items()
            if any(_is_said(index, text, home, beside) for home in found)
        }
    if len(signs) != 1:
        return None
    ((subject, found),) = signs.items()
    return SpokenFor(subject, _written(index, min(found), text.language))


def _homelands(index: Index, subject: int) -> frozenset[int]:
    """Return the places that are in the names of a subject; kept, as the names never change."""
    found = index.homelands.get(subject)
    if found is None:
        known = index.known[subject]
        names = [fold_name(name) for each in known.names.values() for name in each]
        places = (
            {place for name in names for place in _places_in(index, name)} if known.kind in _KINDS else set()
        )
        index.homelands[subject] = found = frozenset(places - {subject})
    return found


def _places_in(index: Index, name: str) -> Iterator[int]:
    words = name.split()
    for _start, _end, names in index.occurrences(f" {name} "):
        yield from (each.subject for each in names if each.kind == "place")
    for noun in (noun for word in words for noun in _nouns(word)):
        yield from (each.subject for each in index.named(noun) if each.kind == "place")


def _nouns(word: str) -> Iterator[str]:
    """Return the names of places of which a word can be the adjective: sénégalaise, Sénégal."""
    arabic = word > _FIRST_ARABIC
    endings = _ARABIC_ENDINGS if arabic else [end + more for end in _LATIN_ENDINGS for more in _PLURALS]
    for ending in endings:
        stem = word.removeprefix("ال").removesuffix(ending) if word.endswith(ending) else ""
        if len(stem) >= _LEAST_STEM:
            for last in _ARABIC_LAST if arabic else _LATIN_LAST:
                yield stem + last
                if arabic:
                    yield f"ال{stem}{last}"


def _is_named(index: Index, text: ArticleText, place: int, named: Collection[int]) -> bool:
    return place in named or _is_said(index, text, place, text.folded.matched)


def _is_said(index: Index, text: ArticleText, place: int, words: str) -> bool:
    """Return whether folded words, with a space before and after, have an adjective of a place."""
    names = index.known[place].names.get(text.language, ())
    adjectives = (_adjectives(fold_name(name)) for name in names)
    return any(each.search(words) for each in adjectives if each)


@lru_cache(maxsize=1000)
def _adjectives(noun: str) -> re.Pattern[str] | None:
    """Return the adjectives of a place in any form; None where they would be other words too: مالي."""
    arabic = noun > _FIRST_ARABIC
    if " " in noun or noun in ARABIC_EITHER or noun in ARABIC_WORDS:
        return None
    lasts = [last for last in (_ARABIC_LAST if arabic else _LATIN_LAST) if noun.endswith(last)]
    stems = {noun.removeprefix("ال").removesuffix(last) for last in lasts}
    stems = {stem for stem in stems if len(stem) >= _LEAST_STEM}
    if not stems:
        return None
    either = "|".join(map(re.escape, sorted(stems)))
    if arabic:
        return re.compile(f" [وفبلك]?(?:ال|لل)?(?:{either})(?:{'|'.join(_ARABIC_ENDINGS)}) ")
    return re.compile(f" (?:{either})(?:{'|'.join(_LATIN_ENDINGS)})(?:{'|'.join(_PLURALS)}) ")


def _written(index: Index, place: int, language: str) -> str:
    names = index.known[place].names
    return next(iter(names.get(language) or next(iter(names.values()))))
