"""`rotative serve`: one process tree of a supervisor, the front with the application, and the worker.

The supervisor opens the listening socket, loads the application and forks the others, which share what it loaded: that
is a third of the memory less, and a child that dies is back at once. It runs no thread, opens no database and answers
nobody. Because the socket is its own, nobody is refused while a front starts again. The children die with it, however
it dies. With `front_only` it never imports Django.
"""

import contextlib
import gc
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rotative.core.errors import RotativeError, gettext_noop
from rotative.run.children import FIRST_DELAY_S, Child, fork, save_memory

BACKLOG = 1024
# After SIGTERM; then the children are killed.
GRACE_S = 15.0
LONGEST_DELAY_S = 30.0
# A child that lived so long has recovered: its next failure is a first one again.
HEALTHY_S = 60.0

_ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class ServeError(RotativeError):
    """Base of what keeps the server from starting."""


class BadAddress(ServeError):
    code = "serve.bad_address"
    message = gettext_noop(
        "%(bind)s is not an address to listen on. Give HOST:PORT, for instance 127.0.0.1:8000."
    )


class AddressTaken(ServeError):
    code = "serve.address_taken"
    message = gettext_noop("Cannot listen on %(bind)s: %(reason)s. Choose another with --bind HOST:PORT.")


class NotLoaded(ServeError):
    code = "serve.not_loaded"
    message = gettext_noop(
        "The application cannot be loaded (%(reason)s). Only its pages are served: correct the fault and start again."
    )


def serve(
    home: Path,
    *,
    bind: str = "127.0.0.1:8000",
    front_only: bool = False,
    workers: int = 1,
    load: Callable[[], Any] | None = None,
    work: Callable[[], int] | None = None,
) -> int:
    """Serve a newsroom until SIGTERM or Ctrl-C; returns the exit code.

    front_only: files and nothing else, neither application nor worker.
    workers: processes of the front, each of which runs the application.
    load: returns the front_process.Application, the newsroom's own unless given.
    work: called in the worker's process, returns its exit code; works as `rotative worker` does unless given.
    Raises BadAddress, AddressTaken.
    """
    save_memory()
    with _listening(bind) as listener, signals() as wakeup:
        application = None if front_only else _preload(home, load)
        ready, ready_writer = os.pipe()

        def front() -> int:
            from rotative.run import front_process  # noqa: PLC0415 only a front needs granian's library

            return front_process.run(home, listener, ready_writer, application)

        children = [Child(title="rotative front", run=front) for _number in range(max(1, workers))]
        if application is not None and not application.failed:
            children.append(Child(title=f"rotative worker --home {home}", run=work or _work))
        try:
            return Supervisor(children, wakeup=wakeup, ready=ready).run(_addresses(listener, front_only))
        finally:
            os.close(ready)
            os.close(ready_writer)


