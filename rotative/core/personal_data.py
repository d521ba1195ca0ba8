"""Personal data: a registry of the apps that keep some, asked together to export or erase one person's.

Such an app registers a `Keeper`; `export` and `erase` ask all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rotative.core.errors import RotativeError, gettext_noop

# What is kept about one person: one plain dict for each row or file.
Records = list[dict[str, object]]


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """An app that keeps personal data. It is given an address without spaces around it, in lower case."""

    # "comments"
    name: str
    # Returns everything kept under an address.
    export: Callable[[str], Records]
    # Erases everything kept under an address; returns how many rows were changed or deleted.
    erase: Callable[[str], int]


class TwoKeepers(RotativeError):
    code = "people.two_keepers"
    message = gettext_noop(
        "“%(name)s” is registered twice. Register each place that keeps personal data once."
    )


_keepers: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    """Add a keeper to those that are asked. Raises TwoKeepers."""
    if keeper.name in _keepers:
        raise TwoKeepers(name=keeper.name)
    _keepers[keeper.name] = keeper


def export(address: str) -> dict[str, Records]:
    """Return everything kept under an address, by keeper; a keeper that has nothing is left out."""
    found = {name: keeper.export(_normalised(address)) for name, keeper in _keepers.items()}
    return {name: records for name, records in found.items() if records}


def erase(address: str) -> dict[str, int]:
    """Erase an address everywhere. Returns how many rows were changed or deleted, by keeper."""
    return {name: keeper.erase(_normalised(address)) for name, keeper in _keepers.items()}


def _normalised(address: str) -> str:
    return address.strip().lower()
