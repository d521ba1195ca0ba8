"""Bounces of servers that do not know RFC 3464: read by flufl.bounce, as Mailman does."""

import logging
from email.message import Message

from flufl.bounce import all_failures

from rotative.mail.returns.parsing import mail as taken
from rotative.mail.returns.parsing.parsed_mail import Failure, Reason
from rotative.mail.returns.parsing.reasons import reason_of, status_of

# The line that begins the letter quoted inside the text: a rule with these words, or a header of the letter.
_RULE = "---"
_QUOTED = ("copy of", "original", "returned", "message follows", "message header", "forwarded", "unsent")
_HEADERS = ("return-path:", "received:", "message-id:", "x-mailman", "list-id:")
# Words of a server that goes on trying.
_GOING_ON = (
    "delayed",
    "will be retried",
    "continue to try",
    "warning message only",
    "still trying",
    "not yet been delivered",
)
# Characters of such a report that are read.
_MOST_SAID = 1500
# Characters that may come before: marks of a quotation.
_INDENT = 10


def failures(mail: Message) -> list[Failure]:
    """Return the addresses that a bounce in prose names; none when it is no known bounce."""
    logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)
    try:
        passing, final = all_failures(mail)
    except Exception:
        # A mail of a stranger may break flufl.bounce: then it is no known bounce.
        return []
    said = said_by(mail)
    return [
        _failure(address, temporary=temporary, said=said, alone=len(final | passing) == 1)
        for temporary, found in ((False, final), (True, passing - final))
        for address in sorted(one.decode("ascii", "replace") for one in found)
        if taken.WRITTEN.match(address)
    ]


def _failure(address: str, *, temporary: bool, said: str, alone: bool) -> Failure:
    """Return one failure. alone: the report names no other address, so that all of it is about this one."""
    words = taken.around(address, said)
    status = status_of(words)
    reason = reason_of(status, words)
    if reason == Reason.UNSAID and alone:
        words = " ".join(said.split())
        status = status or status_of(words)
        reason = reason_of(status, words)
    return Failure(address=address, temporary=temporary, reason=reason, status=status)


def said_by(mail: Message) -> str:
    """Return the words of a report in prose, without the letter that it quotes."""
    texts = [
        taken.text_of(part)
        for part in taken.parts(mail)
        if not part.is_multipart() and not taken.carries_letter(part)
    ]
    return taken.without_quoted_headers(_before_the_letter("\n".join(texts)))


def _before_the_letter(text: str) -> str:
    """Return the text before the letter that is quoted in it; all of it if the letter comes first or not at all."""
    before: list[str] = []
    for line in text.splitlines():
        if before and _begins_letter(line[:200].lower()):
            return "\n".join(before)
        before.append(line)
    return text


def _begins_letter(line: str) -> bool:
    rule = line.find(_RULE, 0, _INDENT + len(_RULE))
    if rule >= 0 and any(words in line[rule:] for words in _QUOTED):
        return True
    return any(line.find(name, 0, _INDENT + len(name)) >= 0 for name in _HEADERS)


def unnamed(mail: Message) -> list[Failure]:
    """Return the failure that a server reports in words that are known, without the address that it is about."""
    said = " ".join(said_by(mail).split())[:_MOST_SAID]
    status = status_of(said)
    reason = reason_of(status, said)
    if reason == Reason.UNSAID:
        return []
    temporary = any(words in said.lower() for words in _GOING_ON)
    return [Failure(address="", temporary=temporary, reason=reason, status=status)]
