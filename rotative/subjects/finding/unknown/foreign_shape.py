"""The shape of names from other languages in Arabic letters: دولامار, فولكوف, ليندبرغ."""

import re

from rotative.subjects.finding.kept_words import KeptWords
from rotative.subjects.finding.lexicon.common_words import ARABIC_FUNCTION, ARABIC_WHOLE, word_set

# What is written in one with a word that has the article.
WRITTEN_IN_ONE = ("ال", "بال", "لل", "وال", "فال", "كال")
# The first letters of verbs of the present.
PRESENT = frozenset("يتن")
_LONG_VOWELS = frozenset("اوي")
_LEAST, _LEAST_WITH_VOWELS = 4, 5
# Of verbs, participles and plurals, and of words with a preposition.
_OWN_BEGINNINGS = (
    "ا",
    "م",
    "ت",
    "ن",
    "وي",
    "وت",
    "ول",
    "وم",
    "وا",
    "وب",
    "لم",
    "لت",
    "لا",
    "بم",
    "بت",
    "با",
    "يوا",
    "يحا",
    "يتن",
)
_OWN_ENDINGS = ("ي", "ات", "ون", "ين", "يه", "ها", "هم", "ته", "نا", "اه", "ايا", "اء", "ما")
# صواريخ, مشاريع.
_BROKEN_PLURAL = re.compile(r"..?ا.ي.")
_ENDINGS = tuple(
    word_set(
        "وف يف وفا يفا سكي سكايا يتش مان سون برغ بيرغ بورغ شتاين ستين نكو شفيلي زاده وغلو وغان لدي ينو يرو يرا يتز رتز ردو يلو رفيلد",
        "فورد ورث نغتون يكر",
    )
)
# Sure ones, also after a letter that may be written in one with a word.
_SURE_ENDINGS = tuple(word_set("وف سكي يتش سون برغ بيرغ شتاين نكو شفيلي وغلو وغان فورد نغتون ريان"))
_LEAST_WITH_SURE_ENDING = 5
# A preposition, "and" or "so", the future, a verb: but بوتن, لوبيز and تشرشل are names.
_IN_ONE = re.compile(r"ال|ب(?![وي])|ل(?!و..|ي)|و|س[يتنا]|ت(?![شير])|ي|فا|كا")


def has_sure_ending(word: str) -> bool:
    """Return whether a folded word ends as only names from other languages do."""
    return (
        len(word) >= _LEAST_WITH_SURE_ENDING
        and word.endswith(_SURE_ENDINGS)
        and not word.startswith(WRITTEN_IN_ONE)
    )


def has_foreign_shape(word: str) -> bool:
    """Return whether a folded word has the vowels or the ending of a name from another language."""
    return _SHAPES[word]


def may_be_written_in_one(word: str) -> bool:
    """Return whether the beginning of a folded word may be a preposition or make a verb of it."""
    return _IN_ONE.match(word) is not None


def _shape(word: str) -> bool:
    if (
        len(word) < _LEAST
        or word in ARABIC_FUNCTION
        or word in ARABIC_WHOLE
        or word.startswith(WRITTEN_IN_ONE)
    ):
        return False
    if has_sure_ending(word) or (len(word) > _LEAST and word[0] not in "بي" and word.endswith(_ENDINGS)):
        return True
    if len(word) < _LEAST_WITH_VOWELS or word.startswith(_OWN_BEGINNINGS) or word.endswith(_OWN_ENDINGS):
        return False
    return sum(letter in _LONG_VOWELS for letter in word[1:]) > 1 and not _BROKEN_PLURAL.fullmatch(word)


_SHAPES = KeptWords(_shape)
