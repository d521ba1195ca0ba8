"""A memory of words: a text repeats its words, and an archive even more."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Kept = TypeVar("Kept")


class KeptWords(dict[str, Kept]):
    """The result of a function for each word; `all` asks for many at once."""

    # All forms that a newsroom writes; nobody can fill the memory with others, or with one endless word.
    most, longest = 40_000, 30

    def __init__(self, function: Callable[[str], Kept]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> Kept:
        found = self._function(word)
        if len(word) <= self.longest:
            if len(self) >= self.most:
                self.clear()
            self[word] = found
        return found

    def all(self, words: Iterable[str]) -> list[Kept]:
        """Return the results for words, in their order."""
        return list(map(self.__getitem__, words))
