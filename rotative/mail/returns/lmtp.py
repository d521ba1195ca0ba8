"""A server for mail that comes back: LMTP or SMTP, for the mail server of the same machine.

A mail is accepted once it is handled; until then, and while the database is away, the mail server keeps it.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, close_old_connections, connection

from rotative.core import conf
from rotative.mail.errors import QuarantineFull
from rotative.mail.returns import inbound

# A report carries at most the whole letter; a larger mail is refused.
MOST_BYTES = 4 * 1024 * 1024
_DONE = "250 2.0.0 Handled"
_LATER = "451 4.3.0 Try again later"
_FULL = "452 4.3.1 Nobody has looked at what is kept already"
_ONE_AT_A_TIME = "452 4.5.3 One recipient at a time"
_NOT_HERE = "550 5.7.1 No mail for this domain here"


class Handler:
    """Answers to the commands of an LMTP or SMTP client, as aiosmtpd calls them."""

    def __init__(self) -> None:
        # One mail after the other: a mail takes milliseconds, and SQLite has one writer.
        self._hands = ThreadPoolExecutor(max_workers=1, thread_name_prefix="returns")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept one recipient of our own domain: LMTP would want an answer for each."""
        if address.rpartition("@")[2].lower() != conf.get("bounce_domain").lower():
            return _NOT_HERE
        if envelope.rcpt_tos:
            return _ONE_AT_A_TIME
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Handle the mail, then answer."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode("utf-8", "surrogateescape")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._hands, _handle, raw, tuple(envelope.rcpt_tos))

    def close(self) -> None:
        """End the thread and its database connection."""
        self._hands.submit(connection.close)
        self._hands.shutdown()


class Listener(Controller):
    """A server in a thread of its own, from `start()` until `stop()`."""

    def __init__(self, host: str, port: int, *, lmtp: bool) -> None:
        self._lmtp = lmtp
        self._own_handler = Handler()
        super().__init__(self._own_handler, hostname=host, port=port, ready_timeout=10)

    def factory(self) -> SMTP:
        """Return the protocol of one connection."""
        kind: Any = LMTP if self._lmtp else SMTP
        return kind(self.handler, hostname="rotative", ident="Rotative", data_size_limit=MOST_BYTES)

    def stop(self, no_assert: bool = False) -> None:
        """Accept no further mail; the one that is being handled is finished."""
        super().stop(no_assert)
        self._own_handler.close()


def _handle(raw: bytes, recipients: tuple[str, ...]) -> str:
    close_old_connections()
    try:
        inbound.receive(raw, recipients=recipients)
    except QuarantineFull:
        return _FULL
    except (DatabaseError, OSError):
        return _LATER
    return _DONE
