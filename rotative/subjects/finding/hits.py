"""The strings of a text that are names: each key found is judged by what it looks like and what is around it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rotative.subjects.finding.article_text import TANWIN, ArticleText
from rotative.subjects.finding.folded_text import SPACE, WALL
from rotative.subjects.finding.index import Index
from rotative.subjects.finding.lexicon import name_surroundings
from rotative.subjects.finding.lexicon.common_words import (
    ARABIC_FUNCTION,
    ARABIC_SAYING,
    ARABIC_WHOLE,
    LATIN_FUNCTION,
    LATIN_WORDS,
)
from rotative.subjects.finding.vocabulary import Doubt, Form, Name

# What Arabic writes in one with a name: and, so; with, like, for.
PREFIXES = frozenset(("و", "ف", "ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل"))
_BEFORE_ARTICLE = frozenset(("و", "ف"))
# A name of no more letters than this, after one letter written in one with it, may be a word that begins so.
_SHORT = 3
# What may be written in one with a place of so few letters.
_BEFORE_SHORT_PLACE = frozenset(("ب", "وب", "و", "ف", "ل", "ول", "فل"))
# ة at the end of a name of no more letters, written ه, is a pronoun.
_SHORT_BEFORE_PRONOUN = 4
_SHORT_ACRONYM = 3
# Organisations of so many words are themselves without a capital too.
_LONG_NAME_WORDS = 3
_GROUP_LETTERS = 5
_OPENING, _CLOSING = frozenset('«"“”'), frozenset('»"”“')
_SPACES = " \u00a0\u202f"
# أن قطر تدرس
_BEFORE_SUBJECT = frozenset(("ان", "لان", "بان"))
# C'EST is no EST: before a verb these are elided.
_BEFORE_VERB = ("c'", "n'", "s'", "m'", "t'", "j'", "c’", "n’", "s’", "m’", "t’", "j’")


class Strength(IntEnum):
    """The certainty that a string is a name of the subject."""

    # It says so itself.
    SURE = 1
    # It counts where another sign of the subject is in the text; without one the desk is asked.
    ASKED = 2
    # It counts where another sign of the subject is in the text; without one it is a word.
    WORD = 3


@dataclass(slots=True)
class Hit:
    """A string of the text that can be a name of one or several subjects."""

    # In the folded text: the name alone, without what is written in one with it.
    start: int
    end: int
    names: Sequence[Name]
    strength: Strength
    # What Arabic wrote in one with it.
    prefix: str = ""


def hits(index: Index, text: ArticleText) -> list[Hit]:
    """Return the names in a text, in its order; none overlaps another: the longest wins."""
    return _longest(_judged(index, text))


def _judged(index: Index, text: ArticleText) -> Iterable[Hit]:
    for start, end, names in index.occurrences(text.folded.matched):
        wanted = [
            name
            for name in names
            if name.language == text.language or _of_all_languages(name, text.language, index)
        ]
        if not wanted:
            continue
        if wanted[0].form is Form.ARABIC:
            hit = _arabic(text, start, end, wanted)
        else:
            hit = _latin(text, start + 1, end, wanted)
        if hit:
            yield hit


def _of_all_languages(name: Name, language: str, index: Index) -> bool:
    """Return whether a name of another language counts in a text of this one.

    It does for persons and organisations, and for what has no name in this language.
    """
    if name.kind in ("person", "organisation"):
        return True
    return not index.known[name.subject].names.get(language)


def _arabic(text: ArticleText, start: int, end: int, names: Sequence[Name]) -> Hit | None:
    matched = text.folded.matched
    prefix = ""
    if matched[start - 1] != SPACE:
        begin = matched.rfind(SPACE, max(0, start - 4), start) + 1
        prefix = matched[begin:start] if begin else "----"
        names = [name for name in names if prefix in (_BEFORE_ARTICLE if name.after_article else PREFIXES)]
        if not names:
            return None
    if names[0].words > 1 and WALL in text.folded.walled[start:end]:
        return None
    if text.has_tanwin and _is_accusative(text, start, end, names[0]):
        return None
    strength = _arabic_strength(text, start, end, prefix, names)
    return Hit(start, end, names, strength, prefix) if strength else None


def _is_accusative(text: ArticleText, start: int, end: int, name: Name) -> bool:
    """Return whether a word has the ending of an indefinite noun or adverb, which no name has: دوماً is "always"."""
    if name.words > 1:
        return False
    first, last = text.folded.span(start, end)
    return TANWIN in text.written[first : last + 1] and TANWIN not in name.written


def _arabic_strength(
    text: ArticleText, start: int, end: int, prefix: str, names: Sequence[Name]
) -> Strength | None:
    name = names[0]
    if prefix and name.words == 1:
        whole = text.folded.matched[start - len(prefix) : end]
        if whole in ARABIC_WHOLE and end - start <= 5:
            return None
    if name.doubt is Doubt.NONE:
        if _is_pronoun(text, end, name):
            return Strength.WORD
        short = prefix and name.words == 1 and end - start <= _SHORT
        return _short_strength(text, start, end, prefix, name) if short else Strength.SURE
    before, _at = text.word_before(start - len(prefix))
    if _other_hamza(text, start, end, name) or (not prefix and _is_word_here(text, start, end, before, name)):
        return None
    announced = () if prefix else _announced(before, name)
    if any(each.kind in announced for each in names) or quoted(text, start, end):
        return Strength.SURE
    if name.doubt is Doubt.WORD and text.word_after(end)[0].startswith("ال"):
        # الاتحاد الأميركي is a federation, no club.
        return Strength.WORD
    if name.doubt is Doubt.WORD:
        return Strength.ASKED if name.kind == "organisation" and text.about_sport else Strength.WORD
    leads = name_surroundings.leads_to_place(before) or before in _BEFORE_SUBJECT
    leads = leads or prefix in ("ب", "وب", "ول", "ل")
    return Strength.SURE if name.kind == "place" and leads else Strength.ASKED


def _announced(before: str, name: Name) -> Collection[str]:
    """Return the kinds that the word before a name announces: "حركة فتح", but not "طالبت الحركة بفتح"."""
    announced = name_surroundings.kinds_said(before)
    if name.doubt is Doubt.WORD and before.removeprefix("و") in ARABIC_SAYING:
        # Who speaks in "قال الاتحاد" is any federation.
        return announced - {"organisation"}
    return announced


def _is_word_here(text: ArticleText, start: int, end: int, before: str, name: Name) -> bool:
    """Return whether a name that may be a word is an adjective or part of a phrase: البطولة العربية, مسقط رأس."""
    core = text.folded.matched[start:end]
    adjective = core.startswith("ال") and core.endswith("ه")
    if name.doubt is Doubt.WORD and adjective and before.startswith("ال") and before not in ARABIC_FUNCTION:
        return name.kind not in name_surroundings.kinds_said(before)
    return text.word_after(end)[0] == name_surroundings.WORDS_WITH.get(core, " ")


def _short_strength(text: ArticleText, start: int, end: int, prefix: str, name: Name) -> Strength:
    """Judge a name of few letters with a prefix: a place is meant after "and" or "to", where the whole is no word."""
    if text.folded.matched[start - len(prefix) : end] in ARABIC_WHOLE or end - start < _SHORT:
        return Strength.WORD
    if name.kind == "place" and prefix in _BEFORE_SHORT_PLACE:
        return Strength.SURE
    return Strength.WORD if "ك" in prefix else Strength.ASKED


def _is_pronoun(text: ArticleText, end: int, name: Name) -> bool:
    """Return whether a short name that ends in ة is written with ه: جده is a grandfather, not Jeddah."""
    if name.words > 1 or len(name.written) > _SHORT_BEFORE_PRONOUN or not name.written.endswith("ة"):
        return False
    first, last = text.folded.span(end - 1, end)
    return "ه" in text.written[first:last]


def _other_hamza(text: ArticleText, start: int, end: int, name: Name) -> bool:
    """Return whether a word that may be the name has a hamza inside that the name has not: فأس is not فاس."""
    first, last = text.folded.span(start, end)
    return "أ" in text.written[first + 1 : last] and "أ" not in name.written[1:]


def quoted(text: ArticleText, start: int, end: int) -> bool:
    """Return whether a name alone is between quotation marks, with the spaces of French or without."""
    first, last = text.folded.span(start, end)
    before = text.written[max(0, first - 2) : first].rstrip(_SPACES)[-1:]
    after = text.written[last : last + 2].lstrip(_SPACES)[:1]
    return before in _OPENING and after in _CLOSING


def _latin(text: ArticleText, start: int, end: int, names: Sequence[Name]) -> Hit | None:
    if len(names) == 1 and names[0].form is Form.ACRONYM and text.small_at(start):
        # Hardly a line is without a word such as "est" or "son".
        return None
    first, last = text.folded.span(start, end)
    surface = text.written[first:last]
    best: Strength | None = None
    fitting = []
    for name in names:
        if name.words > 1 and not name.dotted and WALL in text.folded.walled[start:end]:
            continue
        strength = _LATIN[name.form](text, name, first, surface)
        if strength:
            fitting.append(name)
            if best is None or strength < best:
                best = strength
    return Hit(start, end, fitting, best) if best else None


def _acronym(text: ArticleText, name: Name, first: int, surface: str) -> Strength | None:
    folded = "".join(filter(str.isalnum, surface)).lower()
    if name.dotted and not ("." in surface and " " not in surface):
        return None
    if surface.upper() == surface:
        if text.written[max(0, first - 2) : first].lower() in _BEFORE_VERB:
            return None
        shouted = text.shouted(first)
        taken = shouted and (len(folded) < _SHORT_ACRONYM or folded in LATIN_WORDS)
        return None if taken else Strength.SURE
    # Otan, Unesco: long ones are pronounced, and written, as words.
    if len(folded) <= _SHORT_ACRONYM or not surface.istitle() or folded in LATIN_WORDS:
        return None
    return None if text.begins_sentence(first) and len(folded) == _SHORT_ACRONYM + 1 else Strength.SURE


def _proper(text: ArticleText, name: Name, first: int, surface: str) -> Strength | None:
    if name.doubt is Doubt.WORD:
        return _word_or_name(text, name, first, surface)
    if name.kind == "person" or name.words == 1:
        words = surface.replace("-", " ").split()
        capital = words[-1][:1] if name.kind == "person" else surface[0]
        if name.kind == "organisation" and _is_group(name.written):
            return Strength.SURE
        # "d'Artagnan" and "l'Équipe" have theirs later.
        right = capital.isupper() or capital.isdigit() or any(map(str.isupper, words[-1][:4]))
        return Strength.SURE if right and _has_capital(surface) else None
    if _has_capital(surface) or name.words >= _LONG_NAME_WORDS:
        return Strength.SURE
    return None


def _is_group(written: str) -> bool:
    """Return whether an organisation is called by its people, written in small letters too: les talibans."""
    return len(written) > _GROUP_LETTERS and written.endswith("s") and written[1:].islower()


def _has_capital(surface: str) -> bool:
    return surface != surface.lower() or any(map(str.isdigit, surface))


def _word_or_name(text: ArticleText, name: Name, first: int, surface: str) -> Strength | None:
    """Judge a name that is also a word: it needs its capital where only a name has one, and its own accents."""
    core = surface.split()[-1]
    own = name.written.split()[-1]
    if text.shouted(first):
        return Strength.WORD
    if not core[:1].isupper() or (core != own and core.isupper() != own.isupper()):
        return None
    if core.casefold() != own.casefold():
        return None
    if " " not in surface and text.begins_sentence(first):
        return Strength.WORD if surface.lower() in LATIN_FUNCTION else Strength.ASKED
    if " " not in surface or name.kind == "place" or surface[0].isupper():
        return Strength.SURE
    # Le Monde without the capital of its article: "au Monde".
    return Strength.ASKED


def _plain(text: ArticleText, name: Name, first: int, surface: str) -> Strength | None:
    if surface.lower() not in LATIN_FUNCTION:
        return Strength.SURE
    # L'or is gold; or alone is a conjunction.
    before = text.written[max(0, first - 2) : first]
    return Strength.SURE if before in ("l'", "l’", "L'", "L’", "d'", "d’", "D'", "D’") else None


_LATIN = {Form.ACRONYM: _acronym, Form.PROPER: _proper, Form.PLAIN: _plain}


def _longest(found: Iterable[Hit]) -> list[Hit]:
    """Return hits that do not overlap: of two that do, the longer one, then the earlier one."""
    taken: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
        # Few names are in an article, and the longest are looked at first.
        for other in taken:
            if hit.start < other.end and other.start < hit.end:
                if hit.start == other.start and hit.end == other.end:
                    other.names = [*other.names, *(name for name in hit.names if name not in other.names)]
                break
        else:
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit.start)
