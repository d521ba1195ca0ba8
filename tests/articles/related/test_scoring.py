"""The rule of further reading: rare subjects first, then words and age; never one story twice."""

import pytest

from rotative.articles.related import scoring
from rotative.articles.related.scoring import Candidate, Words
from rotative.core.text import significant

pytestmark = pytest.mark.pure

COUNTRY, PORT = 1, 2
WEIGHTS = {COUNTRY: scoring.rarity(20_000, 100_000), PORT: scoring.rarity(30, 100_000)}


def words(headline: str, standfirst: str = "") -> Words:
    own = frozenset(significant(headline))
    return Words(headline=own, all=own.union(significant(standfirst)))


def order(*candidates: Candidate) -> list[int]:
    return [one.id for _weight, one in scoring.likeliest(candidates, sum(WEIGHTS.values()), 10)]


def candidate(pk: int, days: int, **shared: bool) -> Candidate:
    """Return a candidate. shared: subject in common → whether the candidate is about it."""
    weights = {"country": WEIGHTS[COUNTRY], "port": WEIGHTS[PORT]}
    weight = sum(scoring.shared(weights[name], is_main=is_main) for name, is_main in shared.items())
    return Candidate(pk, days, weight)


def test_success_a_rare_subject_in_common_says_more_than_a_frequent_one() -> None:
    frequent = candidate(1, 1, country=True)
    rare = candidate(2, 300, port=True)

    assert order(frequent, rare) == [2, 1]


def test_success_the_nearer_of_two_equals_comes_first() -> None:
    far, near = (candidate(pk, days, port=True) for pk, days in ((1, 700), (2, 20)))

    assert order(far, near) == [2, 1]


def test_success_a_mention_weighs_less() -> None:
    about, mention = (candidate(pk, 9, port=is_main) for pk, is_main in ((1, True), (2, False)))

    assert order(mention, about) == [1, 2]


def test_success_words_decide_between_equal_subjects() -> None:
    own = words("La grue du port arrêtée par le vent", "Les dockers attendent la fin de la tempête.")
    likely = [(0.5, candidate(pk, 5)) for pk in (1, 2)]
    others = {1: words("Le budget du port voté"), 2: words("Tempête : les dockers rentrent chez eux")}

    assert scoring.choose(own, likely, others, 8) == [2, 1]


def test_fail_the_same_story_twice() -> None:
    own = words("Le tramway de Marsa ouvrira en mars")
    told = "Grève des bacs : le trafic reprend lundi matin"
    likely = [(0.9, candidate(1, 1)), (0.8, candidate(2, 1)), (0.7, candidate(3, 1))]
    others = {
        1: words("Le tramway de Marsa ouvrira finalement en mars"),
        2: words(told),
        3: words(told.replace("matin", "à six heures")),
    }

    assert scoring.choose(own, likely, others, 8) == [2]


def test_success_a_series_with_one_standfirst_is_no_repetition() -> None:
    series = "Chaque semaine, un habitant raconte son quartier, ses rues, ses voisins."
    one, other = words("Derb el Bahr par Imane", series), words("La Médina vue par Ghita", series)

    assert not scoring.same_story(one, other)


def test_success_at_most_so_many() -> None:
    likely = [(1 / pk, candidate(pk, 1)) for pk in range(1, 20)]
    others = {pk: words(f"titre{pk} sujet{pk} mot{pk}") for pk in range(1, 20)}

    assert scoring.choose(words("autre chose"), likely, others, 8) == [*range(1, 9)]
