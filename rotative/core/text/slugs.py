"""Slugs: the names in addresses, in ASCII, short, readable."""

import re
import unicodedata

from anyascii import anyascii

from rotative.core import languages

_ARABIC_LETTERS = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h",
    "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t",
    "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "ة": "a", "ى": "a", "ء": "", "ئ": "i", "ؤ": "ou", "گ": "g", "ڤ": "v", "ڨ": "g", "ڭ": "g", "پ": "p",
    "چ": "tch", "ک": "k", "ی": "i", "ژ": "j", "َ": "a", "ُ": "ou", "ِ": "i",
}  # fmt: skip
_VOWELS = set("اأإآىة" + "َُِ")
_MARKS = re.compile("[\u0640\u064b-\u064d\u0651-\u065f\u0670\u200b-\u200f\u2066-\u2069]")
_WORD = re.compile("[\u0621-\u065f\u066e-\u06d3]+")
_OTHER = re.compile(r"[^a-z0-9]+")
# Latin script as it is written in Europe: nothing to leave out, nothing to transliterate by our own table.
_LATIN = re.compile(r"[ !-~À-ÖØ-öø-ſ«»–—‘’“”…]*")
# What `anyascii` makes of these: to translate a headline takes a fifteenth of its time.
_AS_ASCII = {
    code: anyascii(chr(code))
    for code in (*range(0xC0, 0x180), *map(ord, "«»–—‘’“”…"))
    if _LATIN.fullmatch(chr(code))
}


def slug(text: str, language: str, *, limit: int = 80) -> str:
    """Return lower-case ASCII words joined by hyphens, cut at a word; "" if the text has no letter or figure.

    Arabic script is transliterated as in newspapers: "al-" for the article, "sh", "kh", "ou". `language` decides
    whether a hyphen parts an Arabic word's article from it: a code such as "ar" or "ar-MA".
    """
    latin = unicodedata.normalize("NFC", text)
    written = latin.replace("'", " ").replace("’", " ")
    if _LATIN.fullmatch(latin):
        ascii_only = written.translate(_AS_ASCII).lower()
    else:
        bare = "".join(char for char in written if unicodedata.category(char) != "So")
        ascii_only = anyascii(
            _WORD.sub(lambda match: _transliterated(match[0], language), _MARKS.sub("", bare))
        ).lower()
    return _cut(_OTHER.sub("-", ascii_only).strip("-"), limit)


def _transliterated(word: str, language: str) -> str:
    known = languages.BY_CODE.get(language[:2])
    joint = "-" if known and known.hyphenated_article else ""
    for article, shown in (("وال", "wal"), ("بال", "bil"), ("لل", "lil"), ("ال", "al")):
        if word.startswith(article) and len(word) > len(article) + 1:
            return shown + joint + _letters(word[len(article) :])
    return _letters(word)


def _letters(word: str) -> str:
    return "".join(_letter(word, at) for at in range(len(word)))


def _letter(word: str, at: int) -> str:
    """Write one letter in Latin script: و and ي are consonants at the start of a word and next to another vowel."""
    char = word[at]
    if char not in "ويی":
        return _ARABIC_LETTERS.get(char, char)
    neighbours = word[at + 1 : at + 2] + word[max(at - 1, 0) : at]
    consonant = at == 0 or any(letter in _VOWELS for letter in neighbours)
    if char == "و":
        return "w" if consonant else "ou"
    return "y" if consonant else "i"


def _cut(whole: str, limit: int) -> str:
    if len(whole) <= limit:
        return whole
    end = limit if whole[limit] == "-" else whole.rfind("-", 0, limit)
    return whole[: end if end > 0 else limit].strip("-")
