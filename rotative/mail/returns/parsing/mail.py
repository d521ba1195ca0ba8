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

# Bytes kept of one mail.
MOST_BYTES = 512 * 1024
# Bytes, lines and bytes of a line that are read: reports are small, and the rest is the letter they carry. Readers of
# returned mail, ours and others', look at each line many times, and at each character of a line with each other one.
_READ_BYTES = 128 * 1024
_READ_LINES = 2500
_LINE_BYTES = 1000
# Parts that have parts: the boundary of each is looked for in every line inside it.
_MOST_MULTIPARTS = 20
# Characters of a header, from all its lines, for the same reason.
_HEADER_LENGTH = 2000
# One address alone. Archives of lists cut addresses short, as in "david...@example.org": those are none.
WRITTEN = re.compile(r"^(?!\.)(?:(?!\.\.)[^\s@<>()\[\],;:\\\"])++(?<!\.)@[^\s@<>]+$")
# Characters around an address that are about it.
_BEFORE, _AFTER = 300, 600
# Parts that are read, nested ones included.
_MOST_PARTS = 200
_ADDRESS = re.compile(r"(?<![^\s<>;,:\"()\[\]])[^\s<>;,:\"()\[\]]+@[^\s<>;,:\"()\[\]]+")
# Headers of the letter that a report quotes in its text: words of ours, not of the server.
_QUOTED = re.compile(
    r"^[ \t>]*(?:subject|from|to|cc|date|sent|objet|de|asunto|betreff)[ \t]*:.*$",
    re.IGNORECASE | re.MULTILINE,
)
_TAGS = re.compile(
    r"<(?:style|script)\b.*?(?:</(?:style|script)>|\Z)|<[^<>]{0,500}>", re.DOTALL | re.IGNORECASE
)


class _Clipped(email.policy.Compat32):
    """A policy that reads the beginning of each header."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_HEADER_LENGTH]


_CLIPPED = _Clipped()


def parse(raw: bytes) -> Message:
    """Parse the beginning of a mail, without the first line of an mbox: what is too long in it is cut."""
    begun = _begun(raw[:_READ_BYTES])
    *allowed, beyond = begun.lower().split(b"multipart/", _MOST_MULTIPARTS)
    if len(allowed) == _MOST_MULTIPARTS:
        begun = begun[: len(begun) - len(beyond)]
    lines = begun.split(b"\n", _READ_LINES)[:_READ_LINES]
    cut = b"\n".join(line if len(line) <= _LINE_BYTES else line[:_LINE_BYTES] for line in lines)
    return email.message_from_bytes(cut, policy=_CLIPPED)


def _begun(raw: bytes) -> bytes:
    raw = raw.lstrip(b"\r\n")
    return raw.partition(b"\n")[2] if raw.startswith((b"From ", b">From ")) else raw


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
    try:
        found = list(islice(email.message_from_bytes(_begun(raw[:MOST_BYTES])).walk(), _MOST_PARTS))
    except Exception:
        # A stranger's mail may break any parser, with parts inside parts for example: its bytes were given.
        return
    for part in found:
        for _name, value in fields(part):
            for piece in _pieces(value):
                yield _decoded(piece).lower().encode("utf-8", "replace")
        yield _payload(part).lower()


def _pieces(value: str) -> Iterator[str]:
    """Yield a header in pieces that are quick to decode; whatever is shorter than half a piece is whole in one of them."""
    step = _HEADER_LENGTH
    for start in range(0, max(len(value) - step, 1), step):
        yield value[start : start + 2 * step]


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


def around(address: str, said: str) -> str:
    """Return the words of a report that are about an address, on one line; its beginning where it does not name it."""
    place = said.lower().find(address.lower())
    if place < 0:
        return " ".join(said.split())[:2000]
    return " ".join(said[max(0, place - _BEFORE) : place + _AFTER].split())


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
