"""A mail in its parts: a broken one is read as far as possible, and no function here raises."""

import contextlib
import email
import email.policy
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from itertools import islice

# Bytes read of one mail: reports are small, and the rest is the letter they carry.
MOST_BYTES = 512 * 1024
# One address alone. Archives of lists cut addresses short, as in "david...@example.org": those are none.
WRITTEN = re.compile(r"^(?!\.)(?:(?!\.\.)[^\s@<>()\[\],;:\\\"])+(?<!\.)@[^\s@<>]+$")
# Parts that are read, nested ones included.
_MOST_PARTS = 200
_ADDRESS = re.compile(r"[^\s<>;,:\"()\[\]]+@[^\s<>;,:\"()\[\]]+")
# Headers of the letter that a report quotes in its text: words of ours, not of the server.
_QUOTED = re.compile(
    r"^[ \t>]*(?:subject|from|to|cc|date|sent|objet|de|asunto|betreff)[ \t]*:.*$",
    re.IGNORECASE | re.MULTILINE,
)
_TAGS = re.compile(r"<(?:style|script).*?</(?:style|script)>|<[^>]{0,500}>", re.DOTALL | re.IGNORECASE)


def parse(raw: bytes) -> Message:
    """Parse the first MOST_BYTES bytes of a mail, without the first line of an mbox."""
    raw = raw[:MOST_BYTES].lstrip(b"\r\n")
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    return email.message_from_bytes(raw, policy=email.policy.compat32)


def parts(mail: Message) -> Iterator[Message]:
    """Yield the mail and its parts, but not the parts of a mail that it carries."""
    waiting, seen = [mail], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        yield part
        if part.is_multipart() and (part is mail or not carries_letter(part)):
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, Message)]


def carries_letter(part: Message) -> bool:
    """Tell whether the part is the letter that came back, or its headers."""
    return part.get_content_type() in {
        "message/rfc822",
        "text/rfc822-headers",
        "message/global",
        "message/global-headers",
    }


def contents(raw: bytes) -> Iterator[bytes]:
    """Yield all contents of a mail in lower case: its bytes, then each header and each leaf decoded, also of mails inside."""
    yield raw.lower()
    for part in islice(parse(raw).walk(), _MOST_PARTS):
        for _name, value in fields(part):
            yield _decoded(value).lower().encode("utf-8", "replace")
        yield _payload(part).lower()


def text_of(part: Message) -> str:
    """Return the text of a leaf, decoded as far as possible, without HTML tags."""
    payload = _payload(part)
    charset = str(part.get_content_charset() or "utf-8")
    try:
        text = payload.decode(charset, "replace")
    except (LookupError, ValueError):
        text = payload.decode("latin-1")
    return _TAGS.sub(" ", text) if part.get_content_type() == "text/html" else text


def _payload(part: Message) -> bytes:
    """Return the content of a leaf, decoded if possible; nothing for a part that has parts."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    if isinstance(payload, bytes):
        return payload
    content = part.get_payload()
    return content.encode("utf-8", "replace") if isinstance(content, str) else b""


def without_quoted_headers(text: str) -> str:
    """Return a text without the quoted headers of the letter it is about."""
    return _QUOTED.sub(" ", text)


def header(mail: Message, name: str) -> str:
    """Return the first value of a header, decoded and on one line; "" if there is none."""
    return next(iter(headers(mail, name)), "")


def headers(mail: Message, name: str) -> list[str]:
    """Return all values of a header, decoded, each on one line."""
    return [_decoded(value) for written, value in fields(mail) if written.lower() == name.lower()]


def fields(mail: Message) -> Iterator[tuple[str, str]]:
    """Yield the headers as they are written, their bytes read as UTF-8; encoded words are not decoded."""
    for name, value in mail.raw_items():
        # Bytes that are not ASCII were kept as surrogates.
        yield name, str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decoded(value: str) -> str:
    with contextlib.suppress(ValueError, LookupError, UnicodeError):
        value = str(make_header(decode_header(value)))
    return " ".join(value.split())


def addresses(mail: Message, *names: str) -> list[str]:
    """Return the addresses in some headers, in order."""
    values = [value for name in names for value in headers(mail, name)]
    try:
        listed = [address for _name, address in getaddresses(values)]
    except (ValueError, TypeError):
        listed = []
    found = [address for address in listed if "@" in address]
    return found or [match[0] for value in values for match in _ADDRESS.finditer(value)]


def bare(identifier: str) -> str:
    """Return a Message-ID without its angle brackets."""
    return identifier.strip().strip("<>").strip()
