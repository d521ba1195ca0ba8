"""Arabic typography: numbers that would turn round are isolated, all else stays."""

import pytest

from rotative.core.text import typeset
from rotative.core.text.arabic import arabic


@pytest.mark.parametrize(
    "number",
    [
        "05-22-33-44-55", "0522-334455", "05 22 33 44 55", "+212 6 12 34 56 78", "+212612345678", "(0522) 33-44-55", "00212 522 334455",
        "+212 (0)5 22 33 44", "2026-11-29", "29-11-2026", "٢٠٢٦-١١-٢٩", "٠٥-٢٢-٣٣-٤٤", "2010–2015", "10-15", "3-1",
        "-5", "−5", "+5", "1 250 000", "1\u202f250\u202f000", "2026-11-29", "2,5-3,5", "1/2-3/4",
    ],
)  # fmt: skip
def test_success_number_is_isolated(number: str) -> None:
    forced = number if number[-1].isascii() else f"\u202d{number}\u202c"
    assert arabic(f"الرقم {number} هنا.") == f"الرقم \u2066{forced}\u2069 هنا."
    assert arabic(f"<p>{number}، نعم</p>") == f"<p>\u2066{forced}\u2069، نعم</p>"
    glued = f"و{number}" if number in ("-5", "−5", "+5") else f"و\u2066{forced}\u2069"
    assert arabic(f"و{number}") == glued
    assert arabic(arabic(f"في {number}")) == arabic(f"في {number}")


@pytest.mark.parametrize(
    "words",
    [
        "في 12/5/2026 على 14:30", "بنسبة 50%", "3,14 و 2.5", "عام 2026", "عام 2024 25 شخصا", "١٢٣", "من 10 إلى 15", "كوفيد-19", "A-12-34",
        "https://a.example/2026-11-29/x-1-2", "a-1-2@b.example", '<a href="/2026-11-29/05-22/">نعم</a>', "&amp;", "العدد: 5.", "1.",
    ],
)  # fmt: skip
def test_success_all_else_stays(words: str) -> None:
    assert arabic(words) == words


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_success_only_where_the_line_runs_to_the_left(language: str) -> None:
    assert "\u2066" not in typeset("Appelez le 05-22-33-44", language)
