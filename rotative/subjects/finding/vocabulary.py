"""The subjects that are looked for, and the forms under which each of their names can be written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import NamedTuple

from rotative.subjects.finding.folded_text import fold_name
from rotative.subjects.finding.lexicon.common_words import (
    ARABIC_EITHER,
    ARABIC_WHOLE,
    ARABIC_WORDS,
    LATIN_TITLES,
    LATIN_WORDS,
)

# Longer ones are sentences.
MOST_NAME_LETTERS = 200
_ARABIC = re.compile("[\u0621-\u064a]")
_ACRONYM = re.compile(r"[^\W\d_](?:\.?[^\W_]){1,9}\.?")
_ARTICLE = re.compile(r"(?:le|la|les|l|the|el|los|las) (?=\S)")
_LETTERS_OF_ACRONYM = 6
_NOWHERE: frozenset[str] = frozenset()


class Form(IntEnum):
    """The way in which a name is written, which decides what a string must look like to be it."""

    ARABIC = 1
    # Capitals alone: ONU.
    ACRONYM = 2
    # With a capital: Dakar, Organisation mondiale de la santé.
    PROPER = 3
    # In any case: a theme.
    PLAIN = 4


class Doubt(Enum):
    """The other things that a name can be."""

    NONE = 0
    # As often a word as the name: the surroundings decide, or the desk.
    EITHER = 1
    # Nearly always a word.
    WORD = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A subject of the vocabulary."""

    id: str
    # person, organisation, place, theme or event.
    kind: str
    # Language code → names, the preferred one first.
    names: Mapping[str, Sequence[str]]
    # Folded name → languages of the articles in which it is weak: it was mostly refused there, and never counts alone.
    weak: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Name(NamedTuple):
    """One name of a subject, as the index keeps it."""

    # Place of the subject in the index.
    subject: int
    kind: str
    language: str
    form: Form
    doubt: Doubt
    # The first of its names in this language.
    preferred: bool
    written: str
    words: int
    # The Arabic article is part of it, whatever precedes: "", "و" or "ف" alone may come before.
    after_article: bool = False
    # Spelled with points: O.N.U.
    dotted: bool = False
    # Languages of the articles in which it never counts alone.
    weak: frozenset[str] = frozenset()


def keys(known: Known, subject: int) -> Iterator[tuple[str, Name]]:
    """Return each name of a subject with the strings under which it is looked for."""
    done: set[tuple[str, str]] = set()
    for language, names in known.names.items():
        for place, written in enumerate(names):
            if not written or len(written) > MOST_NAME_LETTERS:
                continue
            folded = fold_name(written)
            if len(folded) < 2 or (language, folded) in done:
                continue
            done.add((language, folded))
            yield from _spelled(known, subject, language, written, folded, preferred=place == 0)


def _spelled(
    known: Known, subject: int, language: str, written: str, folded: str, *, preferred: bool
) -> Iterator[tuple[str, Name]]:
    if _ARABIC.search(folded):
        name = Name(
            subject, known.kind, language, Form.ARABIC, _arabic_doubt(folded), preferred, written, folded.count(" ") + 1,
            weak=known.weak.get(folded, _NOWHERE),
        )  # fmt: skip
        yield from _arabic_keys(folded, name)
        return
    form = _form(known.kind, written)
    words = folded.count(" ") + 1
    name = Name(
        subject, known.kind, language, form, _latin_doubt(folded, form), preferred, written, words,
        weak=known.weak.get(folded, _NOWHERE),
    )  # fmt: skip
    yield f" {folded} ", name
    yield from _latin_variants(folded, written, name)


def _form(kind: str, written: str) -> Form:
    bare = "".join(filter(str.isalpha, written))
    if bare.isupper() and _ACRONYM.fullmatch(written) and len(bare) > 1:
        return Form.ACRONYM
    if kind == "theme" or bare.islower() or (kind == "event" and " " in written):
        return Form.PLAIN
    return Form.PROPER


