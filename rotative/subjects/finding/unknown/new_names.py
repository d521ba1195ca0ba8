"""Names in a text that no subject has: runs of capitals, and in Arabic what follows a title, a verb of saying or a given name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import normalize

from rotative.subjects.finding.article_text import HEADLINE, TANWIN, ArticleText
from rotative.subjects.finding.hits import Hit
from rotative.subjects.finding.lexicon.common_words import (
    LATIN_TITLES,
    NAMED_AFTER,
    SENTENCE_WORDS,
    word_set,
)
from rotative.subjects.finding.unknown.arabic_names import announces_name, arabic_names
from rotative.subjects.finding.vocabulary import Form

MOST_NAMES = 4
_LONGEST_RUN = 5
_ELIDED = frozenset(("L'", "L’"))
_THINGS = NAMED_AFTER | word_set("association axe accord operation ordre affaire hotel ile entreprise agence")
# Cheikh Tidiane Badji: a given name, not a title.
_WITH_CHEIKH = 3
# Between two words, and the ending of an indefinite noun.
_IN_NO_NAME = frozenset(f'"«»“”{TANWIN}')
# Words with a capital, with small words such as "de" between two.
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒŠŽĆČ](?:[A-Za-zÀ-ÖØ-öø-ÿĀ-ſ]|['’.-](?=[A-Za-zÀ-ÿ]))++"
_RUN = re.compile(
    rf"{_CAPITAL}(?:[ \u00a0](?:(?:de|du|des|d'|d’|ben|bin|al|el|von|van|der|da|di|le|la|ould) ?)?{_CAPITAL})*+"
)
_PARTICLES = word_set("de du des d la le les l of the del and et y")
_ORGANISATION_PARTICLES = word_set("de du des of del")


@dataclass(slots=True)
class _Candidate:
    """A name that may be new."""

    written: str
    points: float
    # Folded.
    words: tuple[str, ...]


def new_names(text: ArticleText, found: Sequence[Hit]) -> list[str]:
    """Return the names of a text that no subject has, the surest first; at most four."""
    spans = [text.folded.span(hit.start, hit.end) for hit in found]
    offered = [*_latin(text, spans), *_arabic(text, found)]
    known = {word for hit in found for word in text.folded.matched[hit.start : hit.end].split()}
    grouped: dict[tuple[str, ...], _Candidate] = {}
    for each in offered:
        if set(each.words) <= known:
            continue
        earlier = grouped.get(each.words)
        if earlier is None:
            grouped[each.words] = each
        else:
            earlier.points += 1 + 0.1 * each.points
    whole = _without_parts(grouped)
    return [each.written for each in sorted(whole, key=lambda each: -each.points)[:MOST_NAMES]]


def _without_parts(grouped: dict[tuple[str, ...], _Candidate]) -> list[_Candidate]:
    """Return the candidates that are no part of another; a surname alone counts for the full name."""
    kept: list[_Candidate] = []
    for each in sorted(grouped.values(), key=lambda each: -len(each.words)):
        owner = next((other for other in kept if set(each.words) <= set(other.words)), None)
        if owner:
            owner.points += 0.5
        else:
            kept.append(each)
    # One word needs to be there twice, or after a title.
    return [each for each in kept if len(each.words) > 1 or each.points > 1]


def _latin(text: ArticleText, spans: Sequence[tuple[int, int]]) -> Iterator[_Candidate]:
    ordered = sorted(set(spans))
    firsts = [first for first, _last in ordered]
    lasts = list(accumulate((last for _first, last in ordered), max))
    for run in _RUN.finditer(text.written):
        start, end = run.span()
        before = bisect_left(firsts, end)
        # A name that goes on after a known one is the known one's.
        if (before and lasts[before - 1] > start) or text.shouted(start) or text.is_aside(*text.place(start)):
            continue
        candidate = _candidate(text, start, end)
        if candidate:
            yield candidate


def _candidate(text: ArticleText, start: int, end: int) -> _Candidate | None:
    words = text.written[start:end].split()
    titled = False
    begins = text.begins_sentence(start)
    # L'hôpital Fatou-Mané is a building.
    thing = words[0][:2] in _ELIDED and _plain(words[0][2:]) in _THINGS
    if thing or (begins and len(words) == 1):
        return None
    while words:
        folded = _fold(words[0])
        title = _is_title(words)
        if title or folded in _PARTICLES:
            titled = titled or title
        elif not (begins and (folded in SENTENCE_WORDS or _in_small(text, folded))):
            break
        start += len(words[0])
        start += len(text.written[start:end]) - len(text.written[start:end].lstrip())
        words = words[1:]
        begins = False
    if len(words) > 1 and all(map(str.isupper, words)):
        return None
    if not words or len(words) > _LONGEST_RUN or (words == [words[0].upper()] and len(words[0]) < 3):
        return None
    written = text.written[start:end]
    folded_words = tuple(word for word in map(_fold, words) if word not in _PARTICLES)
    if begins and len(folded_words) == 1:
        return None
    return _Candidate(written, _latin_points(text, start, words, titled=titled), folded_words)


def _is_title(words: Sequence[str]) -> bool:
    """Return whether the first of the words of a run says what a person is: Président, L'actrice."""
    first = _fold(words[0])
    if first == "cheikh" and len(words) == _WITH_CHEIKH:
        return False
    return first in LATIN_TITLES or (words[0][:2] in _ELIDED and words[0][2:3].islower())


