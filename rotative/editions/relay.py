"""One connection to the mail relay, which takes letter after letter.

Where the relay offers PIPELINING, a letter's body and the next letter's envelope travel together: one round trip each
(RFC 2920, 3.1). A letter is noted in the journal when the relay is ready for its body, and again with its answer.
"""

import asyncio
import ssl
from base64 import b64encode
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from rotative.core import conf
from rotative.editions.envelope import Addressed
from rotative.editions.errors import RelayRefused, RelayUnreachable
from rotative.editions.journal import Journal

# RFC 5321, 4.5.3.2, lets a relay take this long.
_REPLY_S = 300
_FINAL_S = 600
_CONNECT_S = 30

_LOST = (ConnectionError, asyncio.IncompleteReadError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Reply:
    """The relay's word: "250" and the first line's text."""

    number: int
    text: str

    @property
    def good(self) -> bool:
        return 200 <= self.number < 300

    @property
    def code(self) -> str:
        """ "250", or "550 5.1.1" where the relay says it more exactly."""
        exact = self.text.split(" ", 1)[0]
        parts = exact.split(".")
        if not self.good and len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
            return f"{self.number} {exact}"[:20]
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one letter; code "" when the relay's word was not heard."""

    delivery_id: int
    attempt: int
    code: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where the relay is and how to greet it."""

    host: str
    port: int
    # "none", "starttls" or "tls"
    tls: str = "none"
    user: str = ""
    password: str = ""
    # Our own name.
    name: str = "localhost"


def target() -> Target:
    """The relay of the settings."""
    return Target(
        host=conf.get("smtp_host"),
        port=conf.get("smtp_port"),
        tls=conf.get("smtp_tls"),
        user=conf.get("smtp_user"),
        password=conf.get("smtp_password"),
        name=conf.get("bounce_domain"),
    )


class ConnectionLost(Exception):
    """The relay went away; what was in flight has its answer already, the rest is back in the queue."""


class Relay:
    """A session with the relay."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._pipelining = False
        # The letter whose envelope the relay was given, or is to be given next.
        self._announced: Addressed | None = None
        # The letter whose body went out and has no answer yet.
        self._out: Addressed | None = None
        # A refused envelope is still open on the relay's side.
        self._stale = False

    @classmethod
    async def connect(cls, place: Target) -> "Relay":
        """A greeted, encrypted and authenticated session. Raises RelayUnreachable, RelayRefused."""
        context = ssl.create_default_context() if place.tls != "none" else None
        try:
            async with asyncio.timeout(_CONNECT_S):
                reader, writer = await asyncio.open_connection(
                    place.host, place.port, ssl=context if place.tls == "tls" else None
                )
                relay = cls(reader, writer)
                await relay._greet(place, context)
        except _LOST as exc:
            raise RelayUnreachable(host=place.host, port=place.port) from exc
        return relay

    async def deliver(
        self, letters: deque[Addressed], answers: list[Answer], journal: Journal, *, more: Callable[[], bool]
    ) -> None:
        """Hand over letters from the front of the queue until it is empty or `more` says no.

        Answers are added as they come. Raises ConnectionLost.
        """
        lane = _Lane(letters, answers, journal, more)
        try:
            self._announce(lane.take())
            while self._announced:
                await self._hand_over(lane)
        except (*_LOST, ConnectionLost) as exc:
            self._account_for(lane)
            raise ConnectionLost() from exc
        except BaseException:
            # Interrupted by a person or by a fault of ours: account for every letter all the same.
            self._account_for(lane)
            raise

    async def quit(self) -> None:
        """End the session politely."""
        try:
            self._writer.write(b"QUIT\r\n")
            async with asyncio.timeout(1):
                await self._reader.readline()
        except _LOST:
            pass
        finally:
            self._writer.close()

    def abandon(self) -> None:
        """Drop a session that was lost."""
        self._writer.close()

    async def _greet(self, place: Target, context: ssl.SSLContext | None) -> None:
        self._accepted(await self._reply())
        offers = await self._hello(place)
        if place.tls == "starttls" and context is not None:
            self._accepted(await self._ask(b"STARTTLS"))
            await self._writer.start_tls(context, server_hostname=place.host)
            offers = await self._hello(place)
        if place.user:
            word = b64encode(f"\0{place.user}\0{place.password}".encode())
            self._accepted(await self._ask(b"AUTH PLAIN " + word))
        self._pipelining = "PIPELINING" in offers

    async def _hello(self, place: Target) -> set[str]:
        """What the relay offers, in upper case."""
        self._writer.write(f"EHLO {place.name}\r\n".encode())
        lines = await self._lines()
        self._accepted(_parsed(lines[-1]))
        return {line[4:].decode("ascii", "replace").split(" ")[0].strip().upper() for line in lines[1:]}

    def _accepted(self, reply: Reply) -> None:
        if not reply.good:
            raise RelayRefused(code=reply.number)

    def _announce(self, letter: Addressed | None) -> None:
        """Give the relay the letter's envelope, at once where it takes several commands together."""
        self._announced = letter
        if letter and self._pipelining:
            reset = b"RSET\r\n" if self._stale else b""
            self._writer.write(reset + b"".join(_envelope(letter)))

    async def _hand_over(self, lane: "_Lane") -> None:
        """One letter: its envelope's answers, its body, its answer."""
        letter = self._announced
        assert letter is not None  # noqa: S101 the caller's condition
        refusal = await (self._answers() if self._pipelining else self._ask_in_turn(letter))
        if refusal is not None:
            if refusal.number == 421:
                # The relay closes; it said nothing about the letter.
                raise ConnectionLost()
            self._announced, self._stale = None, True
            lane.note(letter, refusal)
            self._announce(lane.take())
            return
        lane.journal.handing(letter.delivery_id, letter.attempt)
        self._announced, self._out = None, letter
        self._writer.write(letter.body)
        if self._pipelining:
            self._announce(lane.take())
        final = await self._reply(_FINAL_S)
        self._out = None
        lane.note(letter, final)
        if final.number == 421:
            raise ConnectionLost()
        if not self._pipelining:
            self._announce(lane.take())

    async def _answers(self) -> Reply | None:
        """The answers to an envelope sent in one go: None when the relay waits for the body, else what it minds."""
        if self._stale:
            await self._reply()
            self._stale = False
        sender, recipient, data = await self._reply(), await self._reply(), await self._reply()
        refusal = next((reply for reply in (sender, recipient) if not reply.good), None)
        if data.number == 354 and refusal is not None:
            # It waits for a letter without recipients: give it an empty one.
            self._writer.write(b".\r\n")
            await self._reply(_FINAL_S)
        if refusal is None and data.number != 354:
            refusal = data
        return refusal

    async def _ask_in_turn(self, letter: Addressed) -> Reply | None:
        """The same for a relay that wants to be asked one thing at a time."""
        if self._stale:
            await self._ask(b"RSET")
            self._stale = False
        sender, recipient, data = _envelope(letter)
        for command in (sender, recipient):
            reply = await self._ask(command.removesuffix(b"\r\n"))
            if not reply.good:
                return reply
        reply = await self._ask(data.removesuffix(b"\r\n"))
        return None if reply.number == 354 else reply

    def _account_for(self, lane: "_Lane") -> None:
        """After a loss: the letter whose body went out is in doubt, the announced one was never begun."""
        if self._out:
            lane.answers.append(Answer(self._out.delivery_id, self._out.attempt, ""))
        if self._announced:
            lane.letters.appendleft(self._announced)
        self._out = self._announced = None

    async def _ask(self, command: bytes) -> Reply:
        self._writer.write(command + b"\r\n")
        return await self._reply()

    async def _reply(self, timeout_s: float = _REPLY_S) -> Reply:
        return _parsed((await self._lines(timeout_s))[-1])

    async def _lines(self, timeout_s: float = _REPLY_S) -> list[bytes]:
        """The lines of one reply."""
        lines = []
        async with asyncio.timeout(timeout_s):
            await self._writer.drain()
            while True:
                line = await self._reader.readline()
                if not line.endswith(b"\n"):
                    raise ConnectionResetError
                lines.append(line)
                if line[3:4] != b"-":
                    return lines


@dataclass(slots=True)
class _Lane:
    """What a session takes its letters from, and where it notes what became of them."""

    letters: deque[Addressed]
    answers: list[Answer]
    journal: Journal
    more: Callable[[], bool]

    def take(self) -> Addressed | None:
        """The next letter, or None when there is none or no time."""
        return self.letters.popleft() if self.letters and self.more() else None

    def note(self, letter: Addressed, reply: Reply) -> None:
        self.journal.answered(letter.delivery_id, reply.code, letter.attempt)
        self.answers.append(Answer(letter.delivery_id, letter.attempt, reply.code))


def _envelope(letter: Addressed) -> tuple[bytes, bytes, bytes]:
    return (
        b"MAIL FROM:<%b>\r\n" % letter.sender,
        b"RCPT TO:<%b>\r\n" % letter.recipient,
        b"DATA\r\n",
    )


def _parsed(line: bytes) -> Reply:
    """A reply's last line. A relay that does not speak SMTP is as good as gone."""
    words = line.decode("utf-8", "replace").rstrip()
    if not (words[:3].isascii() and words[:3].isdigit()):
        raise ConnectionResetError
    return Reply(int(words[:3]), words[4:])
