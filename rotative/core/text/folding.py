"""Text as search compares it: without case, accents or the letters' variants."""

import re
import unicodedata

# Letters Unicode does not decompose.
_VARIANTS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ħ": "h",
        "’": "'", "‘": "'", "ʼ": "'", "ʹ": "'", "`": "'", "´": "'",
        "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
        # Arabic, Persian and Urdu shapes of one letter; hamza carriers lose it by decomposition
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "گ": "ك", "ة": "ه", "ۀ": "ه",
        "ە": "ه", "ھ": "ه", "ہ": "ه", "ڤ": "ف", "پ": "ب", "چ": "ج", "ڨ": "ق", "ڭ": "ك", "ژ": "ز", "ء": "",
        "ـ": "",
    }
)  # fmt: skip
_SPACES = re.compile(r"\s+")
_TOKEN = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")

# Longest first; a prefix goes only where a word of at least three letters is left.
_CLITICS = (
    "وبال", "فبال", "وكال", "فكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل", "وب", "ول", "فل", "وس", "و",
    "ف", "ب", "ك", "ل", "س",
)  # fmt: skip
_STEM_LETTERS = 3
_DROPPED = {"Mn", "Me", "Cf"}


class _Plain(dict[int, int | str | None]):
    """Each character without a mark, digits in 0–9, as `str.translate` wants them; those met are remembered."""

    # All the scripts of a newsroom; nobody can fill the memory with the rest of Unicode.
    limit = 5000

    def __missing__(self, code: int) -> int | str | None:
        char = chr(code)
        category = unicodedata.category(char)
        value = str(unicodedata.decimal(char)) if category == "Nd" else code
        found = None if category in _DROPPED else value
        if len(self) < self.limit:
            self[code] = found
        return found


_PLAIN = _Plain()


def fold(text: str) -> str:
    """Fold a text: lower case, without accents, vowel signs, tatweel or invisible marks, digits in 0–9."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_VARIANTS))
    kept = decomposed.translate(_PLAIN)
    return _SPACES.sub(" ", kept.translate(_VARIANTS).casefold()).strip()


def tokens(text: str) -> list[str]:
    """Return the folded words of a text, in order; "l'eau" gives "l" and "eau"."""
    return _TOKEN.findall(fold(text))


def stems(word: str) -> tuple[str, ...]:
    """Return the folded word, then the word without each Arabic particle that is written in one with it."""
    folded = fold(word)
    if not _ARABIC.search(folded):
        return (folded,)
    found = [folded]
    for clitic in _CLITICS:
        if folded.startswith(clitic) and len(folded) - len(clitic) >= _STEM_LETTERS:
            # "لل" holds the article: للمدرسة is ل + المدرسة
            found.append(folded[len(clitic) :])
    return tuple(dict.fromkeys(found))
