"""The process that serves the front: granian's RSGI worker on a socket somebody else opened.

granian's own server would give each request a coroutine on the event loop. A scheduler of ours answers files on the
thread that read the request and wakes the loop for the application only. `CallbackScheduler` and `RSGIWorker` belong to
granian's inner interface: the version is pinned, and the tests of the front fail if it changes.
"""

import asyncio
import logging
import resource
import signal
import socket
from collections.abc import Callable
from typing import Any

from granian._granian import CallbackScheduler, RSGIWorker, SocketHolder, WorkerSignal
from granian.http import HTTP1Settings

from rotative.server.app import Front

log = logging.getLogger(__name__)

BACKLOG = 1024
# Connections served at the same time; the others wait in the backlog.
CONNECTIONS = 4096
HEADER_TIMEOUT_MS = 15_000


class _Scheduler(CallbackScheduler):
    """Hands each request to a function as soon as it is read."""

    __slots__ = ()

    def __init__(
        self, _loop: Any, _callback: Any, _task: Any, _enter: Any, _exit: Any, *, schedule: Any
    ) -> None:
        super().__init__()
        self._schedule_fn = schedule  # type: ignore[misc]  # a slot of granian's class, which has no types

    def __new__(cls, *args: Any, schedule: Any) -> "_Scheduler":
        made: _Scheduler = super().__new__(cls, *args)
        return made


def serve(front: Front, listener: socket.socket, *, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is called once requests are taken."""
    _raise_file_limit()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    stop, stopped = WorkerSignal(), asyncio.Event()

    def end() -> None:
        stop.set()
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    worker = _worker(SocketHolder(listener.fileno(), False, BACKLOG))
    schedule = _schedule(front, loop)
    worker.serve_str(_Scheduler(loop, _unused, None, None, None, schedule=schedule), loop, stop)
    loop.call_soon(ready)
    loop.run_until_complete(stopped.wait())


def _worker(holder: SocketHolder) -> RSGIWorker:
    tls: tuple[Any, ...] = (False, None, None, None, "tls1.3", None, [], False)
    settings = HTTP1Settings(header_read_timeout=HEADER_TIMEOUT_MS)
    # id, socket, pipe; runtime threads, their blocking threads, Python threads, their idle seconds, connections;
    # HTTP version, its settings, those of HTTP/2; no websockets, no static files; no metrics.
    return RSGIWorker(
        1,
        (None, holder),
        None,
        1,
        16,
        1,
        30,
        CONNECTIONS,
        "1",
        settings,
        None,
        False,
        None,
        *tls,
        (None, None),
    )


def _schedule(front: Front, loop: asyncio.AbstractEventLoop) -> Callable[[Any], None]:
    running: set[asyncio.Task[None]] = set()

    async def hand_over(watcher: Any) -> None:
        try:
            if front.bridge is not None:
                await front.bridge.handle(watcher.scope, watcher.proto)
        except Exception:
            log.exception("Request failed", extra={"event": "front_failed", "path": watcher.scope.path})
        finally:
            # Answers 500 if nobody answered.
            watcher.done()

    def start(watcher: Any) -> None:
        task = loop.create_task(hand_over(watcher))
        running.add(task)
        task.add_done_callback(running.discard)

    def schedule(watcher: Any) -> None:
        # Called from Rust, which could not tell an exception to anybody.
        try:
            if front.answer(watcher.scope, watcher.proto):
                watcher.done()
            else:
                loop.call_soon_threadsafe(start, watcher)
        except BaseException:
            log.exception("Front failed", extra={"event": "front_failed", "path": watcher.scope.path})
            watcher.done()

    return schedule


async def _unused(_watcher: Any) -> None:
    raise AssertionError("granian calls the scheduler only")


def _raise_file_limit() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
