"""Names inside longer names that the vocabulary does not have: Biram Senghor is not Senghor."""

import re
from collections.abc import Sequence

from rotative.subjects.finding.article_text import ArticleText
from rotative.subjects.finding.hits import Hit
from rotative.subjects.finding.index import Index
from rotative.subjects.finding.institutions import in_arabic_institution, in_latin_institution
from rotative.subjects.finding.lexicon import name_surroundings
from rotative.subjects.finding.lexicon.common_words import LATIN_TITLES, NAMED_AFTER, word_set
from rotative.subjects.finding.lexicon.given_names import ARABIC_GIVEN
from rotative.subjects.finding.vocabulary import Doubt, Form

_SMALL = word_set(
    "de du des d la le les l of the el del and et y",
)
_SCORE = re.compile(r"\s?[-–—:]\s?\d")
_OTHER_ACRONYM = re.compile(r"[\s\u00a0]*\(([A-Z][A-Za-z]{1,7})\)")
# محمد صلاح الدين is not محمد صلاح.
_COMPOUND_AFTER = frozenset(("الدين", "الله"))
_LEFT_OF_DEMOCRATIC = word_set(
    "democratique populaire",
)


def swallowed(
    index: Index, text: ArticleText, hit: Hit, starts: frozenset[int], ends: frozenset[int]
) -> bool:
    """Return whether a hit is only a part of a longer name.

    starts, ends: of all hits, so that two names side by side are no longer one.
    """
    if hit.names[0].form is Form.ARABIC:
        return _arabic(index, text, hit, starts)
    return _latin(index, text, hit, starts, ends)


def _arabic(index: Index, text: ArticleText, hit: Hit, starts: frozenset[int]) -> bool:
    name = hit.names[0]
    if name.kind == "person":
        return _other_arabic_person(index, text, hit)
    if name.kind == "place":
        return in_arabic_institution(text, hit) or (
            name.words == 1 and _other_arabic_place(text, hit, starts)
        )
    if name.kind == "organisation":
        return name.words == 1 and _other_arabic_organisation(text, hit)
    return _is_event(hit) and text.word_after(hit.end)[0] in name_surroundings.NARROWED_EVENTS


def _other_arabic_place(text: ArticleText, hit: Hit, starts: frozenset[int]) -> bool:
    """Return whether the word after a place makes another place, a club or a newspaper of it."""
    after, at = text.word_after(hit.end)
    if after in name_surroundings.NARROWED_AFTER and at not in starts:
        # غوطة دمشق الشرقية: the adjective is the noun's.
        return text.word_before(hit.start)[0] not in name_surroundings.PARTS_OF_PLACES
    return after in name_surroundings.FOREIGN_AFTER


def _other_arabic_person(index: Index, text: ArticleText, hit: Hit) -> bool:
    """Return whether a person's name is a part of another's, or of a stadium's or street's."""
    name = hit.names[0]
    before, at = text.word_before(hit.start - len(hit.prefix))
    after, _at = text.word_after(hit.end)
    if _named_after(text, before, at) or after in _COMPOUND_AFTER:
        return True
    if name.words > 1 or hit.prefix:
        return False
    own = _own_words(index, hit)
    if before in ARABIC_GIVEN and before not in own:
        return True
    if name.preferred:
        return False
    core = text.folded.matched[hit.start : hit.end]
    follows = after.startswith("ال") or after in ("عبد", "بن", "ابن")
    return (
        core in ARABIC_GIVEN
        and follows
        and after not in own
        and after not in name_surroundings.NARROWED_AFTER
    )


def _other_arabic_organisation(text: ArticleText, hit: Hit) -> bool:
    """Return whether an organisation's name is the surname of a person, or goes on: عبد الملك الحوثي, الاتحاد من أجل الجمهورية."""
    if hit.names[0].doubt is Doubt.WORD:
        after, at = text.word_after(hit.end)
        if after == "من" and text.word_after(at + len(after))[0] == "اجل":
            return True
    core = text.folded.matched[hit.start : hit.end]
    if hit.prefix or text.about_sport or not (core.startswith("ال") and core.endswith("ي")):
        return False
    before, at = text.word_before(hit.start)
    return before in ARABIC_GIVEN or (before.startswith("ال") and text.word_before(at)[0] == "عبد")


def _is_event(hit: Hit) -> bool:
    """Return whether a name is an event's, or a theme's that an event has as well."""
    kind = hit.names[0].kind
    return kind == "event" or (kind == "theme" and any(each.kind == "event" for each in hit.names))


def _named_after(text: ArticleText, before: str, at: int) -> bool:
    """Return whether the words before a person's name make a stadium or a street of it."""
    for _step in range(2):
        if before in NAMED_AFTER or before.removeprefix("ال") in NAMED_AFTER or before[1:] in NAMED_AFTER:
            return True
        if before not in _SMALL and before not in LATIN_TITLES:
            return False
        before, at = text.word_before(at)
    return False


def _own_words(index: Index, hit: Hit) -> set[str]:
    """Return the folded words of all names of the subjects of a hit."""
    return set().union(*(index.words_of(name.subject) for name in hit.names))


