"""The content of a letter: the same for all readers of a variant, but for the links that are their own."""

from dataclasses import dataclass

from rotative.subscribers.link_tokens import LEAVE_LENGTH

# The place of a reader's token to leave: of the token's length, and nothing that anybody writes.
LEAVE = "0" * 10 + "." + "LEAVE-TOKEN".ljust(LEAVE_LENGTH - 11, "-")


@dataclass(frozen=True, kw_only=True)
class Content:
    """A letter for one selection, with LEAVE where each reader's token goes."""

    subject_line: str
    html: str
    text: str
    # The time to read it.
    seconds: int
