"""A letter as bytes: encoded once per variant, then only joined around what differs between readers."""

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
from rotative.editions.letter import LEAVE
from rotative.editions.return_path import return_path
from rotative.subscribers.tokens import leave_token

CRLF = b"\r\n"
_SOFT = b"=\r\n"
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Addressed:
    """One letter ready for the relay."""

    delivery_id: int
    attempt: int
    # Without angle brackets.
    sender: bytes
    recipient: bytes
    # Everything after DATA, the closing dot included.
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Face:
    """What the headers of every copy of a variant say."""

    edition_id: int
    language: str
    outlet_name: str
    subject_line: str
    sent_at: datetime


class Envelope:
    """The bytes all copies of a variant share, cut where a reader's own bytes go."""

    def __init__(self, *, face: Face, html: str, text: str) -> None:
        self._site_url = conf.get("site_url").rstrip("/")
        self._host = urlsplit(self._site_url).hostname or "localhost"
        self._from = conf.get("mail_from")
        boundary = f"=_rotative_{sha256(html.encode()).hexdigest()[:24]}"
        headers = self._headers(face, boundary)
        plain, self._fill_plain = _encoded(text)
        rich, self._fill_rich = _encoded(html)
        self._pieces = [
            *headers[:-1],
            headers[-1] + CRLF + _part(boundary, "plain", self._fill_plain) + plain[0],
        ]
        self._pieces += [*plain[1:-1], plain[-1] + CRLF + _part(boundary, "html", self._fill_rich) + rich[0]]
        self._pieces += [*rich[1:-1], rich[-1] + CRLF + f"--{boundary}--\r\n.\r\n".encode()]
        self._fills = (len(plain) - 1, len(rich) - 1)

    def address(
        self, delivery_id: int, attempt: int, *, email: str, subscriber_id: int, secret: str
    ) -> Addressed:
        """One reader's copy."""
        token = leave_token(subscriber_id, secret).encode()
        number = b"%0*d" % (_DIGITS, delivery_id)
        recipient = email.encode("ascii")
        own = [recipient, number, token, token]
        own += [self._fill_plain(token)] * self._fills[0] + [self._fill_rich(token)] * self._fills[1]
        pieces = self._pieces
        parts = [b""] * (2 * len(own) + 1)
        parts[::2] = pieces
        parts[1::2] = own
        return Addressed(
            delivery_id=delivery_id,
            attempt=attempt,
            sender=return_path(delivery_id),
            recipient=recipient,
            body=b"".join(parts),
        )

    def _headers(self, face: Face, boundary: str) -> list[bytes]:
        """The headers, cut at: To, Message-ID, List-Unsubscribe (page, mail)."""
        leave = f"{self._site_url}/_/unsubscribe/"
        list_id = f"{face.language}.letter.{self._host}"
        lines = [
            f"Date: {format_datetime(face.sent_at)}",
            f"From: {_named(face.outlet_name, self._from)}",
            f"To: <{_CUT}>",
            f"Subject: {_header(face.subject_line, 'Subject')}",
            f"Message-ID: <e{face.edition_id}.{_CUT}@{self._host}>",
            f"List-Id: {_named(face.outlet_name, list_id)}",
            f"List-Unsubscribe: <{leave}{_CUT}/>,\r\n <mailto:{self._from}?subject={_CUT}>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            f"Feedback-ID: e{face.edition_id}:{face.language}:edition:{self._host}",
            "Auto-Submitted: auto-generated",
            "Precedence: list",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/alternative; boundary="{boundary}"',
        ]
        return [piece.encode("ascii") for piece in ("\r\n".join(lines) + "\r\n").split(_CUT)]


# Cannot stand in a header.
_CUT = "\x00"

Fill = Callable[[bytes], bytes]


def _header(words: str, name: str) -> str:
    """Header text in ASCII, folded; a line end in it can start no header of its own."""
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
    """The text cut at each LEAVE, in the shorter encoding, and how a token is written into it."""
    segments = text.replace("\r\n", "\n").split(LEAVE)
    quoted = _quoted(segments)
    based = _based(segments)
    if sum(map(len, based)) < sum(map(len, quoted)):
        return based, _in_base64
    return quoted, _as_is


def _quoted(segments: Sequence[str]) -> list[bytes]:
    """Quoted-printable with each token on a line of its own between soft line ends."""
    last = len(segments) - 1
    encoded = []
    for number, part in enumerate(segments):
        lines = b2a_qp(part.encode(), istext=True).replace(b"\n", CRLF)
        encoded.append((_SOFT if number else b"") + _stuffed(lines) + (_SOFT if number < last else b""))
    return encoded


def _stuffed(lines: bytes) -> bytes:
    """Each line's leading dot doubled, as SMTP wants it."""
    doubled = lines.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def _based(segments: Sequence[str]) -> list[bytes]:
    """Base 64: each segment before a token is brought to full groups of three bytes, so that tokens encode alone."""
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
    """The segment with spaces before its last word (a link's address, an attribute) until three divides it."""
    missing = b" " * (-len(data) % 3)
    place = max(data.rfind(b" "), 0)
    return data[:place] + missing + data[place:]


def _in_base64(token: bytes) -> bytes:
    return b64encode(token)
