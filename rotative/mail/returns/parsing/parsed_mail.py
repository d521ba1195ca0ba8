"""The contents of a returned mail, whichever server wrote it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of mail that come back."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    # The letter arrived, was passed on, or went to a list of a server's.
    DELIVERED = "delivered"
    # A person is away, or a program says hello.
    AUTO_REPLY = "auto_reply"
    # Written by a person, or nothing that is known here.
    OTHER = "other"


class Reason(StrEnum):
    """The reasons for which a letter is not delivered."""

    # The mailbox or its domain does not exist, or is closed.
    GONE = "gone"
    # The mailbox takes nothing more for now.
    FULL = "full"
    # The letter itself is refused: its size, its form.
    CONTENT = "content"
    # The sender is refused: reputation, policy, authentication. Never the reader's fault.
    SENDER = "sender"
    # No answer in time, or a temporary fault.
    UNREACHABLE = "unreachable"
    # Refused for good without a word that is understood.
    UNSAID = "unsaid"


# Reasons that suppress the address at the first such bounce. A refusal without a word that is understood is none: it is as
# often the sender's fault, or a passing one.
PERMANENT = frozenset({Reason.GONE})


@dataclass(frozen=True, kw_only=True)
class Failure:
    """An address that was not reached."""

    # As the report spells it, without angle brackets; "" where a server writes of a letter and names nobody.
    address: str
    # The server goes on trying: a warning, not yet a bounce.
    temporary: bool
    reason: Reason
    # RFC 3463, "5.1.1"; "" where the report has none.
    status: str = ""

    @property
    def permanent(self) -> bool:
        """True when no further letter should go to this address."""
        return not self.temporary and self.reason in PERMANENT


@dataclass(frozen=True, kw_only=True)
class Returned:
    """One mail that came back, as it was read."""

    kind: Kind
    failures: tuple[Failure, ...] = ()
    # Every address it was sent to, and every address its original was sent from: one may be a return path of ours.
    sent_to: tuple[str, ...] = ()
    # Of the letter it is about, without angle brackets.
    message_ids: tuple[str, ...] = ()
    # The addresses in that letter's List-Unsubscribe.
    leave_links: tuple[str, ...] = ()
    # Of the report itself, without angle brackets; "" where it has none.
    message_id: str = ""
    # For a complaint: RFC 5965, "abuse", "fraud", "not-spam"…
    feedback: str = ""
    # The address of its sender, without a name; "" if it has none.
    sender: str = ""
    # A mail server wrote it, by its own words, and not a person's mailbox.
    mechanical: bool = False
    # The addresses that complain: given by some feedback loops, hidden by most.
    complainers: tuple[str, ...] = field(default=())
