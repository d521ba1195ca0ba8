"""Relays for tests: a server in a thread, a raw one that breaks off at a chosen place, and Postfix's sink."""

import contextlib
import gc
import shutil
import socket
import ssl
import subprocess
import threading
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from rotative.mail.sending.smtp_relay import Target

SINK = shutil.which("smtp-sink") or "/usr/sbin/smtp-sink"


@dataclass
class Handler:
    """A relay's side that keeps every letter, and refuses recipients and letters as the test says."""

    # Beginning of the recipient's address → the relay's answer.
    refuse_recipient: dict[str, str] = field(default_factory=dict)
    refuse_letter: dict[str, str] = field(default_factory=dict)
    # The answer to MAIL FROM, if it is none of the usual ones.
    refuse_sender: str = ""
    letters: list[Envelope] = field(default_factory=list)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_sender:
            return self.refuse_sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        for start, answer in self.refuse_recipient.items():
            if address.startswith(start):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        for start, answer in self.refuse_letter.items():
            if envelope.rcpt_tos[0].startswith(start):
                return answer
        self.letters.append(envelope)
        return "250 OK queued"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def relay(handler: Handler) -> Iterator[Target]:
    """Run a relay without pipelining."""
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield Target(host="127.0.0.1", port=controller.port)
    finally:
        end(controller)


def end(controller: Controller) -> None:
    """Wait for sessions that are still closing: aiosmtpd leaves them to the garbage collector, which would warn in another test."""
    controller.stop()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@contextmanager
def sink(folder: Path | None = None, *options: str) -> Iterator[Target]:
    """Run Postfix's smtp-sink, which pipelines; one file per letter in the folder, if one is named."""
    port = free_port()
    dump = ["-d", "letter."] if folder else []
    process = subprocess.Popen(
        [SINK, "-u", "nobody", *options, *dump, f"127.0.0.1:{port}", "100"],
        cwd=folder,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield Target(host="127.0.0.1", port=port)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.02)
    raise TimeoutError


class BreakingRelay:
    """A relay that takes some letters, then closes: after the last body without an answer, or before the next envelope's answer.

    It offers PIPELINING and notes the Message-ID of every body it has read to the end, answered or not. delay_s: before
    each answer to a body.
    """

    def __init__(self, *, letters: int, after_body: bool, delay_s: float = 0) -> None:
        self._left = letters
        self._delay_s = delay_s
        self._leaving = threading.Event()
        self._after_body = after_body
        self._news = threading.Condition()
        self.identities: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.target = Target(host="127.0.0.1", port=self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "BreakingRelay":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.set()
        # Closing alone would leave the thread in accept().
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def wait_for(self, letters: int, timeout_s: float = 60) -> bool:
        """Wait until so many letters have been read."""
        with self._news:
            return self._news.wait_for(lambda: len(self.identities) >= letters, timeout_s)

    def _serve(self) -> None:
        while True:
            try:
                session, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._attend, args=(session,), daemon=True).start()

    def _attend(self, session: socket.socket) -> None:
        with contextlib.suppress(OSError), session, session.makefile("rwb") as stream:
            self._talk(cast(BinaryIO, stream))

    def _read_body(self, stream: BinaryIO) -> bool:
        """Read a letter; tell whether a whole one came."""
        identity = ""
        for line in stream:
            if line.startswith(b"Message-ID: "):
                # The numbers of mailing and delivery, without the mark that only the sender can make.
                identity = ".".join(line.split(b" ")[1].strip().decode().split(".")[:2])
            if line == b".\r\n":
                with self._news:
                    self.identities.append(identity)
                    self._news.notify_all()
                return True
        return False

    def _talk(self, stream: BinaryIO) -> None:
        def say(line: bytes) -> None:
            stream.write(line + b"\r\n")
            stream.flush()

        say(b"220 ready")
        for line in stream:
            word = line[:4].upper()
            if word == b"EHLO":
                say(b"250-breaking\r\n250 PIPELINING")
            elif word == b"DATA":
                if self._left == 0 and not self._after_body:
                    return
                say(b"354 go on")
                if not self._read_body(stream) or self._left == 0:
                    return
                self._left -= 1
                if self._delay_s:
                    self._leaving.wait(self._delay_s)
                say(b"250 taken")
            elif word == b"QUIT":
                return
            else:
                say(b"250 ok")


