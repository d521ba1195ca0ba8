"""Words as the index compares them: the same for a text and for a query."""

import re
from functools import lru_cache

from rotative.core.text import fold
from rotative.core.text import stems as stems_of

# Letters of the longest word kept; longer ones are noise, and PostgreSQL refuses them past 2 kB.
LONGEST = 64
_TOKEN = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")


class _Folding(dict[int, str]):
    """`core.text.fold` letter by letter, remembered, for `str.translate`: thirty times faster on a whole article."""

    def __missing__(self, code: int) -> str:
        # Between two letters, so that a space is not stripped.
        folded = fold(f"a{chr(code)}a")[1:-1]
        self[code] = folded
        return folded


_FOLDING = _Folding()


def tokenize(text: str) -> list[str]:
    """The folded words of a text, in order, each at most LONGEST letters."""
    return [token[:LONGEST] for token in _TOKEN.findall(text.translate(_FOLDING))]


def stems(token: str) -> tuple[str, ...]:
    """What else an Arabic word is found under, without the particles written in one with it; nothing for others."""
    return _stems(token) if _ARABIC.search(token) else ()


@lru_cache(maxsize=50_000)
def _stems(token: str) -> tuple[str, ...]:
    return stems_of(token)[1:]
