"""Reasons for the refusal of a letter: from the status code (RFC 3463), the reply, the words, and the moment of the refusal.

The words win where they are about the sender's reputation, because many servers say “550 5.1.1” and “blocked” at once, and
no reader may be dropped for what is our fault. A refusal that is not understood is no proof that a mailbox is gone.
"""

import re

from rotative.mail.returns.parsing import wordings
from rotative.mail.returns.parsing.parsed_mail import Reason
from rotative.mail.returns.parsing.phases import BEFORE_THE_READER, Phase, phase_of

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
# Characters of a server's words that are read.
_MOST_WORDS = 3000
# A reply of SMTP, not a part of a number, an address or a port.
_REPLY = re.compile(r"(?<![\w.:\[\]/-])([45])[0-7]\d(?=[ \-:#]|$)")

# By "subject.detail" of RFC 3463 and of the registry of RFC 5248, without the class; a bare subject is for its other details.
_BY_STATUS = {
    **dict.fromkeys(("1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "1.351", "2.1", "4.310"), Reason.GONE),
    # 4.1 is “no answer from host”, but Microsoft's “recipient rejected”; 4.4 “unable to route”.
    **dict.fromkeys(("4.1", "4.4"), Reason.GONE),
    **dict.fromkeys(("1.7", "1.8", "1.9", "1.90", "7"), Reason.SENDER),
    "2.2": Reason.FULL,
    **dict.fromkeys(("2.3", "3.4", "6"), Reason.CONTENT),
    **dict.fromkeys(("2.4", "3", "4"), Reason.UNREACHABLE),
}


def status_of(text: str) -> str:
    """Find the most telling enhanced status code of a failure in a text, "5.1.1"; "" if there is none.

    It is the first one, unless that says no more than “other”.
    """
    found = [match[0] for match in _STATUS.finditer(text[:_MOST_WORDS]) if match[1] != "2"]
    return next((status for status in found if not status.endswith(".0.0")), next(iter(found), ""))


def reason_of(status: str, words: str, *, phase: Phase | None = None) -> Reason:
    """Return the reason, from a status code ("" if none is known) and the server's words.

    words: the diagnostic alone, not the letter that comes back with it. phase: None to look for it in the words.
    """
    words = words[:_MOST_WORDS]
    phase = phase_of(words) if phase is None else phase
    by_status = _by_status(status)
    if phase in BEFORE_THE_READER:
        return _before_the_reader(by_status, words)
    if wordings.SENDER.search(words):
        return Reason.SENDER
    if by_status == Reason.SENDER and (phase == Phase.DATA or wordings.GONE.search(words) is None):
        return Reason.SENDER
    if wordings.FULL.search(words) or by_status == Reason.FULL:
        return Reason.FULL
    if wordings.CONTENT.search(words):
        return Reason.CONTENT
    if _passing(status, words):
        return Reason.UNREACHABLE
    if _gone(by_status, words, phase):
        return Reason.GONE
    if by_status and by_status != Reason.GONE:
        return by_status
    if wordings.UNWANTED.search(words):
        return Reason.SENDER
    return Reason.UNREACHABLE if wordings.UNREACHABLE.search(words) else Reason.UNSAID


def _before_the_reader(by_status: Reason | None, words: str) -> Reason:
    """Return the reason of a refusal in which the reader cannot have a part."""
    reply = _REPLY.search(words)
    passing = reply is None or reply[1] == "4"
    if by_status == Reason.SENDER or wordings.SENDER.search(words):
        return Reason.SENDER
    return Reason.UNREACHABLE if passing or wordings.UNREACHABLE.search(words) else Reason.SENDER


def _gone(by_status: Reason | None, words: str, phase: Phase) -> bool:
    """Tell whether the mailbox is gone for certain."""
    if wordings.GONE.search(words):
        return True
    if phase == Phase.DATA:
        # The server had taken the reader; only a code of its own, which `by_status` then is, says otherwise.
        return by_status == Reason.GONE and not wordings.UNREACHABLE.search(words)
    if wordings.CLOSED.search(words):
        return True
    return by_status == Reason.GONE and not wordings.UNREACHABLE.search(words)


def _passing(status: str, words: str) -> bool:
    """Tell whether the failure is temporary: a 4yz, or such words that no code of a missing mailbox contradicts."""
    if status.startswith("4"):
        return True
    reply = _REPLY.search(words)
    if reply is not None and reply[1] == "4":
        return True
    if wordings.FOR_NOW.search(words):
        return _by_status(status) != Reason.GONE or wordings.GONE.search(words) is None
    return (
        reply is None
        and not status
        and bool(wordings.UNREACHABLE.search(words))
        and not wordings.GONE.search(words)
    )


def _by_status(status: str) -> Reason | None:
    _class, _dot, detail = status.partition(".")
    return _BY_STATUS.get(detail) or _BY_STATUS.get(detail.partition(".")[0])
