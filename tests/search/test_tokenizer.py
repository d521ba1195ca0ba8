"""The index compares words as the rest of the paper does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.core.text import tokens
from rotative.search import tokenizer
from rotative.search.extracts import extract
from rotative.search.queries import parse


@given(st.text())
def test_success_words_are_folded_like_everywhere(text: str) -> None:
    assert tokenizer.tokenize(text) == [token[: tokenizer.LONGEST] for token in tokens(text)]


def test_success_last_word_is_open_ended() -> None:
    first, last = parse("port tram").clauses

    assert (first.prefix, last.prefix) == (False, True)
    assert ("tram",) in last.alternatives


def test_success_phrase_is_closed() -> None:
    (clause,) = parse('"Le port"').clauses

    assert (clause.alternatives, clause.prefix) == ((("le", "port"),), False)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("hôpital", "hopitaux"),
        ("hôpitaux", "hopital"),
        ("papeles", "papel"),
        ("bateaux", "bateau"),
        ("ley", "leys"),
    ],
)
def test_success_singular_and_plural(query: str, form: str) -> None:
    (clause,) = parse(f"{query} ").clauses

    assert (form,) in clause.alternatives or len(query) < 4


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


def test_success_extract_without_match_is_the_beginning() -> None:
    assert extract(["", "Un texte & <b>"], parse("absent")) == "Un texte &amp; &lt;b&gt;"