def _latin(index: Index, text: ArticleText, hit: Hit, starts: frozenset[int], ends: frozenset[int]) -> bool:
    name = hit.names[0]
    if _is_event(hit):
        # Coupe du monde féminine, des clubs, U-17.
        after, at = text.word_after(hit.end)
        if after in ("des", "u"):
            after = "u" * (after == "u") + text.word_after(at + len(after))[0]
        if after in name_surroundings.NARROWED_EVENTS:
            return True
    if name.form is Form.PLAIN:
        return False
    before, at = text.word_before(hit.start)
    if name.kind == "person" and _named_after(text, before, at):
        return True
    first, last = text.folded.span(hit.start, hit.end)
    if text.shouted(first):
        return False
    if _continued(text, hit, last, starts):
        return True
    return _begun(index, text, hit, before, at, ends)


def _continued(text: ArticleText, hit: Hit, last: int, starts: frozenset[int]) -> bool:
    """Return whether the name goes on after a hit."""
    name = hit.names[0]
    after, at = text.word_after(hit.end)
    if not after or at in starts:
        return False
    gap = text.written[last : text.folded.origin(at)]
    if after.isdigit():
        number = text.folded.origin(at) + len(after)
        return name.kind == "place" and len(after) < 3 and not _SCORE.match(text.written[number : number + 4])
    if text.capital_at(at) and not any(quote in gap for quote in '«»"“”'):
        return after not in _SMALL and after not in LATIN_TITLES
    if name.kind == "place":
        return _narrowed(text, after, at)
    if name.kind == "organisation" and name.words > 1:
        return _other_organisation(text, hit, after, at)
    return False


def _narrowed(text: ArticleText, after: str, at: int) -> bool:
    if after in name_surroundings.NARROWED_AFTER:
        return True
    if after not in _SMALL:
        return False
    word, word_at = text.word_after(at + len(after))
    if word in ("l", "la"):
        word, word_at = text.word_after(word_at + len(word))
    return word in name_surroundings.NARROWED_BY and text.capital_at(word_at)


def _other_organisation(text: ArticleText, hit: Hit, after: str, at: int) -> bool:
    if name_surroundings.narrows(after):
        return True
    end = text.folded.span(at, at + len(after))[1]
    acronym = _OTHER_ACRONYM.match(text.written, end)
    # "santé animale (OIE)": initials that do not begin as the name does, or have a letter more.
    return acronym is not None and len(after) > 2 and after not in _SMALL and acronym[1].isupper()


def _begun(index: Index, text: ArticleText, hit: Hit, before: str, at: int, ends: frozenset[int]) -> bool:
    """Return whether the name began before a hit."""
    name = hit.names[0]
    if not before or hit.start - 1 in ends:
        return False
    if name.kind == "place" and before in ("du", "de"):
        word, word_at = text.word_before(at)
        if word in _LEFT_OF_DEMOCRATIC and text.word_before(word_at)[0] in (
            "republique",
            *_LEFT_OF_DEMOCRATIC,
        ):
            return True
    if name.kind == "place" and in_latin_institution(text, hit, before, at):
        return True
    if name.doubt is Doubt.WORD and before in _SMALL:
        word, word_at = text.word_before(at)
        return bool(word) and text.said_by_capital(word, word_at) and word not in LATIN_TITLES
    if name.kind in ("person", "organisation", "event") and name.words > 1:
        return False
    if name.form is Form.ACRONYM or before in _SMALL or before in LATIN_TITLES:
        return False
    if not text.said_by_capital(before, at) or len(before) < 2 or text.also_in_small(before, at):
        return False
    gap = text.written[text.folded.origin(at + len(before)) : text.folded.origin(hit.start)]
    if any(quote in gap for quote in "«»\"“”#@'’"):
        return False
    return not (name.kind == "person" and before in _own_words(index, hit))


def unswallowed(
    index: Index, text: ArticleText, found: Sequence[Hit], *, full_names: bool = True
) -> list[Hit]:
    """Return the hits that are whole names.

    full_names: those of the text are among the hits, so that a surname alone can be somebody else's.
    """
    starts = frozenset(hit.start - len(hit.prefix) for hit in found)
    places = frozenset(hit.end for hit in found if hit.names[0].kind == "place")
    ends = frozenset(hit.end for hit in found)
    kept, others = [], set()
    for hit in found:
        if swallowed(index, text, hit, starts, places if hit.names[0].kind == "place" else ends):
            if _after_given_name(text, hit):
                others.add(_letters(text, hit))
        else:
            kept.append(hit)
    return [hit for hit in kept if not _is_others(text, hit, kept, others)] if others and full_names else kept


def _after_given_name(text: ArticleText, hit: Hit) -> bool:
    before, at = text.word_before(hit.start - len(hit.prefix))
    return before in ARABIC_GIVEN or (before not in _SMALL and text.said_by_capital(before, at))


def _letters(text: ArticleText, hit: Hit) -> str:
    return text.folded.matched[hit.start : hit.end]


def _is_others(text: ArticleText, hit: Hit, kept: Sequence[Hit], others: set[str]) -> bool:
    """Return whether a surname alone is that of somebody else, whose full name the text has."""
    name = hit.names[0]
    if name.kind != "person" or name.words > 1 or _letters(text, hit) not in others:
        return False
    own = {each.subject for each in hit.names}
    return not any(
        other.names[0].words > 1 and own & {each.subject for each in other.names} for other in kept
    )
