"""The moment of a conversation at which a server refused, as far as the report says it.

Before RCPT a server does not know the reader yet: what it refuses then is the sender, or everybody. After DATA it has taken the
reader already: what it refuses then is mostly the letter.
"""

import re
from enum import StrEnum


class Phase(StrEnum):
    """The moments of an SMTP conversation (RFC 5321, 3)."""

    CONNECT = "connect"
    EHLO = "ehlo"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    # The report does not say it.
    UNKNOWN = ""


# Before the server heard of the reader.
BEFORE_THE_READER = frozenset({Phase.CONNECT, Phase.EHLO, Phase.MAIL})

_NAMES = {"ehlo": Phase.EHLO, "helo": Phase.EHLO, "mail": Phase.MAIL, "rcpt": Phase.RCPT, "data": Phase.DATA}
# Postfix: "in reply to RCPT TO command"; Exim: "after end of data"; others: "RCPT TO generated following response".
_SAID = re.compile(
    r"""(?:in\s+reply\s+to|after(?:\s+sending|\s+pipelined|\s+pipelining)?|reply\s+to|response\s+to|while\s+sending|during|at)\s+(?:the\s+)?(?:end\s+of\s+)?\(?(ehlo|helo|mail|rcpt|data)\b
    | \bsmtp:(mail|rcpt|data)\b | \b(mail\s+from|rcpt\s+to|data|ehlo|helo)\b[^.]{0,80}?\b(?:generated|command\s+failed|failed:|rejected:)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONNECTING = re.compile(
    r"""refused\s+to\s+talk\s+to\s+me | initial\s+(?:connection|server\s+greeting) | after\s+connect\b | smtp\s+greeting | \bbanner\b
    | (?:connect|connection)\s+to\s+\S{1,200}\s+(?:refused|timed\s+out|failed) | connect\s+to\s+\S{1,200}:\s | (?:could\s+not|couldn't|cannot|can't|unable\s+to|failed\s+to)\s+(?:establish\s+an?\s+\w{0,20}\s?connection|connect)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A transcript: ">>> RCPT To:<…>", then "<<< 550 …".
_COMMAND = re.compile(r">>>\s{0,3}(ehlo|helo|mail|rcpt|data)\b|<<<\s{0,3}([45])\d\d", re.IGNORECASE)


def phase_of(words: str) -> Phase:
    """Return the moment at which a server refused. words: some thousand characters at most."""
    asked = Phase.UNKNOWN
    for found in _COMMAND.finditer(words):
        if found[2]:
            if asked:
                return asked
        else:
            asked = _NAMES[found[1].lower()]
    if said := _SAID.search(words):
        name = next(filter(None, said.groups()))
        return _NAMES[name[:4].lower()]
    return Phase.CONNECT if _CONNECTING.search(words) else Phase.UNKNOWN
