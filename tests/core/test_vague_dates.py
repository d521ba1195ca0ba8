"""Dates as precise as somebody said them: read, written in each language, and read again."""

from datetime import date

import pytest

from rotative.core import edtf as vague_dates
from rotative.core.edtf import vague_words as vague_date_words
from rotative.core.languages import CODES

SPANS = {
    "2027-06-30": (date(2027, 6, 30), date(2027, 6, 30)),
    "2028-02": (date(2028, 2, 1), date(2028, 2, 29)),
    "2027-21": (date(2027, 3, 1), date(2027, 5, 31)),
    "2027-24": (date(2027, 12, 1), date(2028, 2, 29)),
    "2027-34": (date(2027, 4, 1), date(2027, 6, 30)),
    "2027-41": (date(2027, 7, 1), date(2027, 12, 31)),
    "2027": (date(2027, 1, 1), date(2027, 12, 31)),
    "2026-03-03/2026-05": (date(2026, 3, 3), date(2026, 5, 31)),
}


@pytest.mark.parametrize("written", SPANS)
def test_success_first_and_last_day(written: str) -> None:
    found = vague_dates.parse(written)

    assert (found.first, found.last, found.written) == (*SPANS[written], written)


@pytest.mark.parametrize("written", SPANS)
@pytest.mark.parametrize("language", CODES)
def test_success_read_again_in_every_language(written: str, language: str) -> None:
    assert vague_date_words.read(vague_date_words.typed(written, language)) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("30/06/2027", "2027-06-30"),
        ("1.2.2027", "2027-02-01"),
        ("JUIN 2027", "2027-06"),
        ("1er juin 2027", "2027-06-01"),
        ("printemps 2027", "2027-21"),
        ("٣٠ يونيو ٢٠٢٧", "2027-06-30"),
        ("صيف 2027", "2027-22"),
        ("3 mars 2026 – mai 2026", "2026-03-03/2026-05"),
        ("2026-03/2026-05", "2026-03/2026-05"),
    ],
)
def test_success_typed_by_hand(typed: str, written: str) -> None:
    assert vague_date_words.read(typed) == written


@pytest.mark.parametrize(
    "typed", ["", "demain", "31/02/2027", "2027-13", "32 juin 2027", "2027-06/2026", "juin", "2027" * 40]
)
def test_fail_no_date(typed: str) -> None:
    with pytest.raises(ValueError):
        vague_date_words.read(typed)
