"""Names that are spelled nearly alike, in one script or in two: Tillabéry, سالفا كير, Mohamed and محمد."""

import re
from collections.abc import Iterable, Sequence

from rotative.subjects.finding.folded_text import WALL, fold_name
from rotative.subjects.finding.kept_words import KeptWords

_DOUBLED = re.compile(r"([^ \n])\1++")
# Sounds, the same letter for both scripts. Longer spellings first.
_LATIN_SOUNDS = (
    ("x", "ks"), ("tch", "0"), ("sch", "0"), ("kh", "x"), ("gh", "j"), ("ch", "0"), ("sh", "0"), ("th", "t"), ("dh", "d"),
    ("ph", "f"), ("dj", "j"), ("qu", "k"), ("q", "k"), ("c", "k"), ("z", "s"), ("v", "f"), ("p", "b"), ("g", "j"), ("0", "c"),
)  # fmt: skip
_ARABIC_SOUNDS = str.maketrans(
    "بتثجحخدذرزسشصضطظغفقكلمنهوي",
    "bttjhxddrsscsdtdjfkklmnhwy",
    "اعةىءئؤ",
)
_VOWELS = str.maketrans("", "", "aeiouyw ")
_ARABIC_WEAK = str.maketrans("", "", "اويءه ")
_ARABIC = re.compile("[\u0621-\u064a]")
_ARTICLES = re.compile(r"(?:^| )(?:(?:al|el|ال) |ال(?=..))")
_ABDEL = re.compile(r"\babd[aeou]l[ -]?(?=\w)")
LEAST_LETTERS, LEAST_CONSONANTS, LEAST_SOUNDS = 6, 4, 2


def skeleton(folded: str) -> str:
    """Return the consonants of folded words, in their own script, doubled ones once."""
    return (_ARABIC_BONES if _ARABIC.search(folded) else _LATIN_BONES)[folded]


def skeletons(words: Sequence[str]) -> list[str]:
    """Return the consonants of each folded word of a text, which counts as Arabic where any letter is; of a wall, a wall."""
    return (_ARABIC_BONES if _ARABIC.search("".join(words)) else _LATIN_BONES).all(words)


_ARABIC_BONES = KeptWords(
    lambda folded: _DOUBLED.sub(r"\1", folded).translate(_ARABIC_WEAK) if folded else WALL
)
_LATIN_BONES = KeptWords(
    lambda folded: _DOUBLED.sub(r"\1", folded).replace("ph", "f").translate(_VOWELS) if folded else WALL
)


def sounds(name: str) -> str:
    """Return the consonants of a name as sounds that Arabic and Latin letters share; doubled ones once."""
    heard = _DOUBLED.sub(r"\1", _bare(name))
    if _ARABIC.search(heard):
        return heard.translate(_ARABIC_SOUNDS).translate(_VOWELS).removesuffix("h")
    for spelling, sound in _LATIN_SOUNDS:
        heard = heard.replace(spelling, sound)
    return heard.translate(_VOWELS).removesuffix("h")


def apart(one: str, other: str, *, most: int) -> bool:
    """Return whether two words differ by more than so many letters."""
    if abs(len(one) - len(other)) > most:
        return True
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, row[0] = row[0], place
        for at, there in enumerate(other, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != there))
        if min(row) > most:
            return True
    return row[-1] > most


def near(one: str, other: str) -> bool:
    """Return whether two folded names of one script are probably two spellings of one: not the same, not an inflection."""
    if one == other or min(len(one), len(other)) < LEAST_LETTERS:
        return False
    single = " " not in one and " " not in other
    if single and (skeleton(one) != skeleton(other) or not _end_alike(one, other)):
        return False
    if one[0] != other[0] and not (one[0] in "اع" and other[0] in "اع"):
        return False
    most = 2 if not single and skeleton(one) == skeleton(other) else 1
    return not apart(one.replace(" ", ""), other.replace(" ", ""), most=most)


def _end_alike(one: str, other: str) -> bool:
    """Return whether the ends of two words are no two inflections."""
    return one[-1] == other[-1] or {one[-1], other[-1]} <= set("iye")


def similar(names: Iterable[str], others: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Return the ids of those others that have a name that is one of the names, or nearly.

    Alike are names that fold to the same ("Elisabeth", "Élisabeth"), that differ in one or two letters of six and more, or that
    sound alike in two scripts ("Mohamed", محمد). others: ids with their names, in any language; the answer is in their order,
    the same names first.
    """
    wanted = [name for name in names if name.strip()]
    folded = {_bare(name) for name in wanted}
    heard = {_heard(name) for name in wanted}
    same, alike = [], []
    for pk, written in others:
        theirs = {_bare(name) for name in written if name.strip()}
        if folded & theirs:
            same.append(pk)
        elif any(near(one, other) for one in folded for other in theirs) or _sound_alike(heard, written):
            alike.append(pk)
    return [*same, *alike]


def _bare(name: str) -> str:
    """Return a folded name without articles: Abdel Fattah is عبد الفتاح."""
    return _ARTICLES.sub(" ", _ABDEL.sub("abd ", fold_name(name))).strip()


def _heard(name: str) -> tuple[bool, int, str]:
    """Return the script, the number of words and the sounds of a name."""
    bare = _bare(name)
    return bool(_ARABIC.search(bare)), bare.count(" "), sounds(name)


def _sound_alike(heard: set[tuple[bool, int, str]], written: Sequence[str]) -> bool:
    """Return whether a name sounds as another one in the other script does."""
    for name in written:
        arabic, spaces, sound = _heard(name)
        if len(sound) >= LEAST_SOUNDS and (not arabic, spaces, sound) in heard:
            return True
    return False
