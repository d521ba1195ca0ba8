"""Places in the names of institutions that the vocabulary does not have: جامعة القاهرة, Banque de Tunisie, rue de Dakar."""

from rotative.subjects.finding.article_text import ArticleText
from rotative.subjects.finding.hits import Hit
from rotative.subjects.finding.lexicon import name_surroundings
from rotative.subjects.finding.lexicon.common_words import ARABIC_FUNCTION, word_set
from rotative.subjects.finding.lexicon.institution_nouns import (
    ARABIC_INSTITUTIONS,
    ARABIC_WITH_MORE,
    BEFORE_ANY_STREET,
    LATIN_INSTITUTIONS,
    LATIN_OPENING,
    STATE_ADJECTIVES,
    STREETS,
    WATERS,
)

_OF = word_set("de du d")
_MOST_ADJECTIVES = 2
_ADJECTIVE_ENDINGS = ("ale", "aine", "ienne", "aise", "ais", "oise", "ole", "lle", "abe", "ive")
# المركزي after a country: its central bank.
_OF_THE_STATE = word_set("المركزي الوطني الوطنيه")


def in_arabic_institution(text: ArticleText, hit: Hit) -> bool:
    """Return whether the noun before an Arabic place makes the name of an institution of it."""
    if hit.prefix:
        return False
    before, _at = text.word_before(hit.start)
    if before in ARABIC_INSTITUTIONS:
        return _only_places(hit) and text.word_after(hit.end)[0] not in _OF_THE_STATE
    if before in ARABIC_WITH_MORE:
        after, _at = text.word_after(hit.end)
        return (
            after.startswith(("ال", "لل"))
            and after not in ARABIC_FUNCTION
            and after not in _OF_THE_STATE
            and _only_places(hit)
        )
    return False


def in_latin_institution(text: ArticleText, hit: Hit, before: str, at: int) -> bool:
    """Return whether the words before a place make the name of an institution or a street of it.

    before, at: the word before the place, folded, and where it begins.
    """
    of = False
    while before in _OF:
        of = True
        before, at = text.word_before(at)
    if not of and before not in WATERS and not name_surroundings.narrows(before):
        # "Hôtel Casablanca": any capital before a name swallows it.
        return False
    if before in WATERS or (of and before in STREETS):
        return not _any_street(text, at) and _only_places(hit)
    for _adjective in range(_MOST_ADJECTIVES):
        # "La Société générale Sénégal", but not "la Banque soutient Madagascar".
        if before in LATIN_INSTITUTIONS or not _is_adjective(before, of=of) or text.capital_at(at):
            break
        before, at = text.word_before(at)
    return (
        before in LATIN_INSTITUTIONS
        and text.capital_at(at)
        and _is_name(text, before, at)
        and _only_places(hit)
    )


def _only_places(hit: Hit) -> bool:
    return all(name.kind == "place" for name in hit.names)


def _any_street(text: ArticleText, at: int) -> bool:
    """Return whether a street of the place is meant, and none that is called by it."""
    before, before_at = text.word_before(at)
    if before in ("la", "l") and text.folded.matched.startswith("rue ", at):
        before, _at = text.word_before(before_at)
        return before in ("de", "d")
    return before in BEFORE_ANY_STREET


def _is_adjective(word: str, *, of: bool) -> bool:
    if not word or word in STATE_ADJECTIVES:
        return False
    return name_surroundings.narrows(word) or (of and word.endswith(_ADJECTIVE_ENDINGS))


def _is_name(text: ArticleText, noun: str, at: int) -> bool:
    origin = text.folded.origin(at)
    if text.shouted(origin):
        return False
    return noun in LATIN_OPENING or not text.begins_sentence(origin)
