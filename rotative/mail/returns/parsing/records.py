"""What a returned mail says, whoever wrote it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What sort of mail came back."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    # Somebody is away, or a program greets.
    AUTO_REPLY = "auto_reply"
    # Written by a person, or nothing that is known here.
    OTHER = "other"


class Reason(StrEnum):
    """Why a letter was not delivered."""

    # The mailbox or its domain does not exist, or is closed.
    GONE = "gone"
    # The mailbox takes nothing more for now.
    FULL = "full"
    # The letter itself is refused: its size, its form.
    CONTENT = "content"
    # The sender is refused: reputation, policy, authentication. Never the reader's fault.
    SENDER = "sender"
    # Nobody answered in time, or a passing fault.
    UNREACHABLE = "unreachable"
    # Refused for good without a word that is understood.
    UNSAID = "unsaid"


# Reasons that end with the address being written to no more, at the first such bounce.
PERMANENT = frozenset({Reason.GONE, Reason.UNSAID})


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One address that was not reached."""

    # As the report spells it, without angle brackets.
    address: str
    # Whoever reports goes on trying: a warning, not yet a bounce.
    temporary: bool
    reason: Reason
    # RFC 3463, "5.1.1"; "" where the report has none.
    status: str = ""

    @property
    def permanent(self) -> bool:
        """Whether this address is worth no further letter."""
        return not self.temporary and self.reason in PERMANENT


@dataclass(frozen=True, kw_only=True)
class Returned:
    """One mail that came back, as read."""

    kind: Kind
    failures: tuple[Failure, ...] = ()
    # Every address it was sent to, and every address its original was sent from: one may be a return path of ours.
    sent_to: tuple[str, ...] = ()
    # Of the letter it speaks of, without angle brackets.
    message_ids: tuple[str, ...] = ()
    # What stood in that letter's List-Unsubscribe.
    leave_links: tuple[str, ...] = ()
    # Of the report itself, without angle brackets; "" where it has none.
    message_id: str = ""
    # For a complaint: RFC 5965, "abuse", "fraud", "not-spam"…
    feedback: str = ""
    # Who wrote it, as it says, without a name; "" where it does not.
    sender: str = ""
    # It says that a mail server wrote it, and no person's mailbox.
    mechanical: bool = False
    # Complained of by: given by some feedback loops, hidden by most.
    complainers: tuple[str, ...] = field(default=())
