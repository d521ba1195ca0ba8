"""The places of a front page, and the rules by which articles share them. Pure: knows no database."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

# The lead, four next to it and a row of three below.
SLOTS = 8
# The places next to the lead or under it, with pictures; the others have none.
SECONDS = range(1, 5)


class Placed(Protocol):
    """Anything that wants a place."""

    place: int


Slot = TypeVar("Slot", bound=Placed)


def by_place(slots: Iterable[Slot]) -> dict[int, Slot]:
    """Give each slot its place, or the next free one when an earlier slot has it; those that find none are left out."""
    places: dict[int, Slot] = {}
    for slot in sorted(slots, key=lambda one: one.place):
        free = (place for place in range(slot.place, SLOTS) if place not in places)
        if (place := next(free, None)) is not None:
            places[place] = slot
    return places


def put(places: dict[int, Slot], slot: Slot, at: int) -> dict[int, Slot]:
    """Put a slot in a place. Those in its way move towards the place that it left, or else down until one is free.

    The last one may fall off the page.
    """
    came_from = next((place for place, one in places.items() if one is slot), None)
    arranged = {place: one for place, one in places.items() if one is not slot}
    step = -1 if came_from is not None and came_from < at else 1
    carried: Slot | None = slot
    while carried is not None and 0 <= at < SLOTS:
        arranged[at], carried = carried, arranged.get(at)
        at += step
    for place, one in arranged.items():
        one.place = place
    return arranged
