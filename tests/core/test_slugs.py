"""Slugs of Latin texts are those of the transliteration, letter for letter."""

import pytest
from anyascii import anyascii

from rotative.core.text import slug

_LETTERS = [*map(chr, range(0xC0, 0x180)), *"«»–—‘“”…"]


@pytest.mark.parametrize("letter", _LETTERS)
def test_success_a_letter_is_transliterated_in_latin_and_in_mixed_texts(letter: str) -> None:
    wanted = "-".join(
        filter(None, "".join(c if c.isalnum() else " " for c in anyascii(f"a{letter}b").lower()).split())
    )

    assert slug(f"a{letter}b", "fr") == wanted
    assert slug(f"a{letter}b م", "fr") == f"{wanted}-m"
