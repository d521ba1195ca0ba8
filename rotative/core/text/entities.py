"""Entities of HTML, decoded."""

import re
from html import unescape

# Larger numbers have no character. The library takes them for numbers of any length, and Python refuses to read one
# of more than 4,300 digits.
_TOO_LARGE = re.compile(r"&#[0-9]{8,};?")
_ZEROS = re.compile(r"&#0+(?=[0-9])")


def decoded(text: str) -> str:
    """Replace every entity by its character, and a number without a character by U+FFFD."""
    if "&" not in text:
        return text
    if "&#" in text:
        text = _TOO_LARGE.sub("\ufffd", _ZEROS.sub("&#", text))
    return unescape(text)
