"""One session with a relay, which takes letter after letter. It never blocks: bytes in, bytes out.

Where the relay offers PIPELINING, a letter's body and the next letter's envelope travel together: one round trip each
(RFC 2920, 3.1). A letter is noted in the journal when the relay is ready for its body, and again with its answer. Bytes
to be sent stay here until `flush`, so that the journal can be written before.
"""

import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

from rotative.mail.message.message import Addressed, Answer
from rotative.mail.sending.journal import Journal
from rotative.mail.sending.smtp_relay import Greeted, Reply, parsed

# RFC 5321, 4.5.3.2, lets a relay take this long for a command, and for a letter.
REPLY_S = 300.0
FINAL_S = 600.0
# A relay that sends more without an end of line does not speak SMTP.
_LONGEST_LINE = 10_000
_READ_BYTES = 65_536

_NOT_NOW = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class ConnectionLost(Exception):
    """The relay closed the connection, or the session must end."""


@dataclass(slots=True)
class Lane:
    """The letters of a session, and the places where it notes their answers."""

    letters: deque[Addressed]
    answers: list[Answer]
    journal: Journal


class Session:
    """A conversation with a greeted relay."""

    def __init__(self, greeted: Greeted) -> None:
        self.sock = greeted.sock
        self.sock.setblocking(False)
        self._pipelining = greeted.pipelining
        # The letter whose envelope the relay was given, or is being given.
        self.announced: Addressed | None = None
        # The letter whose body went out, or is at the next flush, and has no answer yet.
        self.out: Addressed | None = None
        # Letters that got an answer here.
        self.answered = 0
        # No further body goes out.
        self.closing = False
        # The session is lost after it; it matters only while an answer is awaited.
        self.deadline = 0.0
        self._expected: deque[Callable[[Reply, Lane], None]] = deque()
        # The relay's first objection to the announced letter.
        self._refusal: Reply | None = None
        # A refused envelope is still open on the relay's side.
        self._stale = False
        self._incoming = b""
        self._outgoing: list[bytes] = []
        self._unsent: memoryview | None = None

    @property
    def busy(self) -> bool:
        return self.announced is not None or self.out is not None

    @property
    def unsent(self) -> bool:
        """True while bytes wait that the relay did not take yet."""
        return self._unsent is not None

    def start(self, lane: Lane) -> None:
        """Give the relay the next envelope where it has none."""
        if self.announced is None and lane.letters and (self._pipelining or self.out is None):
            self._announce(lane.letters.popleft())

    def read(self, lane: Lane) -> None:
        """Read the answers of the relay. Raises ConnectionLost."""
        try:
            data = self.sock.recv(_READ_BYTES)
            while pending := self._pending():
                data += self.sock.recv(pending)
        except _NOT_NOW:
            return
        except OSError as exc:
            raise ConnectionLost() from exc
        if not data:
            raise ConnectionLost()
        *lines, self._incoming = (self._incoming + data).split(b"\n")
        if len(self._incoming) > _LONGEST_LINE:
            raise ConnectionLost()
        for line in lines:
            if line[3:4] != b"-":
                self._handle(line, lane)

    def flush(self) -> None:
        """Send as many bytes as the relay takes now. Raises ConnectionLost."""
        if self._unsent is None:
            if not self._outgoing:
                return
            self._unsent = memoryview(b"".join(self._outgoing))
            self._outgoing.clear()
        try:
            sent = self.sock.send(self._unsent)
        except _NOT_NOW:
            return
        except OSError as exc:
            raise ConnectionLost() from exc
        self._unsent = self._unsent[sent:] if sent < len(self._unsent) else None
        self._set_deadline()

    def _pending(self) -> int:
        """Return the number of bytes that are decrypted already: no selector reports them."""
        return self.sock.pending() if isinstance(self.sock, ssl.SSLSocket) else 0

    def _set_deadline(self) -> None:
        self.deadline = monotonic() + (FINAL_S if self.out else REPLY_S)

    def _handle(self, line: bytes, lane: Lane) -> None:
        try:
            reply = parsed(line)
        except ConnectionResetError as exc:
            raise ConnectionLost() from exc
        if not self._expected:
            # Nothing was asked: the relay says goodbye, or does not speak SMTP.
            raise ConnectionLost()
        self._expected.popleft()(reply, lane)
        # At the end: only a body that is still out has the longer deadline.
        self._set_deadline()

    def _announce(self, letter: Addressed) -> None:
        self.announced = letter
        self._set_deadline()
        if self._stale:
            self._say(b"RSET\r\n", self._on_reset)
            self._stale = False
        self._say(b"MAIL FROM:<%b>\r\n" % letter.sender, self._on_sender)
        if self._pipelining:
            self._ask_for_recipient(letter)
            self._ask_for_body()

    def _ask_for_recipient(self, letter: Addressed) -> None:
        self._say(b"RCPT TO:<%b>\r\n" % letter.recipient, self._on_recipient)

    def _ask_for_body(self) -> None:
        self._say(b"DATA\r\n", self._on_ready)

    def _say(self, words: bytes, answer: Callable[[Reply, Lane], None]) -> None:
        self._outgoing.append(words)
        self._expected.append(answer)

    def _on_reset(self, reply: Reply, lane: Lane) -> None:
        """Do nothing: no letter depends on the answer."""

    def _on_sender(self, reply: Reply, lane: Lane) -> None:
        if not reply.good:
            reply = replace(reply, about_sender=True)
        if self._takes(reply, lane) and not self._pipelining and self.announced:
            self._ask_for_recipient(self.announced)

    def _on_recipient(self, reply: Reply, lane: Lane) -> None:
        if self._takes(reply, lane) and not self._pipelining:
            self._ask_for_body()

    def _takes(self, reply: Reply, lane: Lane) -> bool:
        """Tell whether the relay has no objection. The first objection is kept; without pipelining it ends the letter."""
        if not reply.good:
            self._refusal = self._refusal or reply
            if not self._pipelining:
                self._refuse(lane)
        return reply.good

    def _on_ready(self, reply: Reply, lane: Lane) -> None:
        if reply.number != 354:
            self._refusal = self._refusal or reply
            self._refuse(lane)
        elif self._refusal is not None:
            # The relay waits for a letter without recipients: send an empty one.
            self._say(b".\r\n", self._on_empty)
        elif self.closing:
            raise ConnectionLost()
        else:
            self._hand_over(lane)

    def _on_empty(self, reply: Reply, lane: Lane) -> None:
        self._refuse(lane)

    def _hand_over(self, lane: Lane) -> None:
        letter = self.announced
        assert letter is not None  # noqa: S101 only an announced letter has a body asked for
        lane.journal.handing(letter.delivery_id, letter.attempt)
        self.announced, self.out = None, letter
        self._say(letter.body, self._on_final)
        if self._pipelining:
            self.start(lane)

    def _on_final(self, reply: Reply, lane: Lane) -> None:
        letter, self.out = self.out, None
        assert letter is not None  # noqa: S101 as above
        self._note(letter, reply, lane)
        if reply.number == 421:
            raise ConnectionLost()
        self.start(lane)

    def _refuse(self, lane: Lane) -> None:
        letter, refusal = self.announced, self._refusal
        assert letter is not None and refusal is not None  # noqa: S101 as above
        if refusal.number == 421:
            # The relay closes the session; the answer is not about the letter.
            raise ConnectionLost()
        self.announced, self._refusal, self._stale = None, None, True
        self._note(letter, refusal, lane)
        self.start(lane)

    def _note(self, letter: Addressed, reply: Reply, lane: Lane) -> None:
        self.answered += 1
        lane.journal.answered(letter.delivery_id, reply.code, letter.attempt)
        lane.answers.append(Answer(letter.delivery_id, letter.attempt, reply.code))
