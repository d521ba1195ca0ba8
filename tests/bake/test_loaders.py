"""Loaders: each value is asked for once in a batch, and nothing of it is left afterwards."""

from collections.abc import Mapping, Sequence

import pytest

from rotative.bake.batch import loaders
from rotative.bake.batch.loaders import Loader, Single

ASKED: list[list[int]] = []


def squares(numbers: Sequence[int]) -> Mapping[int, int]:
    """Return the squares of positive numbers; the others have none."""
    ASKED.append(list(numbers))
    return {number: number * number for number in numbers if number > 0}


SQUARES: Loader[int, int] = Loader(squares)
STARTED: Single[list[int]] = Single(list)


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    ASKED.clear()


def test_success_each_key_is_loaded_once_in_a_batch() -> None:
    with loaders.batch():
        SQUARES.prepare([1, 2, 2])
        found = SQUARES.many([3, 2, 1])
        one = SQUARES.one(3)

    assert (list(found.items()), one) == ([(3, 9), (2, 4), (1, 1)], 9)
    assert ASKED == [[1, 2], [3]]


def test_success_a_key_without_a_value_is_asked_for_once() -> None:
    with loaders.batch():
        found = SQUARES.many([-1, 2]), SQUARES.one(-1), SQUARES.many([-1])

    assert found == ({2: 4}, None, {})
    assert ASKED == [[-1, 2]]


def test_success_prepare_returns_only_what_it_loaded() -> None:
    with loaders.batch():
        assert SQUARES.prepare([1, 2]) == {1: 1, 2: 4}
        assert SQUARES.prepare([2, 3, -1]) == {3: 9}


def test_success_a_taken_value_is_forgotten() -> None:
    with loaders.batch():
        SQUARES.prepare([2])

        assert (SQUARES.take(2), SQUARES.take(2)) == (4, 4)

    assert ASKED == [[2], [2]]


def test_success_nothing_outlives_a_batch() -> None:
    for _batch in range(2):
        with loaders.batch():
            SQUARES.one(2)
            STARTED.get().append(1)

            assert STARTED.get() == [1]

    assert ASKED == [[2], [2]]
    assert not loaders.in_batch()


def test_success_without_a_batch_every_call_asks() -> None:
    assert (SQUARES.one(2), SQUARES.one(2)) == (4, 4)
    assert STARTED.get() is not STARTED.get()
    assert ASKED == [[2], [2]]


def test_success_an_open_batch_is_continued() -> None:
    with loaders.batch():
        with loaders.ensure_batch():
            SQUARES.one(2)
        SQUARES.one(2)

    assert ASKED == [[2]]


def test_success_forgotten_values_are_loaded_again() -> None:
    with loaders.batch():
        SQUARES.one(2)
        loaders.forget()
        SQUARES.one(2)

    assert ASKED == [[2], [2]]
