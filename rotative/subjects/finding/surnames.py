"""Surnames alone, of persons whose full name is in the text."""

from collections.abc import Collection, Iterator, Sequence

from rotative.subjects.finding.article_text import ArticleText
from rotative.subjects.finding.folded_text import fold_name
from rotative.subjects.finding.hits import PREFIXES, Hit, Strength
from rotative.subjects.finding.index import Index
from rotative.subjects.finding.lexicon.common_words import (
    ARABIC_FUNCTION,
    ARABIC_TITLES,
    ARABIC_WHOLE,
    ARABIC_WORDS,
    LATIN_WORDS,
    word_set,
)
from rotative.subjects.finding.vocabulary import Doubt, Form, Known, Name

_JOINED = word_set(
    "de du des di da dos van von der den ten ben bin ibn ould el al le la mc mac saint st abu abou bou",
    "بن ابن ابو ابي عبد ال ولد بو بنت ام",
)
_DROPPED = frozenset(("el", "al", "de", "du", "of", "ال"))
_NO_SURNAMES = word_set(
    "ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi jr sr fils pere ier",
    "الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الابن",
)
# The second half of a surname: نصر الله, نور الدين.
_COMPOUNDS = frozenset(("الله", "الدين", "الرحمن", "الاسلام"))
_LEAST_LATIN, _LEAST_ARABIC = 2, 3


def surnames(known: Known) -> tuple[str, ...]:
    """Return the folded surnames of a person, from all full names."""
    found: dict[str, None] = {}
    for names in known.names.values():
        for written in names:
            words = fold_name(written).split()
            if len(words) < 2 or words[-1] in _NO_SURNAMES:
                continue
            start = len(words) - 1
            if words[-1] in _COMPOUNDS:
                if start == 1:
                    continue
                start -= 1
            while start > 1 and words[start - 1] in _JOINED:
                start -= 1
            found[" ".join(words[start:])] = None
            if words[start] in _DROPPED and start < len(words) - 1:
                found[" ".join(words[start + 1 :])] = None
    return tuple(name for name in found if _long_enough(name))


def _long_enough(name: str) -> bool:
    least = _LEAST_ARABIC if name[-1] > "\u0600" else _LEAST_LATIN
    return len(name) >= least


def surname_hits(index: Index, text: ArticleText, subject: int, taken: Sequence[Hit]) -> list[Hit]:
    """Return the places where a person is named by the surname alone, outside the hits that there are."""
    known = index.known[subject]
    if subject not in index.surnames:
        index.surnames[subject] = surnames(known)
    found: list[Hit] = []
    ends = {hit.end for hit in taken}
    for surname in index.surnames[subject]:
        for hit in _found(text, surname, known, subject, ends):
            if not any(hit.start < other.end and other.start < hit.end for other in (*taken, *found)):
                found.append(hit)
    return found


def _found(
    text: ArticleText, surname: str, known: Known, subject: int, ends: Collection[int]
) -> Iterator[Hit]:
    """Return the places of a surname; not those at the end of a name, ends, where it is the full name's."""
    matched = text.folded.matched
    at = matched.find(f"{surname} ")
    if at < 0:
        return
    arabic = surname[-1] > "\u0600"
    form = Form.ARABIC if arabic else Form.PROPER
    name = Name(subject, known.kind, text.language, form, Doubt.NONE, False, surname, surname.count(" ") + 1)
    while at >= 0:
        end = at + len(surname)
        if end in ends:
            pass
        elif arabic:
            prefix = matched[matched.rfind(" ", 0, at) + 1 : at]
            if (not prefix or prefix in PREFIXES) and _is_name(text, surname, at - len(prefix)):
                yield Hit(at, end, [name], Strength.SURE, prefix)
        elif matched[at - 1] == " " and _is_latin_name(text, surname, at, end):
            yield Hit(at, end, [name], Strength.SURE)
        at = matched.find(f"{surname} ", end)


def _is_name(text: ArticleText, surname: str, start: int) -> bool:
    """Return whether an Arabic surname is one here; those that are words need a title before them."""
    if surname not in ARABIC_WORDS and surname not in ARABIC_WHOLE and surname not in ARABIC_FUNCTION:
        return True
    before, _at = text.word_before(start)
    return before in ARABIC_TITLES or before.removeprefix("و") in ARABIC_TITLES


def _is_latin_name(text: ArticleText, surname: str, at: int, end: int) -> bool:
    first, last = text.folded.span(at, end)
    words = text.written[first:last].replace("-", " ").split()
    if not words or not words[-1][0].isupper():
        return False
    return surname not in LATIN_WORDS or not (text.begins_sentence(first) or text.shouted(first))
