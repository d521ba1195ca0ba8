"""What a subscriber chose."""

from dataclasses import dataclass

from rotative.subscribers.models import EVERY_DAY, MINUTES


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the letter brings, and on which days."""

    language: str
    minutes: int = MINUTES
    # Ids; empty means all of them.
    sections: tuple[int, ...] = ()
    # Ids of what is put first.
    subjects: tuple[int, ...] = ()
    # Bits of EVERY_DAY.
    days: int = EVERY_DAY
