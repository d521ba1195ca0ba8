"""Extracts: the passage shown, with its matches marked."""

from rotative.search.extracts import extract
from rotative.search.queries import parse


def test_success_extract_marks_arabic_with_vowel_signs() -> None:
    found = extract(["قالت الحُكُومَةُ إنها"], parse("حكومة"))

    assert found == "قالت <mark>الحُكُومَةُ</mark> إنها"


def test_success_extract_is_cut_at_words() -> None:
    text = "mot " * 60 + "tramway " + "fin " * 60

    found = extract([text], parse("tramway"), limit=100)

    assert found.startswith("…mot ")
    assert found.endswith(" fin…")
    assert "<mark>tramway</mark>" in found
    assert len(found) <= 100 + len("<mark></mark>") + 2


def test_success_no_dots_after_the_end_of_a_sentence() -> None:
    found = extract(
        ["Le tramway attendra la fin. " + "Puis le bac reprend. " * 9], parse("tramway"), limit=90
    )

    assert found.endswith("Puis le bac reprend.")


def test_success_extract_without_match_is_the_beginning() -> None:
    assert extract(["", "Un texte & <b>"], parse("absent")) == "Un texte &amp; &lt;b&gt;"
