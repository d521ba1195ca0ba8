"""The figures with which the form counts words and reading time in the browser, as the printed page does."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext

from rotative.core import reading_time

# A number of each plural category that any of our languages has.
_SAMPLES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def counting(language: str) -> dict[str, Any]:
    """Return the speed of a language, the time of pictures, and the texts of the counter by plural category."""
    return {
        "words_per_minute": reading_time.words_per_minute(language),
        "picture_s": reading_time.PICTURE_S,
        "pictures_max_s": reading_time.PICTURES_MAX_S,
        "words": {name: _words(number) for name, number in _SAMPLES.items()},
        "minutes": {name: _minutes(number) for name, number in _SAMPLES.items()},
    }


def _words(number: int) -> str:
    return ngettext("%(words)s word", "%(words)s words", number)


def _minutes(number: int) -> str:
    return ngettext("%(minutes)s minute to read", "%(minutes)s minutes to read", number)
