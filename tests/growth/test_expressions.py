"""Every regular expression that meets a stranger's text takes time in proportion to its length, and next to no memory."""

import re
from itertools import product
from time import process_time_ns

import pytest

from tests.growth import attacks, expressions, steps

# From a length to four times it, linear work grows four times: what grows so much more is measured with care.
_SUSPECT = 7
_LENGTHS = (128, 512, 2048)
# Bytes for each character: a copy of the text in its widest form. A loop that may go back keeps 36 to 270 for each turn, so
# that a few megabytes of one character would fill a small server.
_MOST_MEMORY = 8

_USED = expressions.used()


def slow(used: expressions.Used) -> list[tuple[attacks.Attack, float]]:
    """Return the degenerate strings whose doubling makes the expression more than 2.5 times as slow."""
    found = []
    # With an end that fits nothing, and without.
    for (start, body), end in product(attacks.of(used.pattern), ("", "\0")):

        def text_of(length: int, start: str = start, body: str = body, end: str = end) -> str:
            return start + body * max(1, length // len(body)) + end

        if _is_suspect([text_of(length) for length in _LENGTHS], used):
            ratio = steps.ratio(used.run, text_of)
            if ratio > steps.MOST:
                found.append(((start, body), ratio))
                break
    return found


def _is_suspect(texts: list[str], used: expressions.Used) -> bool:
    before = 0
    for text in texts:
        begun = process_time_ns()
        used.run(text)
        spent = process_time_ns() - begun
        if before and spent > _SUSPECT * max(before, 20_000):
            return True
        before = spent
    return False


def greedy(used: expressions.Used) -> list[tuple[attacks.Attack, float]]:
    """Return the degenerate strings that the expression takes much memory for."""
    found = []
    for (start, body), end in product(attacks.of(used.pattern), ("", "\0")):
        # What a short text takes much for may be a loop with a bound: only a long one tells.
        for length in (_LENGTHS[-1], 16 * _LENGTHS[-1]):
            taken = steps.memory(used.run, start + body * (length // len(body)) + end)
            if taken <= _MOST_MEMORY:
                break
        else:
            found.append(((start, body), taken))
    return found


@pytest.mark.parametrize("used", _USED, ids=[one.name for one in _USED])
def test_success_an_expression_is_linear(used: expressions.Used) -> None:
    assert slow(used) == []


@pytest.mark.parametrize("used", _USED, ids=[one.name for one in _USED])
def test_success_an_expression_keeps_no_way_back(used: expressions.Used) -> None:
    assert greedy(used) == []


def test_success_a_greedy_expression_is_found() -> None:
    used = expressions.Used(name="greedy", pattern=re.compile(r"(?:a|bc)*"), anchored=frozenset())

    assert greedy(used) != []


@pytest.mark.parametrize(
    "pattern",
    [
        # Runs that each place of the run begins again.
        r"\w+@",
        r"\s+$",
        # An end that never comes.
        r"<!--.*?-->",
        # Two neighbours that take the same characters, at the beginning of every line.
        re.compile(r"^\s*>?\s*Message-ID:", re.MULTILINE),
        r"(?:a|a )*b",
    ],
)
def test_success_a_slow_expression_is_found(pattern: str | re.Pattern[str]) -> None:
    used = expressions.Used(name="slow", pattern=re.compile(pattern), anchored=frozenset())

    assert slow(used) != []


def test_success_the_expressions_of_the_package_are_found() -> None:
    names = {one.name for one in _USED}

    assert {
        "rotative.mail.returns.parsing.original._ID",
        "rotative.mail.returns.inbound._NUMBERED",
        "rotative.importers.html.shortcodes._TOKEN",
        "rotative.comments.moderation._LINK",
        "rotative.core.text.cut._TERMINATOR",
        "rotative.search.queries._QUOTED",
    } <= names
