"""The content of a letter: the same for all readers of a variant, but for the links that are their own."""

from dataclasses import dataclass

from rotative.subscribers.link_tokens import LEAVE_LENGTH

# The place of a reader's token to leave: of the token's length, and nothing that anybody writes.
LEAVE = "0" * 10 + "." + "LEAVE-TOKEN".ljust(LEAVE_LENGTH - 11, "-")

# The trouble of a letter that met an error which is none of ours; the log has it in full.
UNKNOWN_TROUBLE = "error"


@dataclass(frozen=True, kw_only=True)
class Content:
    """A letter for one selection, with LEAVE where each reader's token goes."""

    subject_line: str
    html: str
    text: str
    # The time to read it.
    seconds: int
    # Stories made bare headlines, and stories left out, because the letter was too heavy for mail programs.
    shortened: int = 0
    left_out: int = 0
    # The code of the error because of which the selection got this letter instead of its own; "" if it is its own.
    trouble: str = ""