class FaultyRelay:
    """A relay that answers addresses that begin with "bad" in a chosen way, at one place of the conversation.

    faults: MAIL, RCPT, DATA or "." (after the body) → an answer, or "drop", "hang", "garbage". A fault at MAIL needs
    pipelining: it looks ahead to whom the letter is for.
    """

    def __init__(
        self,
        faults: dict[str, str],
        *,
        pipelining: bool = True,
        everybody: bool = False,
        greeting: str = "220 ready",
        delay_s: float = 0,
        window_bytes: int = 0,
    ) -> None:
        self._faults = faults
        self._pipelining = pipelining
        self._everybody = everybody
        self._greeting = greeting
        self._delay_s = delay_s
        self._leaving = threading.Event()
        self.taken: Counter[str] = Counter()
        self._listener = socket.socket()
        if window_bytes:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window_bytes)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self.target = Target(host="127.0.0.1", port=self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "FaultyRelay":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                session, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._attend, args=(session,), daemon=True).start()

    def _attend(self, session: socket.socket) -> None:
        with contextlib.suppress(OSError, _Dropped), session, session.makefile("rwb") as stream:
            _Conversation(cast(BinaryIO, stream), self).run()

    def answer(self, place: str, usual: str, recipient: str) -> str:
        """Return the answer for this place. Raises _Dropped."""
        if self._delay_s:
            self._leaving.wait(self._delay_s)
        fault = self._faults.get(place) if self._everybody or recipient.startswith("bad") else None
        if fault == "hang":
            self._leaving.wait(60)
        if fault in ("hang", "drop"):
            raise _Dropped
        return "\x00\xff what?" if fault == "garbage" else fault or usual

    @property
    def hello(self) -> tuple[str, str]:
        return self._greeting, "250-faulty\r\n250 PIPELINING" if self._pipelining else "250 faulty"

    @property
    def looks_ahead(self) -> bool:
        return "MAIL" in self._faults


class _Dropped(Exception):
    """The relay closes without an answer."""


class _Conversation:
    """One session of a faulty relay."""

    def __init__(self, stream: BinaryIO, relay: FaultyRelay) -> None:
        self._stream = stream
        self._relay = relay
        self._ahead: list[bytes] = []
        self._refused = False

    def run(self) -> None:
        greeting, hello = self._relay.hello
        self._say(greeting)
        recipient = ""
        while line := self._next():
            word = line[:4].upper()
            if word == b"EHLO":
                self._say(hello)
            elif word == b"MAIL":
                self._refused = False
                if self._relay.looks_ahead:
                    self._ahead.append(self._stream.readline())
                    recipient = _address(self._ahead[0])
                self._decide("MAIL", "250 ok", recipient)
            elif word == b"RCPT":
                recipient = _address(line)
                self._decide("RCPT", "250 ok", recipient)
            elif word == b"DATA":
                if not self._refused:
                    self._take(recipient)
                else:
                    self._say("503 no recipients")
            elif word == b"QUIT":
                return
            else:
                self._say("250 ok")

    def _take(self, recipient: str) -> None:
        if self._decide("DATA", "354 go on", recipient):
            return
        while (line := self._stream.readline()) != b".\r\n":
            if not line:
                raise _Dropped
        if not self._decide(".", "250 taken", recipient):
            self._relay.taken[recipient] += 1

    def _decide(self, place: str, usual: str, recipient: str) -> bool:
        """Send the usual answer or the chosen one; tell whether it was the chosen one."""
        said = self._relay.answer(place, usual, recipient)
        self._refused = self._refused or said != usual
        self._say(said)
        return said != usual

    def _next(self) -> bytes:
        return self._ahead.pop(0) if self._ahead else self._stream.readline()

    def _say(self, line: str) -> None:
        self._stream.write(line.encode("latin-1") + b"\r\n")
        self._stream.flush()


def _address(line: bytes) -> str:
    return line.partition(b"<")[2].partition(b">")[0].decode()


@contextmanager
def secure_relay(
    handler: Handler, certificate: Path, *, tls: str, user: str, password: str
) -> Iterator[Target]:
    """Run a relay that speaks only encrypted, and only to a client that knows the password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def known(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        right = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False, message=None if right else "535 5.7.8 no")

    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=free_port(),
        ssl_context=context if tls == "tls" else None,
        tls_context=context if tls == "starttls" else None,
        require_starttls=tls == "starttls",
        auth_required=True,
        auth_require_tls=tls == "starttls",
        authenticator=known,
    )
    controller.start()
    try:
        yield Target(host="127.0.0.1", port=controller.port, tls=tls, user=user, password=password)
    finally:
        end(controller)