def _fold(word: str) -> str:
    return word.lower().replace("’", "'").strip("'.-")


def _in_small(text: ArticleText, word: str) -> bool:
    return f" {word} " in text.written


_ROLES = word_set(
    "ministre president presidente porte-parole joueur attaquant defenseur gardien milieu chanteur chanteuse artiste ecrivain",
    "journaliste avocat avocate directeur directrice secretaire executif general analyste militant militante chercheur medecin",
    "docteur professeur correspondant correspondante resident habitant habitante volcanologue entraineur coach peintre executive",
    "selon declare explique affirme renseigne indique souligne ajoute said minister player singer according",
)


def _latin_points(text: ArticleText, start: int, words: Sequence[str], *, titled: bool) -> float:
    before = text.written[max(0, start - 30) : start].split()
    role = bool(before) and text.written[start - 1] in " ,\u00a0" and _plain(before[-1]) in _ROLES
    points = 1.0 + 1.5 * titled + 1.5 * role
    if len(words) > 1:
        points += 1.5 - 0.8 * any(word in _ORGANISATION_PARTICLES for word in words)
    if len(words) == 2 and all(word[1:].islower() for word in words):
        points += 0.5
    if any(word.isupper() for word in words):
        points -= 0.6
    if text.part(start) == HEADLINE:
        points += 1
    return points


def _plain(word: str) -> str:
    return normalize("NFKD", word.lower()).encode("ascii", "ignore").decode().strip(",.:;")


def _arabic(text: ArticleText, found: Sequence[Hit]) -> Iterator[_Candidate]:
    words = text.words
    # Hardly a word announces a name.
    if not announces_name(words):
        return
    starts = text.starts
    known: dict[int, int] = {}
    # محمد علي الحوثي is a person, not the movement.
    parts: set[int] = set()
    for hit in found:
        name = hit.names[0]
        if name.form is Form.ARABIC:
            place = bisect_right(starts, hit.start) - 1
            known[place] = bisect_left(starts, hit.end)
            if name.kind == "organisation" and name.words == 1:
                parts.add(place)
    for start, end, points, prefix in arabic_names(words, known):
        if any(place in known for place in range(start, end - 1)) or (
            end - 1 in known and end - 1 not in parts
        ):
            continue
        first, after = starts[start] + prefix, starts[end - 1] + len(words[end - 1])
        origin, until = text.folded.span(first, after)
        written = text.written[origin:until].replace("_", " ").replace("#", "")
        # على is written as علي once folded.
        if (
            text.is_aside(*text.place(origin))
            or "على" in written.split()
            or not _IN_NO_NAME.isdisjoint(written)
        ):
            continue
        bonus = 1.0 if text.part(origin) == HEADLINE else 0.0
        yield _Candidate(written, points + bonus, (words[start][prefix:], *words[start + 1 : end]))
