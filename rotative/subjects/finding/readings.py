"""The subjects that the names of a text mean: certain ones, and choices for the desk."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rotative.subjects.finding.article_text import ArticleText
from rotative.subjects.finding.hits import Hit, Strength, quoted
from rotative.subjects.finding.homelands import spoken_for
from rotative.subjects.finding.index import Index
from rotative.subjects.finding.lexicon import name_surroundings
from rotative.subjects.finding.longer_names import unswallowed
from rotative.subjects.finding.surnames import surname_hits
from rotative.subjects.finding.vocabulary import Doubt, Form, Name

# Between two names of a list: "مالي والنيجر", "داعش أو القاعدة".
_BETWEEN = frozenset(("و", "او"))

_BESIDE = _BETWEEN | {"et", "et la", "et le", "et l", "et les", "and", "and the", "y", "y la", "y el"}

_SHADDA, _DAMMA = "\u0651", "\u064f"
_DOUBLE = re.compile(r"([b-df-hj-np-tv-z])\1", re.I)
_ROUND = re.compile(r"^[ou]", re.I)


@dataclass(slots=True)
class Reading:
    """One thing that a text names: a subject, or several of which the desk has to choose."""

    subjects: tuple[int, ...]
    hits: list[Hit] = field(default_factory=list)
    # It is a question, although there is only one candidate: the name is also a word.
    asked: bool = False
    # The other name that decided between several subjects.
    because: str = ""

    @property
    def certain(self) -> bool:
        return len(self.subjects) == 1 and not self.asked


def readings(index: Index, text: ArticleText, found: Sequence[Hit]) -> list[Reading]:
    """Return what the hits of a text mean, in the order in which they are first named."""
    sure: dict[int, Reading] = {}
    open_hits: list[Hit] = []
    for hit in found:
        if hit.strength is Strength.SURE and _is_weak(text, hit):
            hit.strength = Strength.ASKED
        subjects = _subjects(hit.names)
        if len(subjects) == 1 and (hit.strength is Strength.SURE or _in_list(text, hit, found)):
            _reading(sure, subjects[0]).hits.append(hit)
        else:
            open_hits.append(hit)
    _add_surnames(index, text, found, sure)
    _move_surnames(index, text, sure)
    # What nouns and other names decide is a sign for the rest.
    left = [hit for hit in open_hits if not _decided(text, hit, sure)]
    asked: dict[tuple[int, ...], Reading] = {}
    for hit in left:
        if not _decided(text, hit, sure) and hit.strength is not Strength.WORD:
            _ask(index, text, hit, sure, asked)
    for reading in (*sure.values(), *asked.values()):
        reading.hits.sort(key=lambda hit: hit.start)
    every = [reading for reading in (*sure.values(), *asked.values()) if reading.hits]
    return sorted(every, key=lambda reading: reading.hits[0].start)


def _is_weak(text: ArticleText, hit: Hit) -> bool:
    """Return whether a name was mostly refused, and no noun of its kind before it and no quotation marks speak for it."""
    if not all(text.language in name.weak for name in hit.names) or quoted(text, hit.start, hit.end):
        return False
    kinds = _announced(text, hit, by_preposition=False)
    return all(name.kind not in kinds for name in hit.names)


def _reading(sure: dict[int, Reading], subject: int) -> Reading:
    if subject not in sure:
        sure[subject] = Reading((subject,))
    return sure[subject]


def _subjects(names: Iterable[Name]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(name.subject for name in names))


def _in_list(text: ArticleText, hit: Hit, found: Sequence[Hit]) -> bool:
    """Return whether a name that may be a word is in a list with another of its kind: "مالي والنيجر"."""
    kind = hit.names[0].kind
    if (
        hit.strength is Strength.SURE
        or kind not in ("place", "organisation")
        or hit.names[0].form is not Form.ARABIC
        or _is_weak(text, hit)
        # "في غزة وكان": and was.
        or (kind == "place" and hit.prefix == "و" and hit.names[0].doubt is Doubt.WORD)
    ):
        return False
    walled = text.folded.walled
    for other in found:
        if other is hit or other.names[0].kind != kind or other.strength is not Strength.SURE:
            continue
        first, second = (hit, other) if hit.start < other.start else (other, hit)
        if walled[first.end : second.start].strip(" ") in _BETWEEN:
            return True
    return False


def _add_surnames(index: Index, text: ArticleText, found: Sequence[Hit], sure: dict[int, Reading]) -> None:
    """Add the places where certain persons are named by their surname; the nearest full name before decides."""
    persons = [
        subject
        for subject, reading in sure.items()
        if index.known[subject].kind == "person" and any(hit.names[0].words > 1 for hit in reading.hits)
    ]
    alone: dict[tuple[int, int], list[tuple[int, Hit]]] = {}
    for subject in persons:
        new = surname_hits(index, text, subject, found)
        for hit in unswallowed(index, text, new, full_names=False) if new else ():
            alone.setdefault((hit.start, hit.end), []).append((subject, hit))
    for (start, _end), owners in alone.items():
        subject, hit = min(owners, key=lambda owner: _distance(sure[owner[0]], start))
        sure[subject].hits.append(hit)


def _move_surnames(index: Index, text: ArticleText, sure: dict[int, Reading]) -> None:
    """Give a name alone to the person whose full name is in the text, and not to a namesake known by it."""
    owners = {
        surname: subject
        for subject, reading in sure.items()
        for surname in index.surnames.get(subject, ())
        if any(hit.names[0].words > surname.count(" ") + 1 for hit in reading.hits)
    }
    for subject, reading in list(sure.items()):
        first = reading.hits[0]
        owner = owners.get(text.folded.matched[first.start : first.end])
        if owner in (None, subject):
            continue
        letters = {text.folded.matched[hit.start : hit.end] for hit in reading.hits}
        # The preferred name is no surname alone.
        if len(letters) == 1 and not any(hit.names[0].preferred for hit in reading.hits):
            sure[owner].hits.extend(reading.hits)
            del sure[subject]


def _distance(reading: Reading, start: int) -> tuple[int, int]:
    """Return how far before a place a full name is; names after it come last."""
    full = [hit.start for hit in reading.hits if hit.names[0].words > 1]
    before = [start - at for at in full if at < start]
    return (0, min(before)) if before else (1, min(full) - start)


def _decided(text: ArticleText, hit: Hit, sure: dict[int, Reading]) -> bool:
    """Give a hit to the subject that other names of the text, or a noun before it, speak for; return whether one does."""
    candidates = _subjects(hit.names)
    if hit.strength is Strength.WORD and hit.prefix:
        # «تطالب بفتح المعابر» is about opening, wherever else the movement is named.
        return False
    named = [subject for subject in candidates if subject in sure]
    if len(named) == 1 and (others := _own_name_of_another(text, hit, named[0], sure)):
        if len(others) > 1 or not _beside(text, hit, sure[named[0]]):
            return False
        # "Le Congo et la RDC".
        named = list(others)
        _reading(sure, named[0])
    if len(named) > 1:
        named = [min(named, key=lambda subject: _distance_any(sure[subject], hit.start))]
    if named and not _another_kind(text, hit, named[0]):
        reading = sure[named[0]]
        if len(candidates) > 1 and not reading.because:
            reading.because = _other_name(reading, hit)
        reading.hits.append(hit)
        return True
    kinds = _announced(text, hit, by_preposition=False)
    fitting = _subjects(name for name in hit.names if name.kind in kinds)
    if len(fitting) != 1 or hit.strength is not Strength.SURE:
        return False
    _reading(sure, fitting[0]).hits.append(hit)
    return True


def _own_name_of_another(
    text: ArticleText, hit: Hit, subject: int, sure: dict[int, Reading]
) -> tuple[int, ...]:
    """Return the places whose own name a hit is, if another name of a subject in the text does not speak for that one.

    It does where it came before: "la RDC" and then "le Congo". It does not where it is the hit and a word more, which tells
    the two apart: الجزائر العاصمة.
    """
    preferred = _subjects(name for name in hit.names if name.preferred)
    if preferred in ((), (subject,)) or any(name.kind != "place" for name in hit.names):
        return ()
    letters = text.folded.matched[hit.start : hit.end]
    others = sure[subject].hits
    if any(
        text.folded.matched.startswith(f"{letters} ", other.start) and other.end > other.start + len(letters)
        for other in others
    ):
        return preferred
    if subject in preferred or (
        others and others[0].start < hit.start and not _beside(text, hit, sure[subject])
    ):
        return ()
    return preferred


def _beside(text: ArticleText, hit: Hit, reading: Reading) -> bool:
    """Return whether a hit is in a list with a name of a reading."""
    walled = text.folded.walled
    for other in reading.hits:
        first, second = (hit, other) if hit.start < other.start else (other, hit)
        if walled[first.end : second.start].strip(" ") in _BESIDE:
            return True
    return False


def _ask(
    index: Index, text: ArticleText, hit: Hit, sure: dict[int, Reading], asked: dict[tuple[int, ...], Reading]
) -> None:
    """Make a question of a hit, unless a preposition of place before it leaves one subject."""
    candidates = _subjects(hit.names)
    # Of several that have the name, those for which it was mostly refused step back.
    hit.names = [name for name in hit.names if text.language not in name.weak] or hit.names
    if _spoken_for(index, text, hit, sure):
        return
    left = _of_announced_kind(index, text, hit, _subjects(hit.names))
    if len(left) == 1 and len(candidates) > 1 and hit.strength is Strength.SURE:
        _reading(sure, left[0]).hits.append(hit)
        return
    if left not in asked:
        asked[left] = Reading(left, asked=True)
    asked[left].hits.append(hit)


def _spoken_for(index: Index, text: ArticleText, hit: Hit, sure: dict[int, Reading]) -> bool:
    """Give a hit to the subject whose place the text names, if it is one of several; return whether there is one."""
    candidates = _subjects(hit.names)
    first, last = text.folded.span(hit.start, hit.end)
    if (
        len(candidates) < 2
        or hit.strength is not Strength.SURE
        or _by_vowel_signs(index, text.written[first:last], candidates)
    ):
        return False
    chosen = spoken_for(index, text, hit, candidates, sure)
    if chosen is None:
        return False
    reading = _reading(sure, chosen.subject)
    reading.because = reading.because or chosen.place
    reading.hits.append(hit)
    return True


def _distance_any(reading: Reading, start: int) -> int:
    return min(abs(hit.start - start) for hit in reading.hits) if reading.hits else 1 << 30


def _another_kind(text: ArticleText, hit: Hit, subject: int) -> bool:
    """Return whether the word before a hit announces another kind than that of a subject, and a candidate has it."""
    kinds = _announced(text, hit, by_preposition=False)
    own = {name.kind for name in hit.names if name.subject == subject}
    return bool(kinds) and not own & kinds and any(name.kind in kinds for name in hit.names)


def _announced(text: ArticleText, hit: Hit, *, by_preposition: bool = True) -> set[str]:
    """Return the kinds that the word before a hit announces; a preposition of place is the weaker sign."""
    before, _at = text.word_before(hit.start - len(hit.prefix))
    if before in ("de", "du", "d", "of"):
        before, _at = text.word_before(_at)
    kinds = set(name_surroundings.kinds_said(before))
    if (
        by_preposition
        and not kinds
        and (name_surroundings.leads_to_place(before) or hit.prefix in ("ب", "وب"))
    ):
        kinds.add("place")
    return kinds


def _of_announced_kind(
    index: Index, text: ArticleText, hit: Hit, candidates: tuple[int, ...]
) -> tuple[int, ...]:
    """Return the candidates of the kind that the word before announces; all where it announces none."""
    first, last = text.folded.span(hit.start, hit.end)
    if by_signs := _by_vowel_signs(index, text.written[first:last], candidates):
        return by_signs
    # A club has the name of its town: "à Liverpool" says nothing in the report of a match.
    club = len(candidates) > 1 and text.about_sport and any(name.kind == "organisation" for name in hit.names)
    kinds = _announced(text, hit, by_preposition=not club)
    fitting = _subjects(name for name in hit.names if name.kind in kinds)
    if fitting or club:
        return fitting or candidates
    # A place whose own name this is, and others that are only also called so: the place, unless something speaks for them.
    preferred = _subjects(name for name in hit.names if name.preferred)
    if len(preferred) == 1 and any(n.kind == "place" for n in hit.names if n.subject == preferred[0]):
        others = {name.kind for name in hit.names if name.subject != preferred[0]}
        if "place" not in others:
            return preferred
    return candidates


def _by_vowel_signs(index: Index, surface: str, candidates: tuple[int, ...]) -> tuple[int, ...]:
    """Return the candidate whose name in Latin letters sounds as the signs say: عَمّان is Amman, عُمان Oman."""
    doubled, rounded = _SHADDA in surface, _DAMMA in surface[:2]
    if len(candidates) < 2 or doubled == rounded:
        return ()
    pattern = _DOUBLE if doubled else _ROUND
    fitting = tuple(
        subject
        for subject in candidates
        if any(pattern.search(name) for names in index.known[subject].names.values() for name in names)
    )
    return fitting if len(fitting) == 1 else ()


def _other_name(reading: Reading, hit: Hit) -> str:
    return next(
        (other.names[0].written for other in reading.hits if other.names[0].written != hit.names[0].written),
        "",
    )
