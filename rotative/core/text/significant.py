"""The words of a text that say what it is about."""

from functools import lru_cache

from rotative.core.text.folding import stems, tokens

_LEAST_LETTERS = 3
# Function words long enough to pass the limit above.
_EMPTY = {
    "les", "des", "une", "aux", "dans", "pour", "par", "sur", "avec", "sans", "que", "qui", "est", "son", "ses",
    "leur", "leurs", "cette", "ces", "plus", "mais", "sont", "ont", "apres", "avant", "contre", "entre", "vers",
    "the", "and", "for", "with", "from", "that", "this", "are", "was", "has", "have", "its", "his", "her",
    "los", "las", "del", "una", "por", "para", "con", "sin", "sus", "mas", "como", "tras",
    "من", "الي", "علي", "عن", "في", "مع", "بعد", "قبل", "هذا", "هذه", "التي", "الذي", "بين", "حول", "خلال",
}  # fmt: skip


def significant(text: str) -> list[str]:
    """Return the significant words of a text, without the particles that Arabic joins to them."""
    words = map(_bare, tokens(text))
    return [word for word in words if len(word) >= _LEAST_LETTERS and word not in _EMPTY]


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    return min(stems(word), key=len)
