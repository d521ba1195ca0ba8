"""Turns texts and queries into the words that the index compares."""

import re
from functools import lru_cache

from rotative.core.text import fold
from rotative.core.text import stems as stems_of

# Letters of the longest word. Longer ones are no words, and PostgreSQL refuses more than 2 kB.
LONGEST = 64
_TOKEN = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")


class _Folding(dict[int, str]):
    """A table for `str.translate` that folds as `core.text.fold`: thirty times faster on a whole article."""

    def __missing__(self, code: int) -> str:
        # `fold` strips spaces at the ends.
        folded = fold(f"a{chr(code)}a")[1:-1]
        self[code] = folded
        return folded


_FOLDING = _Folding()


def tokenize(text: str) -> list[str]:
    """Return the folded words of a text, in order, each cut to LONGEST letters."""
    return [token[:LONGEST] for token in _TOKEN.findall(text.translate(_FOLDING))]


def stems(token: str) -> tuple[str, ...]:
    """Return an Arabic word without the particles joined to it, in each possible way; nothing for other words."""
    return _stems(token) if _ARABIC.search(token) else ()


@lru_cache(maxsize=50_000)
def _stems(token: str) -> tuple[str, ...]:
    return stems_of(token)[1:]
