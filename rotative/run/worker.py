"""The worker: publishes what is due, prints what is stale, runs the queued tasks. Every row it needs is in the database."""

import logging
import math
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import datetime
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from rotative.articles import actions as articles
from rotative.articles.embeds import posters
from rotative.bake import appearance, oven, wakeup
from rotative.bake.batch.cache import Cache
from rotative.bake.oven import Totals
from rotative.bake.store import configured
from rotative.comments import actions as comments
from rotative.core import clock, conf
from rotative.core.errors import RotativeError
from rotative.dossiers import actions as dossiers
from rotative.editions import schedule
from rotative.layout import sharing_cards
from rotative.layout.dossiers import sharing
from rotative.mail.errors import ReadingStopped
from rotative.mail.models import Mailing
from rotative.mail.returns import bounce_policy, inbound, maildir
from rotative.mail.sending import pump as letters
from rotative.masthead import reads as masthead
from rotative.media import actions as media
from rotative.pages import actions as pages
from rotative.request_limits import rate_limit
from rotative.run.stillness import Stillness
from rotative.subscribers import tasks as subscribers

log = logging.getLogger(__name__)

# Pages taken at once: what is published during a long bake waits for no more than these.
_BATCH = 40
# New pictures are looked for so often.
_PICTURES_S = 1.0
# New posters are looked for so often.
_POSTERS_S = 2.0
# The cards of the newest articles are looked at when nothing has been printed for so long.
_CALM_S = 2.0
# What time alone changes is looked at so often.
_AGEING_S = 30.0
# The timetables of the editions are looked at so often.
_PLAN_S = 1.0
# What came back by mail is read so often; what is kept of it, and what may not be kept at all, is tidied so often.
_RETURNS_S = 2.0
_TIDYING_S = 3600.0
# After something outside failed, so that a broken relay is not asked five times a second.
_PAUSE_S = 5.0
# Likewise between errors of the database that follow each other: one is tried again at once, a full disk is not.
_BREATH_S = 1.0
# What is scheduled is looked up so often while the worker is busy.
_TIMETABLE_S = 0.5
# For the letters on their way when the worker has to end.
_GRACE_S = 10.0


class Timetable:
    """The time of the next scheduled article: a long bake makes way for it, and an idle worker wakes in time."""

    def __init__(self) -> None:
        self._next_look = 0.0
        self._since = clock.now()
        self._due_at: datetime | None = None

    def left_s(self) -> float:
        """Return the seconds until the next article is due, 0 when one is; infinite when none is scheduled."""
        if time.monotonic() >= self._next_look:
            self._due_at = self._asked()
            self._next_look = time.monotonic() + _TIMETABLE_S
        if self._due_at is None:
            return math.inf
        return max((self._due_at - clock.now()).total_seconds(), 0.0)

    def done(self, until: datetime) -> None:
        """Note that everything due at that instant has been published."""
        self._since, self._next_look = until, 0.0

    def _asked(self) -> datetime | None:
        try:
            return articles.next_due(self._since)
        except DatabaseError:
            # Locked or restarting; asked again in a moment.
            log.exception("Worker met a database error", extra={"event": "worker_database_error"})
            return None


