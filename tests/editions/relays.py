"""Relays for tests: a talkative one in a thread, a raw one that breaks off where it is told to, and Postfix's sink."""

import contextlib
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from rotative.editions.relay import Target

SINK = shutil.which("smtp-sink") or "/usr/sbin/smtp-sink"


@dataclass
class Handler:
    """Keeps every letter; answers recipients and letters as told."""

    # Beginning of the recipient's address → the relay's answer.
    refuse_recipient: dict[str, str] = field(default_factory=dict)
    refuse_letter: dict[str, str] = field(default_factory=dict)
    letters: list[Envelope] = field(default_factory=list)

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
    """A relay without pipelining."""
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield Target(host="127.0.0.1", port=controller.port)
    finally:
        controller.stop()


@contextmanager
def sink(folder: Path | None = None, *options: str) -> Iterator[Target]:
    """Postfix's smtp-sink, pipelining; one file per letter in the folder, if one is named."""
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
    """Takes some letters, then closes: after the last body without an answer, or before the next envelope's answer.

    It offers PIPELINING and notes the Message-ID of every body it has read to the end, answered or not.
    """

    def __init__(self, *, letters: int, after_body: bool) -> None:
        self._left = letters
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
        # Closing alone would leave the thread in accept().
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def wait_for(self, letters: int, timeout_s: float = 60) -> bool:
        """Until so many letters have been read."""
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
        """Whether a whole letter came."""
        identity = ""
        for line in stream:
            if line.startswith(b"Message-ID: "):
                identity = line.split(b" ")[1].strip().decode()
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
                say(b"250 taken")
            elif word == b"QUIT":
                return
            else:
                say(b"250 ok")