class Supervisor:
    """Keeps the children running until a signal ends them all."""

    def __init__(self, children: list[Child], *, wakeup: int, ready: int) -> None:
        self._children = children
        self._wakeup = wakeup
        self._ready = ready

    def run(self, greeting: str) -> int:
        """Run the children until a signal; return the exit code, 1 when the front could not even be started."""
        greeted = False
        try:
            while True:
                self._start_due()
                readable, ending = self._wait()
                if ending:
                    return 0
                if self._ready in readable and not greeted:
                    greeted = True
                    # In one piece: the children write to the same place.
                    print(f"{greeting}\n", end="", flush=True)
                if self._reap() and not greeted:
                    return 1
        finally:
            self._end()

    def _wait(self) -> tuple[list[int], bool]:
        """Wait; return the readable descriptors, and whether a signal says to end."""
        waits = [child.due_at - time.monotonic() for child in self._children if child.pid is None]
        timeout = max(0.0, min(waits)) if waits else None
        readable, _writable, _failed = select.select([self._wakeup, self._ready], [], [], timeout)
        if self._ready in readable:
            os.read(self._ready, 4096)
        received = os.read(self._wakeup, 4096) if self._wakeup in readable else b""
        return readable, any(number in _ENDING for number in received)

    def _start_due(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.pid is None and child.due_at <= now:
                child.started_at = now
                child.pid = fork(child)

    def _reap(self) -> bool:
        """Note which children died and when to start them again; return True when one was a front."""
        front_died = False
        for child in self._children:
            status = _ended(child)
            if status is None:
                continue
            now = time.monotonic()
            if now - child.started_at > HEALTHY_S:
                child.delay_s = FIRST_DELAY_S
            front_died = front_died or child.title == "rotative front"
            print(
                f"{child.title} ended with {os.waitstatus_to_exitcode(status)}; starts again in {child.delay_s:g} s.",
                file=sys.stderr,
                flush=True,
            )
            child.due_at = now + child.delay_s
            child.delay_s = min(child.delay_s * 2, LONGEST_DELAY_S)
        return front_died

    def _end(self) -> None:
        _signal(self._children, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_S
        while True:
            for child in self._children:
                _ended(child)
            if all(child.pid is None for child in self._children):
                return
            left = deadline - time.monotonic()
            readable, _writable, _failed = select.select([self._wakeup], [], [], max(left, 0.0))
            received = os.read(self._wakeup, 4096) if readable else b""
            # A second Ctrl-C means: now.
            if left <= 0 or signal.SIGINT in received:
                _signal(self._children, signal.SIGKILL)
                deadline = time.monotonic() + GRACE_S


def parse_bind(bind: str) -> tuple[str, int]:
    """Return host and port of "HOST:PORT", "[::1]:PORT" or "PORT". Raises BadAddress."""
    host, _colon, port = bind.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise BadAddress(bind=bind)
    return host.strip("[]") or "127.0.0.1", int(port)


def _preload(home: Path, load: Callable[[], Any] | None) -> Any:
    """Load the application, or one that says why there is none: readers get their pages all the same."""
    from rotative.run import front_process  # noqa: PLC0415 files alone are served without an application

    os.environ["ROTATIVE_HOME"] = str(home)
    try:
        application = (load or front_process.preload)()
    except Exception as exc:
        if isinstance(exc, RotativeError):
            failure = NotLoaded(reason=str(exc).rstrip("."))
        else:
            traceback.print_exc()
            failure = NotLoaded(reason=f"{type(exc).__name__}: {exc}")
        print(f"rotative: {failure}", file=sys.stderr, flush=True)
        return front_process.Application(load=_failing(failure), body_max_bytes=0, failed=True)
    gc.collect()
    # The collector of a child would touch, and so copy, every page it looks at.
    gc.freeze()
    return application


def _failing(exc: NotLoaded) -> Callable[[], Any]:
    def load() -> Any:
        raise exc.with_traceback(None)

    return load


def _work() -> int:
    """Work as `rotative worker` does, in a process that has the application."""
    from django.core.management.base import BaseCommand, CommandError  # noqa: PLC0415 serving files needs no Django

    from rotative.run import worker  # noqa: PLC0415 imports models, once Django is set up

    try:
        BaseCommand().check()
        return worker.work()
    except (RotativeError, CommandError) as exc:
        print(f"rotative: {exc}", file=sys.stderr, flush=True)
        return 1


def _ended(child: Child) -> int | None:
    """Return the wait status of a child that has ended since the last call, or None."""
    if child.pid is None:
        return None
    pid, status = os.waitpid(child.pid, os.WNOHANG)
    if pid == 0:
        return None
    child.pid = None
    return status


def _signal(children: list[Child], number: int) -> None:
    for child in children:
        if child.pid is not None:
            os.kill(child.pid, number)


@contextlib.contextmanager
def signals() -> Iterator[int]:
    """Yield a descriptor that becomes readable with the number of each signal; enter it before the first child starts."""
    reader, writer = os.pipe()
    for descriptor in (reader, writer):
        os.set_blocking(descriptor, False)
    old_wakeup = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    old = {number: signal.signal(number, _noted) for number in (*_ENDING, signal.SIGCHLD)}
    try:
        yield reader
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(old_wakeup)
        os.close(reader)
        os.close(writer)


def _noted(_number: int, _frame: object) -> None:
    """Do nothing: the number is already in the pipe, and is read after the application is loaded."""


@contextlib.contextmanager
def _listening(bind: str) -> Iterator[socket.socket]:
    host, port = parse_bind(bind)
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as exc:
        raise BadAddress(bind=bind) from exc
    with listener:
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(BACKLOG)
        except OSError as exc:
            raise AddressTaken(bind=bind, reason=exc.strerror) from exc
        listener.setblocking(False)
        yield listener


def _addresses(listener: socket.socket, front_only: bool) -> str:
    host, port = listener.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    site = f"http://{name}:{port}/"
    return f"Site: {site}" if front_only else f"Site: {site}\nDesk: {site}desk/\nCtrl-C ends both."
