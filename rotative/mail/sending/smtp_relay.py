"""A mail relay: its address, the greeting, and the meaning of its answers."""

import socket
import ssl
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, unquote, urlsplit

from rotative.core import conf
from rotative.mail.errors import BadRelay, RelayRefused, RelayUnreachable
from rotative.mail.sending.retry_policy import SENDER_REFUSED

# For connecting, and for each answer before the first letter.
_CONNECT_S = 20

_SCHEMES = {"smtp": ("none", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the relay: its number, and the text of its last line."""

    number: int
    text: str
    # It answers MAIL FROM: the relay did not know the reader yet.
    about_sender: bool = False

    @property
    def good(self) -> bool:
        return 200 <= self.number < 300

    @property
    def code(self) -> str:
        """The code of the answer: "250", or "550 5.1.1" where the relay gives an enhanced code; " MAIL" if it refuses the sender."""
        if self.good:
            return str(self.number)
        if self.about_sender:
            return f"{replace(self, about_sender=False).code[:15]}{SENDER_REFUSED}"
        exact = self.text.split(" ", 1)[0]
        parts = exact.split(".")
        if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
            return f"{self.number} {exact}"[:20]
        return str(self.number)


@dataclass(frozen=True, kw_only=True)
class Target:
    """The address of a relay, and the way to greet it."""

    host: str
    port: int
    # "none", "starttls" or "tls"; certificates are always checked.
    tls: str = "none"
    user: str = ""
    password: str = ""
    # Our own name.
    name: str = "localhost"
    # Its share of the letters is its weight among the weights of all relays.
    weight: int = 1


@dataclass(frozen=True, kw_only=True)
class Greeted:
    """A session that is ready for letters."""

    sock: socket.socket
    # Whether the relay takes several commands together (RFC 2920).
    pipelining: bool


def targets() -> list[Target]:
    """Return the relays of the settings. Raises BadRelay."""
    places = conf.get("smtp_relays").split()
    return [_parsed(place) for place in places] or [_single()]


def _single() -> Target:
    return Target(
        host=conf.get("smtp_host"),
        port=conf.get("smtp_port"),
        tls=conf.get("smtp_tls"),
        user=conf.get("smtp_user"),
        password=conf.get("smtp_password"),
        name=conf.get("bounce_domain"),
    )


def _parsed(place: str) -> Target:
    """Parse a relay written as smtp+starttls://user:password@host:587?weight=3."""
    parts = urlsplit(place)
    try:
        tls, port = _SCHEMES[parts.scheme]
        weight = int(parse_qs(parts.query).get("weight", ["1"])[0])
        if not parts.hostname or weight < 1:
            raise ValueError
        port = parts.port or port
    except (KeyError, ValueError) as exc:
        # The part before the @ is left out: it is a password.
        raise BadRelay(relay=place.rpartition("@")[2]) from exc
    return Target(
        host=parts.hostname,
        port=port,
        tls=tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        name=conf.get("bounce_domain"),
        weight=weight,
    )


def greet(place: Target) -> Greeted:
    """Connect, greet, encrypt and log in; block until it is done. Raises RelayUnreachable, RelayRefused."""
    try:
        greeting = _Greeting(socket.create_connection((place.host, place.port), timeout=_CONNECT_S), place)
    except OSError as exc:
        raise RelayUnreachable(host=place.host, port=place.port) from exc
    try:
        return greeting.run()
    except OSError as exc:
        greeting.close()
        raise RelayUnreachable(host=place.host, port=place.port) from exc
    except RelayRefused:
        greeting.close()
        raise


class _Greeting:
    """The conversation before the first letter, one command at a time."""

    def __init__(self, sock: socket.socket, place: Target) -> None:
        self._sock = sock
        self._place = place

    def close(self) -> None:
        """Close the connection: after encryption the socket is another one than at the beginning."""
        self._sock.close()

    def run(self) -> Greeted:
        place = self._place
        self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if place.tls == "tls":
            self._encrypt()
        self._accepted(self._lines())
        offers = self._hello()
        if place.tls == "starttls":
            self._accepted(self._ask(b"STARTTLS"))
            self._encrypt()
            offers = self._hello()
        if place.user:
            self._log_in(offers)
        return Greeted(sock=self._sock, pipelining="PIPELINING" in offers)

    def _encrypt(self) -> None:
        context = ssl.create_default_context()
        self._sock = context.wrap_socket(self._sock, server_hostname=self._place.host)

    def _hello(self) -> set[str]:
        """Greet the relay and return what it offers, in upper case."""
        lines = self._ask(f"EHLO {self._place.name}".encode())
        self._accepted(lines)
        return {line[4:].decode("ascii", "replace").strip().upper() for line in lines[1:]}

    def _log_in(self, offers: set[str]) -> None:
        user, password = self._place.user.encode(), self._place.password.encode()
        ways = {way for offer in offers if offer.startswith("AUTH") for way in offer[5:].split()}
        if "LOGIN" in ways and "PLAIN" not in ways:
            self._accepted(self._ask(b"AUTH LOGIN"), 334)
            self._accepted(self._ask(b64encode(user)), 334)
            self._accepted(self._ask(b64encode(password)))
        else:
            self._accepted(self._ask(b"AUTH PLAIN " + b64encode(b"\0%b\0%b" % (user, password))))

    def _accepted(self, lines: Sequence[bytes], wanted: int | None = None) -> None:
        reply = parsed(lines[-1])
        if not (reply.number == wanted if wanted else reply.good):
            raise RelayRefused(code=reply.number)

    def _ask(self, command: bytes) -> list[bytes]:
        self._sock.sendall(command + b"\r\n")
        return self._lines()

    def _lines(self) -> list[bytes]:
        """Read the lines of one reply. Raises ConnectionResetError when more comes than was asked for."""
        data = b""
        while True:
            more = self._sock.recv(4096)
            if not more or len(data) > 100_000:
                raise ConnectionResetError
            data += more
            *lines, rest = data.split(b"\n")
            last = next((number for number, line in enumerate(lines) if line[3:4] != b"-"), None)
            if last is None:
                continue
            if rest or last + 1 != len(lines):
                raise ConnectionResetError
            return lines


def parsed(line: bytes) -> Reply:
    """Parse the last line of a reply. Raises ConnectionResetError when the relay does not speak SMTP."""
    words = line.decode("utf-8", "replace").rstrip()
    if not (words[:3].isascii() and words[:3].isdigit() and 200 <= int(words[:3]) < 600):
        raise ConnectionResetError
    return Reply(int(words[:3]), words[4:])
