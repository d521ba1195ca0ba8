"""Names in a text that no subject has: runs of capitals, and in Arabic what follows a title, a verb of saying or a given name."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import normalize

from rotative.subjects.finding.article_text import HEADLINE, ArticleText
from rotative.subjects.finding.hits import Hit
from rotative.subjects.finding.lexicon.common_words import (
    ARABIC_FUNCTION,
    ARABIC_SAYING,
    ARABIC_TITLES,
    ARABIC_WHOLE,
    ARABIC_WORDS,
    LATIN_TITLES,
    NAMED_AFTER,
    SENTENCE_WORDS,
    word_set,
)
from rotative.subjects.finding.lexicon.given_names import ARABIC_GIVEN
from rotative.subjects.finding.vocabulary import Form

MOST_NAMES = 4
_LONGEST_RUN = 5
_ELIDED = frozenset(("L'", "L’"))
_THINGS = NAMED_AFTER | word_set("association axe accord operation ordre affaire hotel ile entreprise agence")
# Cheikh Tidiane Badji: a given name, not a title.
_WITH_CHEIKH = 3
# Of an Arabic name; what is written apart, such as عبد, counts with the next word.
_MOST_WORDS = 4
# After the name of who speaks: "قال فلان إن".
_AFTER_SPEAKER = frozenset(("ان", "انه", "انها", "بان"))
# Words with a capital, with small words such as "de" between two.
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒŠŽĆČ](?:[A-Za-zÀ-ÖØ-öø-ÿĀ-ſ]|['’.-](?=[A-Za-zÀ-ÿ]))++"
_RUN = re.compile(
    rf"{_CAPITAL}(?:[ \u00a0](?:(?:de|du|des|d'|d’|ben|bin|al|el|von|van|der|da|di|le|la|ould) ?)?{_CAPITAL})*+"
)
_PARTICLES = word_set("de du des d la le les l of the del and et y")
_ORGANISATION_PARTICLES = word_set("de du des of del")
_WORD = re.compile(r"[^\s\n]+")
_NO_NAMES = word_set(
    "مصادر مصدر مسوول مسوولون مسوولين متحدث ناطق باحث باحثون علماء خبراء بيان تقرير وزاره مكتب رييس لجنه مجلس شركه شركات قوات جيش",
    "حكومه دوله الله وكاله صحيفه قناه منظمه حزب حركه نادي فريق منتخب شرطه محكمه نيابه جامعه هييه موسسه مركز عضو نايب وكيل كاتب",
    "وسايل شهود سكان نشطاء ناشطون محامي محاميه والد والده زوجه شقيق نجل ابن ابنه خلال حول بشان ردا تعليقا حديث تصريح مقابله",
    "عدد احد بعض جميع كافه معظم اكثر نحو حوالي الاف ملايين مليون مليار عشرات مءات مره مرات عام يوم اسبوع شهر امس مساء صباح",
)
_JOINED = word_set("عبد بن ابن ابو ابي ال ولد بنت ام بو")
# Given names that are words too; alone they are no sign.
_UNSURE_GIVEN = frozenset(ARABIC_GIVEN & (ARABIC_WORDS | ARABIC_WHOLE)) | word_set(
    "علي كريم عزيز ماجد مالك راشد صادق صابر طاهر ماهر عارف عبد نصر سعد حكيم حبيب عامر هلال بيل تركي قاسم غالب جابر سيف ثامر طه زين ريم"
    " سحر وفاء امال احلام دعاء صفاء رضا عماد عماد جهاد زياد مراد هند هاله حنان لطيفه كميل وسام بدر مسلم عيد حكيم نجيب"
)


_SIGNS = frozenset(
    before + word for before in ("", "و", "ف") for word in ARABIC_GIVEN | ARABIC_TITLES | ARABIC_SAYING
)


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
    if _SIGNS.isdisjoint(words):
        return
    signs = [place for place, word in enumerate(words) if word in _SIGNS]
    taken = [(hit.start, hit.end) for hit in found if hit.names[0].form is Form.ARABIC]
    starts = text.starts
    last = 0
    for place in signs:
        start, points = _begins_name(words, place)
        end = _end_of_name(words, start) if points else start
        if place < last or end <= start + 1:
            continue
        first, after = starts[start], starts[end - 1] + len(words[end - 1])
        if any(hit_start < after and first < hit_end for hit_start, hit_end in taken):
            continue
        last = end
        origin, until = text.folded.span(first, after)
        if text.is_aside(*text.place(origin)):
            continue
        bonus = 1.0 if text.part(origin) == HEADLINE else 0.0
        yield _Candidate(
            text.written[origin:until].replace("_", " "), points + bonus, tuple(words[start:end])
        )


def _begins_name(words: Sequence[str], place: int) -> tuple[int, float]:
    """Return where a name begins if a word announces or is the beginning of one, and its points; 0 points for none."""
    word = words[place]
    bare = word[1:] if word[0] in "وف" and len(word) > 3 else word
    if bare in ARABIC_TITLES or bare in ARABIC_SAYING:
        start = _after_role(words, place + 1)
        if start < len(words) and _can_begin(words[start]):
            given = words[start] in ARABIC_GIVEN
            said = bare in ARABIC_SAYING
            if given or not said or _foreign(words, start):
                return start, 3.0 if given else 2.0
    return place, 1.5 * (word in ARABIC_GIVEN and word not in _UNSURE_GIVEN)


def _after_role(words: Sequence[str], place: int) -> int:
    """Return the place after the words that say what a title is of: المتحدث باسم …, وزير المالية السعودي."""
    last = place + 5
    # "وزير المالية السعودي، محمد الجدعان" has a comma before the name.
    while place < len(words) and place < last:
        word = words[place]
        if (
            word.startswith("ال")
            or word in ARABIC_TITLES
            or word in ("باسم", "باسمه", "باسمها", "باسمهم", "عام", "مجلس", "وزراء", "منتخب", "نادي", "شركه")
        ):
            place += 1
        else:
            break
    return place + (place < len(words) and not words[place] and place > last - 5)


def _can_begin(word: str) -> bool:
    return (
        len(word) > 2
        and not word.startswith("ال")
        and word not in ARABIC_FUNCTION
        and word not in _NO_NAMES
        and word not in ARABIC_SAYING
        and (word in ARABIC_GIVEN or (word not in ARABIC_WHOLE and not word[0].isdigit()))
        and not word.endswith(("ون", "ين", "ات", "يه"))
        and (word in ARABIC_GIVEN or word[0] not in "ل")
    )


def _foreign(words: Sequence[str], start: int) -> bool:
    """Return whether two words look like a foreign name: neither has an article, nor is it a word of the language."""
    if start + 1 >= len(words):
        return False
    first, second = words[start], words[start + 1]
    return all(_can_begin(word) and len(word) > 3 and word[0] not in "وبفي" for word in (first, second))


def _speaks_after(words: Sequence[str], place: int) -> bool:
    """Return whether what is said, or a wall, comes after a word: the name before it ends there."""
    after = words[place + 1] if place + 1 < len(words) else ""
    return not after or after in _AFTER_SPEAKER


def _goes_on(words: Sequence[str], place: int) -> bool:
    """Return whether a third word is a surname: what is said comes after it, and it is no word of the language."""
    return _can_begin(words[place]) and words[place + 1 : place + 2] != [""] and _speaks_after(words, place)


def _end_of_name(words: Sequence[str], start: int) -> int:
    """Return the place after the last word of a name that begins at a place; two to four words."""
    place = start + 1
    taken = 1
    while place < len(words) and taken < _MOST_WORDS and words[place]:
        word = words[place]
        joined = words[place - 1] in _JOINED
        if joined or word in _JOINED:
            place += 1
            taken += joined
            continue
        surname = word.startswith("ال") and len(word) > 4
        if taken > 1 and not (surname or word in ARABIC_GIVEN or _goes_on(words, place)):
            break
        if not surname and not _can_begin(word):
            break
        if taken > 1 and surname and words[place - 1].startswith("ال") and not _speaks_after(words, place):
            break
        place += 1
        taken += 1
    return place if taken > 1 else start
