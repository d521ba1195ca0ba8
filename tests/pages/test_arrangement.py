"""The places of a front page: everybody has one, and they make room for each other."""

from dataclasses import dataclass

import pytest

from rotative.pages.arrangement import SLOTS, by_place, put


@dataclass
class Slot:
    name: str
    place: int = 0


def places(names: str) -> dict[int, Slot]:
    """Return slots of one letter each; a dot is an automatic place."""
    return {place: Slot(name, place) for place, name in enumerate(names) if name != "."}


def written(arranged: dict[int, Slot]) -> str:
    assert all(slot.place == place for place, slot in arranged.items())
    return "".join(arranged[place].name if place in arranged else "." for place in range(SLOTS))


@pytest.mark.parametrize(
    ("before", "at", "after"),
    [
        ("........", 0, "x......."),
        ("ab......", 0, "xab....."),
        ("ab.c....", 1, "axbc...."),
        ("a..b....", 7, "a..b...x"),
        ("abcdefgh", 0, "xabcdefg"),
    ],
)
def test_success_a_new_article_pushes_others_down_until_a_place_is_free(
    before: str, at: int, after: str
) -> None:
    assert written(put(places(before), Slot("x"), at)) == after


@pytest.mark.parametrize(
    ("before", "moved", "at", "after"),
    [
        ("ab......", "b", 0, "ba......"),
        ("ab......", "a", 1, "ba......"),
        ("abc.....", "a", 2, "bca....."),
        ("abc.....", "c", 0, "cab....."),
        ("a.......", "a", 3, "...a...."),
        ("abcdefgh", "h", 0, "habcdefg"),
        ("ab......", "a", 0, "ab......"),
    ],
)
def test_success_a_moved_article_lets_others_close_up(before: str, moved: str, at: int, after: str) -> None:
    slots = places(before)
    slot = next(one for one in slots.values() if one.name == moved)

    assert written(put(slots, slot, at)) == after


def test_success_two_in_one_place_stand_one_after_the_other() -> None:
    slots = [Slot("a", 0), Slot("b", 0), Slot("c", 1), Slot("d", SLOTS)]

    assert [(place, slot.name) for place, slot in by_place(slots).items()] == [(0, "a"), (1, "b"), (2, "c")]
