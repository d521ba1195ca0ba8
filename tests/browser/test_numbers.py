"""Numbers with signs in an Arabic line, as a browser sets them: their digits run from left to right."""

from urllib.parse import quote

import pytest

from rotative.core.text import typeset
from tests.browser.chromium import Browser

pytestmark = pytest.mark.browser

# Returns the left edge of each digit of the text, in its order.
_EDGES = """
const text = document.querySelector("p").firstChild;
return [...text.data].map((char, at) => [char, at]).filter(([char]) => /\\p{Nd}/u.test(char)).map(([char, at]) => {
  const range = document.createRange(); range.setStart(text, at); range.setEnd(text, at + 1);
  return range.getBoundingClientRect().left;
});
"""
NUMBERS = (
    "05-22-33-44-55",
    "05 22 33 44 55",
    "+212 6 12 34 56 78",
    "(0522) 33-44-55",
    "2026-11-29",
    "٢٠٢٦-١١-٢٩",
    "2010–2015",
    "12/5/2026",
    "14:30",
)


@pytest.mark.parametrize("number", NUMBERS)
def test_success_digits_keep_their_order(reader: Browser, number: str) -> None:
    edges = shown(reader, typeset(f"اتصلوا بالرقم {number} صباحا", "ar"))

    assert edges == sorted(edges)


def test_fail_turned_round_without_typography(reader: Browser) -> None:
    edges = shown(reader, "اتصلوا بالرقم 05-22-33-44-55 صباحا")

    assert edges != sorted(edges)


def shown(reader: Browser, words: str) -> list[float]:
    reader.open("data:text/html;charset=utf-8," + quote(f'<html lang="ar" dir="rtl"><p>{words}</p>'))
    found: list[float] = reader.ask(_EDGES)
    return found
