"""A letter on its way, and what became of it."""

from dataclasses import dataclass, field
from typing import Protocol


class Letter(Protocol):
    """What the pump knows of a letter, whichever way it goes."""

    @property
    def delivery_id(self) -> int: ...

    @property
    def attempt(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Addressed:
    """One letter as bytes, ready for a relay."""

    delivery_id: int
    attempt: int
    # Without angle brackets.
    sender: bytes
    recipient: bytes
    # Everything after DATA, the closing dot included.
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one letter; code "" when the relay's word was not heard."""

    delivery_id: int
    attempt: int
    code: str
    # The name a mail provider gave the letter; "" at a relay.
    provider_id: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter goes to."""

    subscriber_id: int
    email: str
    # Makes the links in the letter the reader's own.
    secret: str


class Writer(Protocol):
    """Makes letters of one variant."""

    def address(self, delivery_id: int, attempt: int, reader: Reader) -> Letter: ...
