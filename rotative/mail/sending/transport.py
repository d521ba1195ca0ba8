"""The two ways of a letter to its reader, over SMTP or through a mail provider, and the thread in which it goes.

Letters go out while the database commits: the transport belongs to its thread until `end`; the pump only puts letters in
and takes answers out. An answer is heard here once its line of the journal has reached the operating system.
"""

import threading
from collections import deque
from collections.abc import Collection, Iterable
from time import monotonic
from typing import Protocol

from rotative.core import conf
from rotative.mail.message.message import Answer, Letter, Writer
from rotative.mail.message.mime import Heading
from rotative.mail.sending.journal import Journal
from rotative.mail.sending.provider_api import ProviderTransport
from rotative.mail.sending.smtp import SmtpTransport
from rotative.mail.sending.smtp_relay import targets

# The longest that new letters or a wish of the pump wait while the transport waits for an answer.
_STEP_S = 0.02


class Transport(Protocol):
    """A receiver of the pump's letters. It keeps some under way while the pump writes the outcomes of others."""

    @property
    def waiting(self) -> int:
        """The number of letters that nobody outside knows yet."""

    @property
    def busy(self) -> bool:
        """True while an answer is awaited."""

    def writer(self, heading: Heading, *, html: str, text: str) -> Writer:
        """Return a writer for the letters of a variant."""

    def put(self, letters: Iterable[Letter]) -> None:
        """Take letters to hand over, in this order."""

    def work(self, book: Journal, wait_s: float) -> None:
        """Hand over what can go now, wait for answers for so long at most, and note them in the journal.

        Raises MailError when nothing can be handed over any more.
        """

    def answered(self) -> list[Answer]:
        """Return the answers that came since the last call."""

    def take_back(self) -> Iterable[Letter]:
        """Return the letters that wait; they are not handed over."""

    def give_up(self, book: Journal, patience_s: float) -> None:
        """Wait for the last answers after a failure; no further letter is begun."""

    def close(self) -> None:
        """End all sessions."""


def configured() -> Transport:
    """Return the transport of the settings. Raises BadRelay, ProviderMissing."""
    if conf.get("mail_provider"):
        return ProviderTransport(connections=conf.get("smtp_connections"))
    return SmtpTransport(targets(), connections=conf.get("smtp_connections"))


class TransportThread:
    """A transport in a thread of its own. The methods are for the one thread that made it."""

    def __init__(self, transport: Transport, book: Journal) -> None:
        """Start the thread."""
        self._transport = transport
        self._book = book
        # Guards what follows.
        self._news = threading.Condition(threading.Lock())
        self._inbox: deque[Letter] = deque()
        self._answers: list[Answer] = []
        # Letters in the transport that nobody outside knows yet, and whether it awaits an answer.
        self._unbegun = 0
        self._busy = False
        # The pump waits until no more letters than this wait.
        self._room = 0
        # The pump wants the waiting letters in the inbox, and they are there.
        self._recalled = self._returned = False
        self._ending = self._ended = False
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="letters", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """The number of letters that nobody outside knows yet."""
        with self._news:
            return self._waiting()

    def put(self, letters: Iterable[Letter]) -> None:
        """Take letters to hand over, in this order. Their marks are committed."""
        with self._news:
            self._inbox.extend(letters)
            self._news.notify_all()

    def wait(self, *, room: int, until: float) -> bool:
        """Wait until at most so many letters wait, or none is under way; return False when the monotonic clock says `until`.

        room: -1 to wait for the last answer. Raises the transport's error.
        """
        with self._news:
            self._room = room
            found = self._news.wait_for(self._has_room, max(until - monotonic(), 0))
            self._raise_failure()
            return found

    def answered(self) -> list[Answer]:
        """Return the answers that came since the last call."""
        with self._news:
            answers, self._answers = self._answers, []
            return answers

    def take_back(self, delivery_ids: Collection[int]) -> list[int]:
        """Take back those of these deliveries whose letters wait, and return them. Raises the transport's error."""
        with self._news:
            self._recalled = True
            self._news.notify_all()
            self._news.wait_for(lambda: self._returned or self._ended)
            back = [letter.delivery_id for letter in self._inbox if letter.delivery_id in delivery_ids]
            self._inbox = deque(letter for letter in self._inbox if letter.delivery_id not in delivery_ids)
            self._recalled = self._returned = False
            self._news.notify_all()
            self._raise_failure()
            return back

    def end(self) -> None:
        """End the thread, with or without letters under way; afterwards the transport is the pump's."""
        with self._news:
            self._ending = True
            self._news.notify_all()
        self._thread.join()

    def _waiting(self) -> int:
        return self._unbegun + len(self._inbox)

    def _has_room(self) -> bool:
        waiting = self._waiting()
        return self._ended or waiting <= self._room or not (waiting or self._busy)

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            while self._take_in():
                self._transport.work(self._book, _STEP_S)
                self._report()
        except BaseException as error:
            self._failure = error
        finally:
            with self._news:
                self._ended = True
                self._news.notify_all()

    def _take_in(self) -> bool:
        """Wait for letters, and give them to the transport; return False at the end."""
        with self._news:
            while not self._ending and (self._recalled or not (self._waiting() or self._busy)):
                if self._recalled and not self._returned:
                    self._return_waiting()
                self._news.wait()
            if self._inbox:
                self._transport.put(self._inbox)
                self._unbegun += len(self._inbox)
                self._busy = True
                self._inbox.clear()
            return not self._ending

    def _return_waiting(self) -> None:
        self._inbox.extendleft(reversed(list(self._transport.take_back())))
        self._unbegun = 0
        self._returned = True
        self._news.notify_all()

    def _report(self) -> None:
        answers = self._transport.answered()
        unbegun, busy = self._transport.waiting, self._transport.busy
        with self._news:
            self._answers += answers
            self._unbegun, self._busy = unbegun, busy
            if self._has_room():
                self._news.notify_all()
