"""The queue for several machines: Celery on RabbitMQ, where several processes share the work.

A message says “look again” and nothing else: the work itself is in the database, so that a message lost, doubled or
late does no harm. The queues are short and forget: a worker that looks finds everything.

`look` publishes, prints and runs tasks, as the embedded worker does. `letters` hands over letters of the
mailings being sent, for a few seconds at a time, so that a worker that is asked to end does so soon.

Imported only where `broker_url` is set.
"""

import logging
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from celery import Celery, Task
from kombu import Exchange, Queue
from kombu.exceptions import KombuError

from rotative.core import conf
from rotative.run.worker import Worker, pump

log = logging.getLogger(__name__)

LOOK = "rotative.look"
LETTERS = "rotative.letters"
# Seconds one task hands over letters before it lets others, or the end, come in between.
SLICE_S = 5.0
# Messages that wait: enough to wake every worker of a newsroom, never a backlog.
_MOST_WAITING = 16
# Milliseconds after which a message is of no use.
_STALE_MS = 10_000
# Tasks after which Celery closes the database itself: never. A worker's turn asks whether its connection still serves.
_NEVER = 2**62
# Seconds in which a broker must answer; then nobody waits for it for a while.
_PATIENCE_S = 1.0
_PAUSE_S = 15.0


def _queue(name: str) -> Queue:
    prefix = conf.get("broker_prefix")
    return Queue(
        f"{prefix}.{name}",
        Exchange(prefix, type="direct"),
        routing_key=name,
        queue_arguments={
            "x-max-length": _MOST_WAITING,
            "x-overflow": "drop-head",
            "x-message-ttl": _STALE_MS,
        },
    )


def _application() -> Celery:
    made = Celery("rotative", set_as_current=False)
    made.conf.update(
        broker_url=conf.get("broker_url"),
        broker_connection_timeout=_PATIENCE_S,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"confirm_publish": False},
        broker_pool_limit=1,
        task_queues=[_queue("look"), _queue("letters")],
        task_routes={
            LOOK: {"queue": f"{conf.get('broker_prefix')}.look"},
            LETTERS: {"queue": f"{conf.get('broker_prefix')}.letters"},
        },
        task_ignore_result=True,
        task_store_errors_even_if_ignored=False,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_default_delivery_mode="transient",
        task_publish_retry=False,
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        CELERY_DB_REUSE_MAX=_NEVER,
    )
    return made


application = _application()


@application.task(name=LOOK)
def look() -> None:
    """Do what is due, without the letters."""
    _looker().run_once()


@application.task(name=LETTERS)
def letters() -> None:
    """Hand over letters of the mailings being sent, for SLICE_S."""
    until = time.monotonic() + SLICE_S
    pump(lambda: time.monotonic() >= until)


class Looker(Worker):
    """The part of a worker's turn that one message asks for."""

    def __init__(self) -> None:
        super().__init__()
        self._until = 0.0

    def run_once(self) -> None:
        self._until = time.monotonic() + SLICE_S
        super().run_once()

    def stops(self) -> bool:
        return time.monotonic() >= self._until

    def _send(self) -> None:
        """Do nothing: letters have a queue of their own."""


@cache
def _looker() -> Looker:
    """Return the looker of this process, which remembers when it last looked at what time alone changes."""
    return Looker()


class Caller:
    """Tells the workers to look. A broker that does not answer costs at most a second, and then nothing for a while."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._silent_until = 0.0

    def call(self, *tasks: Task) -> bool:
        """Send messages; return whether the broker took them."""
        if self._clock() < self._silent_until:
            return False
        try:
            for task in tasks:
                task.apply_async(expires=_STALE_MS / 1000)
        except (KombuError, OSError) as exc:
            self._silent_until = self._clock() + _PAUSE_S
            log.warning("The broker is away", extra={"event": "broker_away", "reason": type(exc).__name__})
            return False
        return True


_caller = Caller()


def ring() -> None:
    """Wake a worker, wherever it is."""
    _caller.call(look)


class Ticker(Worker):
    """Makes the workers look in time; works itself as long as the broker does not answer."""

    def __init__(self, caller: Caller | None = None) -> None:
        super().__init__()
        self._caller = caller or Caller()

    def run_once(self) -> None:
        """Tell the workers to look, or look."""
        if not self._caller.call(look, letters):
            super().run_once()


def work(queue: str, *, processes: int) -> int:
    """Run a Celery worker on one queue until SIGTERM; return the exit code."""
    arguments: list[Any] = [
        "--quiet",
        "worker",
        f"--queues={conf.get('broker_prefix')}.{queue}",
        f"--hostname={queue}@%h",
        f"--concurrency={processes}",
        "--without-gossip",
        "--without-mingle",
        "--loglevel=WARNING",
    ]
    application.worker_main(arguments)
    return 0
