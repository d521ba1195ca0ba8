"""What is kept about one person, wherever it is kept: told to whom it concerns, and erased.

The apps that keep addresses register how they find one's traces (`register`); `told` and `erase` ask them all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rotative.core.errors import RotativeError, gettext_noop

Traces = list[dict[str, object]]


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """An app that keeps something about people. Addresses are given in lower case."""

    # "comments"
    name: str
    # Everything that is known under an address, as plain values.
    told: Callable[[str], Traces]
    # Erases it; returns how many rows were changed or deleted.
    erase: Callable[[str], int]


class TwoKeepers(RotativeError):
    code = "people.two_keepers"
    message = gettext_noop("“%(name)s” is registered twice. Register each keeper of addresses once.")


_keepers: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    """Ask this keeper from now on. Raises TwoKeepers."""
    if keeper.name in _keepers:
        raise TwoKeepers(name=keeper.name)
    _keepers[keeper.name] = keeper


def told(address: str) -> dict[str, Traces]:
    """All that is known under an address, by keeper; keepers that know nothing are left out."""
    found = {name: keeper.told(address.strip().lower()) for name, keeper in _keepers.items()}
    return {name: traces for name, traces in found.items() if traces}


def erase(address: str) -> dict[str, int]:
    """Erase an address everywhere; how many rows that took, by keeper."""
    return {name: keeper.erase(address.strip().lower()) for name, keeper in _keepers.items()}
