"""A letter on its way to a relay or provider, and the answer to it."""

from dataclasses import dataclass, field
from typing import Protocol


class Letter(Protocol):
    """A letter as the pump sees it, whichever way it goes."""

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
    """The answer to one letter; code "" when none was heard."""

    delivery_id: int
    attempt: int
    code: str
    # The name a mail provider gave the letter; "" for a relay.
    provider_id: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """The recipient of a letter."""

    subscriber_id: int
    email: str
    # Makes the links in the letter the reader's own.
    secret: str


class Writer(Protocol):
    """A writer of the letters of one variant. Several threads may write at once."""

    @property
    def signs(self) -> bool:
        """True if it signs, which takes most of the time and does not hold up other threads."""

    def address(self, delivery_id: int, attempt: int, reader: Reader) -> Letter: ...
