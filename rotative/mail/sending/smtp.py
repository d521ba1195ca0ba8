"""Letters over SMTP: several sessions with one relay or several, in one loop.

Letters are shared out by the relays' weights. A relay that cannot be reached, refuses us or keeps closing its sessions is
set aside, and the others take its letters; the pump gets an error only when no relay is left.
"""

import selectors
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from time import monotonic
from typing import cast

from rotative.mail.errors import MailError, RelayUnreachable
from rotative.mail.message.message import Addressed, Answer, Letter
from rotative.mail.message.mime import Heading, MimeWriter
from rotative.mail.sending.journal import Journal
from rotative.mail.sending.smtp_relay import Greeted, Target, greet
from rotative.mail.sending.smtp_session import ConnectionLost, Lane, Session

# A relay with so many strikes is set aside for so long.
_STRIKES = 3.0
_ASIDE_S = 60.0
# Strikes for a session that took nothing, and for a body swallowed by one that took letters before; each letter taken
# removes a part of a strike.
_USELESS = 1.0
_SWALLOWED = 1.5
_FORGIVEN = 0.005
# When the relay grants no further session, ask again after so long.
_CROWDED_S = 30.0
_DIAL_POLL_S = 0.02


@dataclass(slots=True, eq=False)
class _Route:
    """A relay, and the letters and sessions on their way to it."""

    target: Target
    connections: int
    letters: deque[Addressed] = field(default_factory=deque)
    sessions: list[Session] = field(default_factory=list)
    dialling: set[Future[Greeted]] = field(default_factory=set)
    # For sharing out by weight: the route with most credit gets the next letter.
    credit: int = 0
    strikes: float = 0.0
    aside_until: float = 0.0
    crowded_until: float = 0.0
    error: MailError | None = None