def _latin_doubt(folded: str, form: Form) -> Doubt:
    if form is Form.ACRONYM:
        return Doubt.NONE
    article = _ARTICLE.match(folded)
    core = folded[article.end() :] if article else folded
    return Doubt.WORD if core in LATIN_WORDS and form is not Form.PLAIN else Doubt.NONE


def _latin_variants(folded: str, written: str, name: Name) -> Iterator[tuple[str, Name]]:
    if name.form is Form.ACRONYM:
        letters = folded.replace(" ", "")
        if len(letters) <= _LETTERS_OF_ACRONYM:
            yield _spaced(letters), name._replace(dotted=True)
            if "." in written:
                yield f" {letters} ", name
        return
    yield from _contracted(folded, written, name)
    for article, merged in (("le ", ("du", "au")), ("les ", ("des", "aux")), ("el ", ("del", "al"))):
        if folded.startswith(article):
            for word in merged:
                yield f" {word} {folded[len(article) :]} ", name._replace(after_article=True)
    # "J. Rawlings" with its point and its space.
    if ". " in written and not written.endswith("."):
        pieces = [piece for piece in written.split(". ") if piece.strip()]
        yield _spaced(map(fold_name, pieces)), name._replace(dotted=True)
    yield from _without_title(folded, name)


def _spaced(pieces: Iterable[str]) -> str:
    """Return pieces with a point between two as a folded text has them: the point is a space there."""
    return f" {'  '.join(pieces)} "


def _contracted(folded: str, written: str, name: Name) -> Iterator[tuple[str, Name]]:
    if "'" in written or "’" in written:
        # N'Djamena is written Ndjamena as well.
        head, _quote, rest = folded.partition(" ")
        if len(head) == 1 and head not in "dl":
            yield f" {head}{rest} ", name
    if folded.startswith("saint "):
        yield f" st {folded[6:]} ", name


def _without_title(folded: str, name: Name) -> Iterator[tuple[str, Name]]:
    first, _space, rest = folded.partition(" ")
    if name.kind == "person" and " " in rest and first in LATIN_TITLES and first not in ("saint", "cheikh"):
        yield f" {rest} ", name


def _arabic_doubt(folded: str) -> Doubt:
    if folded in ARABIC_WORDS:
        return Doubt.WORD
    if folded in ARABIC_EITHER or (" " not in folded and len(folded) <= 3 and folded in ARABIC_WHOLE):
        return Doubt.EITHER
    return Doubt.NONE


def _arabic_keys(folded: str, name: Name) -> Iterator[tuple[str, Name]]:
    spellings = {folded}
    if "عبد ال" in folded:
        spellings.add(folded.replace("عبد ال", "عبدال"))
    if "عبدال" in folded:
        spellings.add(folded.replace("عبدال", "عبد ال"))
    if folded.startswith("ابو ") and len(folded) > 6:
        spellings.add("ابو" + folded[4:])
    elif folded.startswith("ابو") and len(folded) > 6 and " " not in folded:
        spellings.add("ابو " + folded[3:])
    if " ابن " in folded:
        spellings.add(folded.replace(" ابن ", " بن "))
    for spelling in spellings:
        yield f"{spelling} ", name
        if spelling.startswith("ال"):
            # ل + ال is written لل.
            yield f"لل{spelling[2:]} ", name._replace(after_article=True)
        if name.kind == "theme":
            yield from _definite(spelling, name)


def _definite(spelling: str, name: Name) -> Iterator[tuple[str, Name]]:
    words = spelling.split(" ")
    # With its article a noun is no verb: الذهب.
    name = name._replace(doubt=Doubt.NONE)
    if words[0].startswith("ال") or len(words) > 2:
        return
    if len(words) == 1:
        yield f"ال{spelling} ", name
        yield f"لل{spelling} ", name._replace(after_article=True)
    elif not words[1].startswith("ال"):
        yield f"ال{words[0]} ال{words[1]} ", name
