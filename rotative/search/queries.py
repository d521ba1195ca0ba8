"""Parses a query into the clauses a document must fulfil. No query is an error."""

import re
from dataclasses import dataclass

from rotative.search.tokenizer import stems, tokenize

# Characters and clauses that count: no reader types more, and each costs time.
_LONGEST_QUERY = 300
_MOST_CLAUSES = 12
# Letters the last word needs before it also matches as the beginning of a word.
_SHORTEST_PREFIX = 3
_SHORTEST_PLURAL = 4
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")

# Words of nearly every text, folded. They count only when the query has no other word.
_EMPTY = frozenset(
    """
    au aux avec ce ces cette dans de des du elle en est et il ils la le les leur leurs mais ne on ou par pas plus pour
    que qui sa se ses son sont sur un une
    a an and are as at be by for from has he in is it its not of or that the this to was were will with
    al como con del el ella es esta las lo los mas no o para pero por sin su sus una y
    من في علي الي عن مع ان هذا هذه ذلك التي الذي او ثم قد لا ما لم كان كانت بعد قبل
    """.split()  # noqa: SIM905 - readable
)


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One thing a document must contain, in any of its alternatives."""

    # Each is a row of folded words next to each other, in this order.
    alternatives: tuple[tuple[str, ...], ...]
    # The last word of each alternative also matches as the beginning of a word.
    prefix: bool = False


@dataclass(frozen=True, kw_only=True)
class Query:
    """A query, ready for an engine."""

    # A document must fulfil all; a query without clauses finds nothing.
    clauses: tuple[Clause, ...]

    @property
    def whole(self) -> frozenset[str]:
        """All words that match whole words."""
        return frozenset(word for clause in self.clauses for phrase in clause.alternatives for word in phrase)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """All words that also match the beginning of a word."""
        return tuple(phrase[-1] for clause in self.clauses if clause.prefix for phrase in clause.alternatives)


def parse(text: str) -> Query:
    """Parse a query.

    Words may come in any order, "words in quotes" are a phrase, and the last word also matches as the beginning of a word.
    """
    typed = text[:_LONGEST_QUERY]
    phrases = [tuple(tokenize(match[1])) for match in _QUOTED.finditer(typed)]
    bare = tokenize(_QUOTED.sub(" ", typed))
    kept = [word for word in bare if not _is_empty(word)]
    if not kept and not any(phrases):
        kept = bare
    open_ended = bool(kept) and kept[-1] == bare[-1] and not _ends_in_phrase(typed)
    clauses = [Clause(alternatives=(phrase,)) for phrase in phrases if phrase]
    clauses += [
        _clause(word, prefix=open_ended and at == len(kept) - 1 and len(word) >= _SHORTEST_PREFIX)
        for at, word in enumerate(kept)
    ]
    return Query(clauses=tuple(dict.fromkeys(clauses[:_MOST_CLAUSES])))


def _is_empty(word: str) -> bool:
    return word in _EMPTY or (len(word) == 1 and word.isascii() and word.isalpha())


def _ends_in_phrase(typed: str) -> bool:
    *_others, last = [None, *_QUOTED.finditer(typed)]
    return last is not None and not tokenize(typed[last.end() :])


def _clause(word: str, *, prefix: bool) -> Clause:
    others = list(stems(word))
    if not others and word.isalpha() and len(word) >= _SHORTEST_PLURAL:
        others = _other_number(word)
    if prefix:
        # The prefix finds words that begin with it already.
        others = [other for other in others if len(other) >= _SHORTEST_PREFIX and not other.startswith(word)]
    return Clause(alternatives=tuple((each,) for each in dict.fromkeys([word, *others])), prefix=prefix)


def _other_number(word: str) -> list[str]:
    """Return the word in the other number, by the rules of French, English and Spanish; some forms may not exist."""
    found = []
    if word.endswith("aux"):
        found.append(word[:-3] + "al")
    elif word.endswith("al"):
        found.append(word[:-2] + "aux")
    if word.endswith(("s", "x")):
        found.append(word[:-1])
    else:
        found.append(word + "s")
    if word.endswith("es"):
        found.append(word[:-2])
    elif word.endswith(("eau", "eu")):
        found.append(word + "x")
    elif word[-1] in "lnrdz":
        found.append(word + "es")
    return [other for other in found if len(other) >= _SHORTEST_PREFIX]
