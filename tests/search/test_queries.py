"""Queries: words, phrases, beginnings, singular and plural."""

import pytest

from rotative.search.queries import parse


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
