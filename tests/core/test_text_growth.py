"""Twice the text costs twice the time, whatever the text: one long word must not stop the press."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from rotative.core import html, text
from tests.factories.degenerate import repeated, too_dear

WORK: dict[str, Callable[[str], Any]] = {
    "arabic": text.arabic,
    "deck": lambda words: text.deck(words, len(words) // 2),
    "excerpt": lambda words: text.excerpt(words, len(words) - 1),
    "first_sentences": lambda words: text.first_sentences(words, 3),
    "flat": text.flat,
    "fold": text.fold,
    "french": text.french,
    "french_lines": lambda words: text.french_lines(words.split("\n")),
    "in_order": lambda words: text.in_order(words, "ar"),
    "marked": lambda words: text.marked(words, "fr"),
    "plain": text.plain,
    "sentences": text.sentences,
    "significant": text.significant,
    "slug": lambda words: text.slug(words, "ar"),
    "stems": text.stems,
    "tokens": text.tokens,
    "typeset": lambda words: text.typeset(words, "fr"),
    "typeset_lines": lambda words: text.typeset_lines([words, words], "fr"),
    "unbroken": text.unbroken,
    "html.clean": html.clean,
    "html.plain": html.plain,
    "html.plain_lines": html.plain_lines,
    "html.printable": html.printable,
}


# That library walks up through all open blocks at each new one: 100 kB of them take 0.7 seconds. A page has a deadline.
_NESTED = ("_alone '<pre>'", "_after_signs '<pre>'")
DEEP = {name: _NESTED for name in WORK if name.startswith("html.")}


def test_success_every_function_is_measured() -> None:
    assert set(text.__all__) <= set(WORK)


@pytest.mark.parametrize("name", WORK)
def test_success_time_grows_with_the_length(name: str) -> None:
    # The library that cleans HTML (html5ever) grows faster with the number of guillemets.
    length = 4_000 if name.startswith("html.") else 12_000

    found = too_dear(WORK[name], length=length, part=list(WORK).index(name))

    assert [piece for piece in found if piece not in DEEP.get(name, ())] == []


@pytest.mark.parametrize(
    "words",
    [
        '."' + '"' * 60 + "x",
        "&#" + "9" * 5000 + ";",
        "&#" + "0" * 5000 + "65;",
        '<p title="' * 5000,
        "QUJD" * 20_000 + " @ <b>",
    ],
)
def test_success_odd_texts(words: str) -> None:
    for work in WORK.values():
        work(words)


def test_success_entities_of_any_length() -> None:
    assert text.plain("&#" + "9" * 5000 + ";<p>&#0065;&#x41;") == "\ufffd\nAA"
    assert html.plain("&#" + "9" * 5000 + "; &#0065;") == "\ufffd A"


def test_success_base64_among_words() -> None:
    """Leave a picture that an editor pasted as text as it is."""
    pasted = repeated("iVBORw0KGgoAAAANSUhEUgAA+/", 40_000)

    assert text.french(f"<p>Voir : {pasted}</p><p>l'eau !</p>") == (
        f"<p>Voir\u00a0: {pasted}</p><p>l’eau\u202f!</p>"
    )


def test_success_zeros_are_as_quick_as_other_figures() -> None:
    """Set what could be a telephone number, which begins with 0, in any of the ways to cut it into groups."""
    zeros, nines = ((figure * 40 + "a ") * 20 for figure in "09")
    spent = []
    for words in (nines, zeros):
        before = process_time()
        for _turn in range(20):
            text.arabic(words)
        spent.append(process_time() - before)

    assert spent[1] < 50 * spent[0]