class SmtpTransport:
    """The transport over SMTP, with sessions to one relay or several."""

    def __init__(self, targets: Sequence[Target], *, connections: int) -> None:
        """Share out the sessions. connections: sessions altogether; each relay gets at least one."""
        total = sum(target.weight for target in targets)
        self._routes = [
            _Route(target, max(1, round(connections * target.weight / total))) for target in targets
        ]
        self._waiting: deque[Addressed] = deque()
        self._answers: list[Answer] = []
        self._selector = selectors.DefaultSelector()
        self._dialler = ThreadPoolExecutor(
            max_workers=max(connections, len(targets)), thread_name_prefix="dial"
        )

    def writer(self, heading: Heading, *, html: str, text: str) -> MimeWriter:
        """Return a writer for the letters of a variant."""
        return MimeWriter(heading=heading, html=html, text=text)

    def put(self, letters: Iterable[Letter]) -> None:
        """Take letters to hand over, in this order."""
        self._waiting.extend(cast(Iterable[Addressed], letters))

    @property
    def waiting(self) -> int:
        """The number of letters that no relay knows yet."""
        return len(self._waiting) + sum(len(route.letters) for route in self._routes)

    @property
    def busy(self) -> bool:
        """True while an answer is awaited."""
        return any(session.busy for route in self._routes for session in route.sessions)

    def answered(self) -> list[Answer]:
        """Return the answers that came since the last call."""
        answers, self._answers = self._answers, []
        return answers

    def work(self, book: Journal, wait_s: float) -> None:
        """Give the sessions what they can take, wait for answers for so long at most, and note them.

        Raises RelayUnreachable, RelayRefused when no relay is left.
        """
        self._share_out()
        for route in self._routes:
            self._dial(route)
            self._start(route, book)
        self._round(book, monotonic() + wait_s)

    def take_back(self) -> list[Addressed]:
        """Return the letters that wait; they are not handed over."""
        letters = [*self._waiting, *(letter for route in self._routes for letter in route.letters)]
        self._waiting.clear()
        for route in self._routes:
            route.letters.clear()
        return letters

    def give_up(self, book: Journal, patience_s: float) -> None:
        """Wait for the last answers after a failure, and end all sessions; no further letter is begun."""
        until = monotonic() + patience_s
        self.take_back()
        for session in self._sessions():
            session.closing = True
        while any(session.out for session in self._sessions()) and monotonic() < until:
            self._round(book, until)
        for route in self._routes:
            for session in list(route.sessions):
                self._leave(route, session)
        self.take_back()

    def close(self) -> None:
        """End the sessions politely."""
        for route in self._routes:
            for greeting in route.dialling:
                greeting.add_done_callback(_close_greeted)
            for session in route.sessions:
                _quit(session)
            route.sessions.clear()
        self._selector.close()
        self._dialler.shutdown(wait=False, cancel_futures=True)

    def _sessions(self) -> Iterable[Session]:
        return (session for route in self._routes for session in route.sessions)

    def _share_out(self) -> None:
        """Give each relay its share of the waiting letters; the letters of a relay that is set aside go to the others."""
        now = monotonic()
        for route in self._routes:
            if route.letters and route.aside_until > now:
                self._waiting.extendleft(reversed(route.letters))
                route.letters.clear()
        if not self._waiting:
            return
        able = self._able()
        if len(able) == 1:
            able[0].letters.extend(self._waiting)
            self._waiting.clear()
        total = sum(route.target.weight for route in able)
        while self._waiting:
            for route in able:
                route.credit += route.target.weight
            chosen = max(able, key=lambda route: route.credit)
            chosen.credit -= total
            chosen.letters.append(self._waiting.popleft())

    def _able(self) -> list[_Route]:
        """Return the relays that are not set aside. Raises the error of the last one when there is none."""
        now = monotonic()
        able = [route for route in self._routes if route.aside_until <= now]
        if not able:
            last = max(self._routes, key=lambda route: route.aside_until)
            raise last.error or RelayUnreachable(host=last.target.host, port=last.target.port)
        return able

    def _dial(self, route: _Route) -> None:
        """Open as many sessions as there are letters for, and take those that are ready."""
        for greeting in [greeting for greeting in route.dialling if greeting.done()]:
            route.dialling.remove(greeting)
            self._welcome(route, greeting)
        busy = sum(session.busy for session in route.sessions)
        wanted = min(route.connections, len(route.letters) + busy)
        if monotonic() < max(route.aside_until, route.crowded_until):
            return
        for _ in range(wanted - len(route.sessions) - len(route.dialling)):
            route.dialling.add(self._dialler.submit(greet, route.target))

    def _welcome(self, route: _Route, greeting: "Future[Greeted]") -> None:
        try:
            session = Session(greeting.result())
        except MailError as error:
            if route.sessions:
                route.crowded_until = monotonic() + _CROWDED_S
            else:
                self._set_aside(route, error)
            return
        route.sessions.append(session)
        self._selector.register(session.sock, selectors.EVENT_READ, (route, session))

    def _start(self, route: _Route, book: Journal) -> None:
        if not route.letters:
            return
        lane = Lane(route.letters, self._answers, book)
        for session in route.sessions:
            session.start(lane)

    def _round(self, book: Journal, until: float) -> None:
        """Send, wait for an answer, read it, write the journal, and send what follows from it."""
        self._flush()
        dialling = [greeting for route in self._routes for greeting in route.dialling]
        if dialling and not any(route.sessions for route in self._routes):
            wait(dialling, max(until - monotonic(), 0), FIRST_COMPLETED)
            return
        wait_s = max(until - monotonic(), 0)
        for key, _events in self._selector.select(min(wait_s, _DIAL_POLL_S) if dialling else wait_s):
            route, session = key.data
            try:
                session.read(Lane(route.letters, self._answers, book))
            except ConnectionLost:
                self._lose(route, session)
        book.flush()
        self._flush()
        self._drop_silent_sessions()

    def _flush(self) -> None:
        for route in self._routes:
            for session in list(route.sessions):
                try:
                    session.flush()
                except ConnectionLost:
                    self._lose(route, session)
                    continue
                events = selectors.EVENT_READ | (selectors.EVENT_WRITE if session.unsent else 0)
                if self._selector.get_key(session.sock).events != events:
                    self._selector.modify(session.sock, events, (route, session))

    def _drop_silent_sessions(self) -> None:
        now = monotonic()
        for route in self._routes:
            for session in [one for one in route.sessions if one.busy and one.deadline < now]:
                self._lose(route, session)

    def _lose(self, route: _Route, session: Session) -> None:
        """Count a session that ended against its relay, unless it worked until then."""
        doubtful, taken = session.out is not None, session.answered
        self._leave(route, session)
        route.strikes = max(route.strikes - taken * _FORGIVEN, 0)
        if doubtful:
            # A body was swallowed without an answer: stop at once, before more letters are in doubt.
            route.strikes += _SWALLOWED if taken else _STRIKES
        elif not taken:
            route.strikes += _USELESS
        if route.strikes >= _STRIKES:
            place = route.target
            self._set_aside(route, RelayUnreachable(host=place.host, port=place.port))

    def _leave(self, route: _Route, session: Session) -> None:
        """Account for the letters of a session: one whose body went out is in doubt, the announced one was never begun."""
        if session.out:
            self._answers.append(Answer(session.out.delivery_id, session.out.attempt, ""))
        if session.announced:
            route.letters.appendleft(session.announced)
        session.out = session.announced = None
        self._selector.unregister(session.sock)
        session.sock.close()
        route.sessions.remove(session)

    def _set_aside(self, route: _Route, error: MailError) -> None:
        """Set a relay aside for a while; the others take its letters."""
        route.error, route.strikes = error, 0.0
        route.aside_until = monotonic() + _ASIDE_S


def _quit(session: Session) -> None:
    try:
        session.sock.settimeout(1)
        session.sock.sendall(b"QUIT\r\n")
        session.sock.recv(1000)
    except OSError:
        pass
    finally:
        session.sock.close()


def _close_greeted(greeting: "Future[Greeted]") -> None:
    if not greeting.cancelled() and greeting.exception() is None:
        greeting.result().sock.close()
