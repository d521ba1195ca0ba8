"""Bounces of servers that do not know RFC 3464: read by flufl.bounce, as Mailman does."""

import logging
import re
from email.message import Message

from flufl.bounce import all_failures

from rotative.mail.returns.parsing import mail as taken
from rotative.mail.returns.parsing.parsed_mail import Failure
from rotative.mail.returns.parsing.reasons import reason_of, status_of

# The beginning of the letter that is quoted inside the text.
_LETTER = re.compile(
    r"^.{0,10}(?:-{3,}.{0,60}(?:copy of|original|returned|message (?:follows|header)|forwarded|unsent).{0,60}"
    r"|(?:return-path|received|message-id|x-mailman\S*|list-id): ?.*)$",
    re.IGNORECASE | re.MULTILINE,
)
# Characters around an address that are about it.
_BEFORE, _AFTER = 300, 600


def failures(mail: Message) -> list[Failure]:
    """Return the addresses that a bounce in prose names; none when it is no known bounce."""
    logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)
    try:
        passing, final = all_failures(mail)
    except Exception:
        # A mail of a stranger may break flufl.bounce: then it is no known bounce.
        return []
    said = _said(mail)
    return [
        _failure(address, temporary=temporary, said=said)
        for temporary, found in ((False, final), (True, passing - final))
        for address in sorted(one.decode("ascii", "replace") for one in found)
        if taken.WRITTEN.match(address)
    ]


def _failure(address: str, *, temporary: bool, said: str) -> Failure:
    words = _around(address, said)
    status = status_of(words)
    return Failure(address=address, temporary=temporary, reason=reason_of(status, words), status=status)


def _said(mail: Message) -> str:
    texts = [
        taken.text_of(part)
        for part in taken.parts(mail)
        if not part.is_multipart() and not taken.carries_letter(part)
    ]
    text = "\n".join(texts)
    letter = _LETTER.search(text)
    said = text[: letter.start()] if letter is not None and letter.start() > 0 else text
    return taken.without_quoted_headers(said)


def _around(address: str, said: str) -> str:
    place = said.lower().find(address.lower())
    if place < 0:
        return " ".join(said.split())[:2000]
    return " ".join(said[max(0, place - _BEFORE) : place + _AFTER].split())
