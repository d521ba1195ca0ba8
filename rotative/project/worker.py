"""The worker: publishes what is due, prints what is stale, runs the queued tasks. Every row it needs is in the database."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from rotative.articles import actions as articles
from rotative.bake import bell, oven, places
from rotative.core import conf
from rotative.core.errors import RotativeError
from rotative.editions import relay
from rotative.editions.models import Edition
from rotative.editions.pump import Pump
from rotative.subscribers import tasks as subscribers

log = logging.getLogger(__name__)

# What time alone changes is looked at so often.
_AGEING_S = 30.0
# After something outside failed, so that a broken relay is not asked five times a second.
_PAUSE_S = 5.0
# For the letters on their way when the worker is told to end.
_GRACE_S = 10.0


class Worker:
    """Works until told to stop; between two pages it looks whether it should."""

    def __init__(self) -> None:
        self._stopping = False
        self._press = places.press()
        self._next_ageing = 0.0
        self._sender: threading.Thread | None = None

    def run(self) -> None:
        """Work until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._press.sweep()
        listener = bell.Listener()
        try:
            while not self._stopping:
                self.turn()
                listener.wait(conf.get("worker_poll_ms") / 1000)
        finally:
            listener.close()
            if self._sender is not None:
                # It gives back what it holds; the next run goes on.
                self._sender.join(_GRACE_S)

    def stops(self) -> bool:
        """Whether to leave what is not begun."""
        return self._stopping

    def turn(self) -> None:
        """Do everything that is due now, once."""
        close_old_connections()
        for job in (articles.publish_due, self._age, self._bake, self._tasks, self._bake, self._send):
            self._try(job)

    def _try(self, job: Callable[[], object]) -> None:
        if self._stopping:
            return
        try:
            job()
        except DatabaseError:
            # Locked or restarting: the rows are still there at the next turn.
            log.exception("Worker met a database error", extra={"event": "worker_database_error"})
            close_old_connections()
        except (RotativeError, OSError):
            # The relay is away, or the disk is full: what was to be done is still in the database.
            log.exception("Worker could not finish", extra={"event": "worker_failed"})
            time.sleep(_PAUSE_S)

    def _bake(self) -> None:
        oven.bake_stale(self._press, stop=self.stops)

    def _send(self) -> None:
        """Letters go out in a thread of their own: breaking news does not wait for them."""
        if self._sender is not None and self._sender.is_alive():
            return
        if Edition.objects.filter(state=Edition.State.SENDING).exists():
            self._sender = threading.Thread(
                target=self._try, args=(lambda: pump(self.stops),), name="pump", daemon=True
            )
            self._sender.start()

    def _age(self) -> None:
        if time.monotonic() >= self._next_ageing:
            articles.age()
            subscribers.ask_all()
            self._next_ageing = time.monotonic() + _AGEING_S

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


def pump(stop: Callable[[], bool]) -> None:
    """Send what is to be sent; stopped or killed half-way, the next run goes on where the journal says."""
    try:
        for edition in Edition.objects.sending().order_by("pk"):
            Pump(edition, relay.target()).run(stop=stop)
    finally:
        connection.close()