class Worker:
    """Works until a signal; between two pages it looks whether one has come."""

    def __init__(self) -> None:
        self._stopping = False
        self._listener = wakeup.Listener()
        self._press = configured.press()
        # Cards and pieces of pages, from bake to bake.
        self._cache = Cache()
        self._next_ageing = 0.0
        self._next_plan = 0.0
        self._next_returns = 0.0
        self._next_tidying = 0.0
        self._next_forgetting = 0.0
        # Why mail that came back waits, so that it is said once.
        self._returns_wait = ""
        self._sender: threading.Thread | None = None
        self._collector: threading.Thread | None = None
        self._maker: threading.Thread | None = None
        self._next_pictures = 0.0
        self._artist: threading.Thread | None = None
        self._fetcher: threading.Thread | None = None
        self._next_posters = 0.0
        # Since the cards were looked at; the first time after the start.
        self._printed_at: float | None = time.monotonic()
        self._timetable = Timetable()
        self._stillness = Stillness()
        # Until then, another error of the database is not the first.
        self._troubled_until = 0.0

    def run(self) -> None:
        """Work until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        # A walk through the whole folder; nobody waits for it.
        threading.Thread(target=self._press.sweep, name="sweep", daemon=True).start()
        self._try(_adopt_look)
        rung = True
        try:
            while not self._stopping:
                if rung or not self._timetable.left_s() or not self._stillness.lasts():
                    self._stillness.begin()
                    self.run_once()
                rung = self._listener.wait(min(conf.get("worker_poll_ms") / 1000, self._timetable.left_s()))
        finally:
            self._listener.close()
            for thread in (self._sender, self._collector):
                if thread is not None:
                    # It gives back what it holds; the next run goes on.
                    thread.join(_GRACE_S)

    def stops(self) -> bool:
        """Return whether to leave what is not begun."""
        return self._stopping

    def run_once(self) -> None:
        """Do everything that is due now, once."""
        close_old_connections()
        for job in (
            # What woke it, most likely: somebody waits for these pages.
            self._bake,
            self._publish,
            self._pictures,
            self._posters,
            self._age,
            self._plan,
            self._bake,
            self._tasks,
            self._bake,
            self._send,
            self._returns,
            self._cards,
            self._forget,
        ):
            self._try(job)

    def _try(self, job: Callable[[], object]) -> None:
        if self._stopping:
            return
        try:
            job()
        except DatabaseError:
            # Locked, restarting or without room: the rows are still there at the next turn.
            log.exception("Worker met a database error", extra={"event": "worker_database_error"})
            close_old_connections()
            if time.monotonic() < self._troubled_until:
                time.sleep(_BREATH_S)
            self._troubled_until = time.monotonic() + _PAUSE_S
        except (RotativeError, OSError):
            # The relay is away, or the disk is full: what was to be done is still in the database.
            log.exception("Worker could not finish", extra={"event": "worker_failed"})
            time.sleep(_PAUSE_S)

    def _publish(self) -> None:
        now = clock.now()
        articles.publish_due()
        self._timetable.done(now)

    def _bake(self) -> None:
        totals = oven.bake_stale(
            self._press,
            stop=lambda: self.stops() or not self._timetable.left_s(),
            batch=_BATCH,
            cache=self._cache,
        )
        if totals != Totals():
            self._printed_at = time.monotonic()

    def _send(self) -> None:
        """Send the mailings under way, in a thread of their own: breaking news does not wait for them."""
        if self._sender is not None and self._sender.is_alive():
            return
        if Mailing.objects.under_way().exists():
            self._sender = threading.Thread(
                target=self._try, args=(lambda: pump(self.stops),), name="pump", daemon=True
            )
            self._sender.start()

    def _pictures(self) -> None:
        """Make the renditions of new pictures, in a thread that waits for a process: pages do not wait for them."""
        if time.monotonic() < self._next_pictures or (self._maker is not None and self._maker.is_alive()):
            return
        self._next_pictures = time.monotonic() + _PICTURES_S
        if media.any_waiting():
            self._maker = threading.Thread(
                target=self._try, args=(lambda: make_pictures(self.stops),), name="pictures", daemon=True
            )
            self._maker.start()

    def _posters(self) -> None:
        """Fetch the posters of films, in a thread that waits for other sites."""
        if time.monotonic() < self._next_posters or (self._fetcher is not None and self._fetcher.is_alive()):
            return
        self._next_posters = time.monotonic() + _POSTERS_S
        if posters.any_due():
            self._fetcher = threading.Thread(
                target=self._try, args=(lambda: fetch_posters(self.stops),), name="posters", daemon=True
            )
            self._fetcher.start()

    def _cards(self) -> None:
        """Draw the cards of new articles, in a thread that waits for a process, once all pages are printed."""
        if self._printed_at is None or time.monotonic() < self._printed_at + _CALM_S:
            return
        if self._artist is not None and self._artist.is_alive():
            return
        self._printed_at = None
        self._artist = threading.Thread(target=self._try, args=(draw_cards,), name="cards", daemon=True)
        self._artist.start()

    def _age(self) -> None:
        if time.monotonic() >= self._next_ageing:
            articles.age()
            articles.empty_trash()
            media.end_rights(masthead.day())
            media.remove_ended()
            subscribers.send_due()
            dossiers.remind()
            self._next_ageing = time.monotonic() + _AGEING_S

    def _plan(self) -> None:
        if time.monotonic() >= self._next_plan:
            schedule.run_once()
            pages.end_due()
            self._next_plan = time.monotonic() + _PLAN_S

    def _returns(self) -> None:
        """Weigh refusals, and read returned mail in a thread of its own: neither holds up the news."""
        if time.monotonic() < self._next_returns or (self._collector and self._collector.is_alive()):
            return
        self._next_returns = time.monotonic() + _AGEING_S
        busy = 0
        try:
            if time.monotonic() >= self._next_tidying:
                self._next_tidying = time.monotonic() + _TIDYING_S
                inbound.tidy()
            busy = bounce_policy.run_once()
            if maildir.has_new():
                self._collector = threading.Thread(target=self._collect_apart, name="returns", daemon=True)
                self._collector.start()
            elif not busy:
                self._returns_wait = ""
        except (RotativeError, OSError) as error:
            self._wait(str(error))
        else:
            self._next_returns = time.monotonic() + (0.0 if busy else _RETURNS_S)

    def _collect_apart(self) -> None:
        try:
            self._try(self.collect)
        finally:
            connection.close()

    def collect(self) -> None:
        """Handle all mail that came back, until a stop."""
        try:
            while maildir.run_once(stop=self.stops) and not self.stops():
                pass
            self._returns_wait = ""
        except ReadingStopped:
            # The mail is still new.
            pass
        except (RotativeError, OSError) as error:
            self._next_returns = time.monotonic() + _AGEING_S
            self._wait(str(error))

    def _forget(self) -> None:
        """Delete what may not be kept for longer."""
        if time.monotonic() >= self._next_forgetting:
            comments.forget_addresses()
            rate_limit.sweep()
            self._next_forgetting = time.monotonic() + _TIDYING_S

    def _wait(self, reason: str) -> None:
        """Say why mail that came back waits, once until it is another reason or none."""
        if reason != self._returns_wait:
            log.exception("Mail that came back waits", extra={"event": "returns_wait"})
        self._returns_wait = reason

    def _tasks(self) -> None:
        if DBTaskResult.objects.ready().exists():
            TaskWorker(
                queue_names=["*"],
                interval=0,
                batch=True,
                backend_name="default",
                startup_delay=False,
                max_tasks=100,
                worker_id="rotative",
                excluded_queue_names=[],
            ).run()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        self._listener.interrupt()


def _adopt_look() -> None:
    """Have the whole site printed again, in the background, after a new version, template or style."""
    if appearance.changed():
        appearance.adopt()


def make_pictures(stop: Callable[[], bool]) -> None:
    """Make the renditions that are waited for; after a kill half-way, another process makes the rest later."""
    try:
        media.make_waiting(stop=stop)
    finally:
        connection.close()


def fetch_posters(stop: Callable[[], bool]) -> None:
    """Fetch the posters that are due; after a kill half-way, the next try comes later."""
    try:
        posters.fetch_due(stop=stop)
    finally:
        connection.close()


def draw_cards() -> None:
    """Draw the cards that the newest articles lack; after a kill half-way, the next round draws the rest."""
    try:
        sharing_cards.draw_missing()
        sharing.draw_missing(sharing_cards.in_a_process)
    except subprocess.SubprocessError:
        log.exception("Cards could not be drawn", extra={"event": "cards_failed"})
    finally:
        connection.close()


def pump(stop: Callable[[], bool]) -> None:
    """Send the mailings under way; after a stop or a kill half-way, the next run goes on where the journal says."""
    try:
        for mailing in Mailing.objects.under_way().most_urgent_first():
            letters.pump(mailing, stop=stop)
    finally:
        connection.close()
