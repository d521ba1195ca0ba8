"""A letter as bytes: encoded once per variant, then only joined around each reader's own bytes."""

from base64 import b64encode, encodebytes
from binascii import b2a_qp
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import urlsplit

from rotative.core import conf
from rotative.mail.message.content import LEAVE
from rotative.mail.message.dkim import CRLF, CUT, Signature, signing_key
from rotative.mail.message.message import Addressed, Reader
from rotative.mail.message.verp import leave_address, message_name, return_path
from rotative.subscribers.link_tokens import leave_token

_SOFT = b"=\r\n"


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The fields of the headers that all copies of a variant share."""

    mailing_id: int
    # "edition"
    kind: str
    # "letter"
    list_name: str
    language: str
    outlet_name: str
    subject_line: str
    sent_at: datetime


class MimeWriter:
    """A writer of letters for a relay: it holds the bytes that all copies of a variant share, cut where a reader's own go."""

    def __init__(self, *, heading: Heading, html: str, text: str) -> None:
        """Encode the variant. Raises BadSigningKey when letters are to be signed here and the key is unusable."""
        boundary = f"=_rotative_{sha256(html.encode()).hexdigest()[:24]}"
        shared = self._headers(heading, boundary)
        plain, self._fill_plain = _encoded(text)
        rich, self._fill_rich = _encoded(html)
        body = [
            _part(boundary, "plain", self._fill_plain) + plain[0],
            *plain[1:-1],
            plain[-1] + CRLF + _part(boundary, "html", self._fill_rich) + rich[0],
            *rich[1:-1],
            rich[-1] + CRLF + f"--{boundary}--\r\n".encode(),
        ]
        self._fills = (len(plain) - 1, len(rich) - 1)
        self._pieces = [*shared[:-1], shared[-1] + CRLF + body[0], *body[1:-1], body[-1] + b".\r\n"]
        key = signing_key()
        self._signature = (
            Signature(key, headers=CUT.join(shared), body=_unstuffed(CUT.join(body))) if key else None
        )

    @property
    def signs(self) -> bool:
        return self._signature is not None

    def address(self, delivery_id: int, attempt: int, reader: Reader) -> Addressed:
        """Write one reader's copy."""
        token = leave_token(reader.subscriber_id, reader.secret).encode()
        recipient = reader.email.encode("ascii")
        own_headers = [recipient, message_name(delivery_id).encode(), token, token]
        own_body = [self._fill_plain(token)] * self._fills[0] + [self._fill_rich(token)] * self._fills[1]
        parts = [b""] * (2 * len(self._pieces))
        parts[1::2] = self._pieces
        parts[2::2] = own_headers + own_body
        if self._signature:
            parts[0] = self._signature.header(own_headers, own_body)
        return Addressed(
            delivery_id=delivery_id,
            attempt=attempt,
            sender=return_path(delivery_id),
            recipient=recipient,
            body=b"".join(parts),
        )

    def _headers(self, heading: Heading, boundary: str) -> list[bytes]:
        """Return the headers, cut at: To, Message-ID, List-Unsubscribe (page, mail)."""
        named = headers(heading, name=_MARK, token=_MARK)
        lines = [
            f"Date: {format_datetime(heading.sent_at)}",
            f"From: {_named(heading.outlet_name, conf.get('mail_from'))}",
            f"To: <{_MARK}>",
            f"Subject: {_header(heading.subject_line, 'Subject')}",
            f"Message-ID: {named.pop('Message-ID')}",
            f"List-Id: {_named(heading.outlet_name, list_id(heading))}",
            *(f"{name}: {value}" for name, value in named.items()),
            "MIME-Version: 1.0",
            f'Content-Type: multipart/alternative; boundary="{boundary}"',
        ]
        text = "\r\n".join(lines).replace(">, <mailto", ">,\r\n <mailto") + "\r\n"
        return [piece.encode("ascii") for piece in text.split(_MARK)]


def headers(heading: Heading, *, name: str, token: str) -> dict[str, str]:
    """Return the headers that say what the letter is and how to leave, in ASCII.

    name: the delivery's, as `verp.message_name` writes it. token: the reader's.
    """
    leave = f"{conf.get('site_url').rstrip('/')}/_/unsubscribe/{token}/"
    host = _host()
    return {
        "Message-ID": f"<e{heading.mailing_id}.{name}@{host}>",
        "List-Unsubscribe": f"<{leave}>, <mailto:{leave_address(token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Feedback-ID": f"e{heading.mailing_id}:{heading.language}:{heading.kind}:{host}",
        "Auto-Submitted": "auto-generated",
        "Precedence": "list",
    }


def list_id(heading: Heading) -> str:
    """Return the name of the list, without angle brackets."""
    return f"{heading.language}.{heading.list_name}.{_host()}"


def _host() -> str:
    return urlsplit(conf.get("site_url")).hostname or "localhost"


_MARK = CUT.decode()

Fill = Callable[[bytes], bytes]


def _header(words: str, name: str) -> str:
    """Encode the text of a header in ASCII, folded; a line end in it cannot start another header."""
    return Header(" ".join(words.split()), "utf-8", header_name=name, maxlinelen=75).encode(linesep="\r\n")


def _named(name: str, address: str) -> str:
    return f"{_header(name, 'From')} <{address}>"


def _part(boundary: str, kind: str, fill: Fill) -> bytes:
    encoding = "quoted-printable" if fill is _as_is else "base64"
    return (
        f"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    ).encode()


def _as_is(token: bytes) -> bytes:
    return token


def _encoded(text: str) -> tuple[list[bytes], Fill]:
    """Cut the text at each LEAVE, in the shorter encoding; return it with the function that writes a token into it."""
    segments = text.replace("\r\n", "\n").split(LEAVE)
    quoted = _quoted(segments)
    based = _based(segments)
    if sum(map(len, based)) < sum(map(len, quoted)):
        return based, _in_base64
    return quoted, _as_is


def _quoted(segments: Sequence[str]) -> list[bytes]:
    """Encode as quoted-printable, with each token on a line of its own between soft line ends."""
    last = len(segments) - 1
    encoded = []
    for number, part in enumerate(segments):
        lines = b2a_qp(part.encode(), istext=True).replace(b"\n", CRLF)
        encoded.append((_SOFT if number else b"") + _stuffed(lines) + (_SOFT if number < last else b""))
    return encoded


def _stuffed(lines: bytes) -> bytes:
    """Write each line's leading dot twice, as SMTP wants it."""
    doubled = lines.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def _unstuffed(lines: bytes) -> bytes:
    """Undo `_stuffed`."""
    return lines.replace(b"\r\n..", b"\r\n.")


def _based(segments: Sequence[str]) -> list[bytes]:
    """Encode as base 64. Each segment before a token is filled to groups of three bytes, so that tokens encode alone."""
    encoded = []
    last = len(segments) - 1
    for number, part in enumerate(segments):
        data = part.encode().replace(b"\n", CRLF)
        if number < last:
            data = _in_threes(data)
        lines = encodebytes(data).replace(b"\n", CRLF)
        encoded.append((CRLF if number else b"") + lines)
    return encoded


def _in_threes(data: bytes) -> bytes:
    """Put spaces before the segment's last word (a link's address, an attribute) until its length is divisible by three."""
    missing = b" " * (-len(data) % 3)
    place = max(data.rfind(b" "), 0)
    return data[:place] + missing + data[place:]


def _in_base64(token: bytes) -> bytes:
    return b64encode(token)
