"""Degenerate strings for a regular expression, made from the expression itself.

An expression is slow on a string that almost matches in many ways: a part that repeats, after what comes before it in the
expression, and without the end that it waits for.
"""

import re
from collections.abc import Iterable, Iterator
from re import _constants as sre  # type: ignore[attr-defined]  # no public way to look into an expression
from re import _parser as parser  # type: ignore[attr-defined]  # likewise

from tests.conftest import proofs

# Characters that markup, mail and addresses are made of, whether the expression names them or not.
COMMON = (
    "\n",
    " ",
    "a",
    "1",
    "<",
    ">",
    "@",
    ".",
    '"',
    "(",
    "[",
    "/",
    "&",
    "-",
    "=",
    "é",
    "ا",
    "\t",
    ":",
    ",",
    "*",
)
_CATEGORIES = {
    sre.CATEGORY_DIGIT: ("1",),
    sre.CATEGORY_SPACE: (" ", "\n"),
    sre.CATEGORY_WORD: ("a", "1"),
    sre.CATEGORY_NOT_DIGIT: ("a",),
    sre.CATEGORY_NOT_SPACE: ("a", "-"),
    sre.CATEGORY_NOT_WORD: ("-", " "),
}
# Shortest matches kept for each part of an expression, and strings for each expression.
_SAMPLES = 6
MOST = proofs(90, 400)

Attack = tuple[str, str]


def of(pattern: re.Pattern[str] | re.Pattern[bytes]) -> list[Attack]:
    """Return what to repeat: (the beginning, the part that repeats after it), distinct, at most MOST."""
    text = pattern.pattern
    tree = parser.parse(text, pattern.flags & ~re.DEBUG)
    letters = list(dict.fromkeys([*_letters(tree), *COMMON]))
    found: dict[Attack, None] = {}
    for prefix, body in _repeats(tree, ("",)):
        for start in prefix:
            for part in body:
                found[start, part] = None
                found["", start + part] = None
                found["", start + part * 9] = None
            found["", start] = None
            for letter in letters[:12]:
                found[start, letter] = None
    for first in letters[:20]:
        found["", first] = None
        for second in letters[:8]:
            found["", first + second] = None
    return [one for one in found if one[1]][:MOST]


def _letters(tree: Iterable[tuple[object, object]]) -> Iterator[str]:
    for node in tree:
        yield from (letter for sample in _samples([node]) for letter in sample)


def _repeats(
    tree: Iterable[tuple[object, object]], before: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield each part that repeats: shortest matches of what precedes it, and of the part."""
    for code, value in tree:
        node = [(code, value)]
        inner = _inner(code, value)
        if code in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and value[1] > 1:
            yield before, _samples(value[2])
        for one in inner:
            yield from _repeats(one, before)
        after = _samples(node)
        before = tuple(dict.fromkeys(start + end for start in before for end in after or ("",)))[:_SAMPLES]


def _inner(code: object, value: object) -> list[Iterable[tuple[object, object]]]:
    if code in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [value[2]]
    if code is sre.SUBPATTERN:
        return [value[3]]
    if code is sre.ATOMIC_GROUP:
        return [value]
    if code is sre.BRANCH:
        return list(value[1])
    if code in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    return []


def _samples(tree: Iterable[tuple[object, object]]) -> tuple[str, ...]:
    """Return some of the shortest strings that this part of an expression matches."""
    found: tuple[str, ...] = ("",)
    for code, value in tree:
        found = tuple(dict.fromkeys(start + end for start in found for end in _one(code, value)))[:_SAMPLES]
    return found


def _one(code: object, value: object) -> tuple[str, ...]:
    if code is sre.LITERAL:
        return (chr(value),)
    if code is sre.ANY:
        return ("a", " ")
    if code is sre.NOT_LITERAL:
        return ("a" if value != ord("a") else "b",)
    if code is sre.IN:
        return _among(value)
    if code in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, _most, body = value
        some = tuple(sample * max(least, 1) for sample in _samples(body))
        return ("", *some)[:_SAMPLES] if least == 0 else some
    if code is sre.BRANCH:
        return tuple(sample for branch in value[1] for sample in _samples(branch)[:1])[:40]
    if code is sre.SUBPATTERN:
        return _samples(value[3])
    if code is sre.ATOMIC_GROUP:
        return _samples(value)
    return ("",)


def _among(members: list[tuple[object, object]]) -> tuple[str, ...]:
    if members and members[0][0] is sre.NEGATE:
        excluded = members[1:]
        fits = [letter for letter in COMMON if not any(_has(one, letter) for one in excluded)]
        return tuple(fits[:4]) or ("€",)
    found: list[str] = []
    for code, value in members:
        if code is sre.LITERAL:
            found.append(chr(value))
        elif code is sre.RANGE:
            found.append(chr(value[0]))
        elif code is sre.CATEGORY:
            found.extend(_CATEGORIES[value])
    return tuple(found[:4])


def _has(member: tuple[object, object], letter: str) -> bool:
    code, value = member
    if code is sre.LITERAL:
        return ord(letter) == value
    if code is sre.RANGE:
        return value[0] <= ord(letter) <= value[1]
    classes = {
        sre.CATEGORY_DIGIT: letter.isdigit(),
        sre.CATEGORY_SPACE: letter.isspace(),
        sre.CATEGORY_WORD: letter.isalnum() or letter == "_",
    }
    negated = {
        sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT,
        sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
        sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
    }
    return not classes[negated[value]] if value in negated else classes.get(value, False)
