"""Vague dates as a language writes them: 30 juin 2027, juin 2027, printemps 2027, 2e trimestre 2027, 3–9 mars 2026."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator

from babel import Locale
from babel.dates import format_date, format_interval
from django.utils.translation import gettext, override

from rotative.core import edtf as vague_dates
from rotative.core.edtf import VagueDate
from rotative.core.languages import BY_CODE
from rotative.core.text.folding import fold

_FIRST = re.compile(r"\b1 (?=[a-zéû])")
# 30/06/2027, as all our languages write it.
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_YEAR = re.compile(r"\b[1-9]\d{3}\b")
_DAY = re.compile(r"(\d{1,2})(?:er)?\b")
_PATTERNS = {"month": "LLLL y", "quarter": "QQQQ y", "year": "y"}


def words(written: str, language: str) -> str:
    """Write a date or a period in a language. Raises ValueError when it is none."""
    with override(language):
        return _words(vague_dates.parse(written), language)


def _words(found: VagueDate, language: str) -> str:
    row = BY_CODE[language]
    locale = Locale.parse(row.locale)
    if found.precision == "period":
        begins, _slash, ends = found.written.partition("/")
        if len(begins) == len(ends) == len("2027-06-30"):
            return str(format_interval(found.first, found.last, "yMMMMd", locale=locale))
        return " – ".join(words(part, language) for part in (begins, ends))
    if found.precision == "day":
        return _FIRST.sub(f"{row.first_of_month} ", format_date(found.first, "long", locale=locale), count=1)
    if pattern := _PATTERNS.get(found.precision):
        return str(format_date(found.first, pattern, locale=locale))
    year = found.written[:4]
    return {
        21: gettext("spring %(year)s"),
        22: gettext("summer %(year)s"),
        23: gettext("autumn %(year)s"),
        24: gettext("winter %(year)s"),
        40: gettext("first half of %(year)s"),
        41: gettext("second half of %(year)s"),
    }[found.part] % {"year": year}


def typed(written: str, language: str) -> str:
    """Write a date as a form shows it, so that `read` understands it again."""
    return " – ".join(words(part, language) for part in written.split("/"))


def read(text: str) -> str:
    """Return a date that somebody typed, as it is stored: "juin 2027", "30/06/2027", "2027-06", "صيف 2027", "3 mars 2026 – mai 2026".

    Raises ValueError when it is none.
    """
    text = " ".join(own_digits_to_latin(text)[:80].split())
    parts = re.split(r" ?[–—] ?| - |(?<=\d)/(?=\d{4}-)", text)
    return vague_dates.parse("/".join(_read(part) for part in parts)).written


def own_digits_to_latin(text: str) -> str:
    """Return the text with 0 to 9 in place of the digits of other scripts."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)


def _read(text: str) -> str:
    try:
        return vague_dates.parse(text).written
    except ValueError:
        pass
    if found := _NUMBERS.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    year, day = _YEAR.search(text), _DAY.match(text)
    if year is None:
        raise ValueError("No year.")
    wanted = fold(text)
    for candidate in _candidates(year[0], int(day[1]) if day else 0):
        for language in BY_CODE:
            if fold(own_digits_to_latin(words(candidate, language))) == wanted:
                return candidate
    raise ValueError("No date.")


def _candidates(year: str, day: int) -> Iterator[str]:
    for month in range(1, 13):
        yield f"{year}-{month:02}"
        if 0 < day <= monthrange(int(year), month)[1]:
            yield f"{year}-{month:02}-{day:02}"
    for part in (*range(21, 25), *range(33, 37), 40, 41):
        yield f"{year}-{part}"
