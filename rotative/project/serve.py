"""`rotative serve`: one process tree of a supervisor, the front with the application, and the worker.

The supervisor imports next to nothing, opens the listening socket, starts the others and starts them again when they
die; because the socket is its own, nobody is refused meanwhile. The children die with it, however it dies.
"""

import contextlib
import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rotative.core.errors import RotativeError, gettext_noop

BACKLOG = 1024
# After SIGTERM; then the children are killed.
GRACE_S = 15.0
FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0
# A child that lived so long has recovered: its next failure is a first one again.
HEALTHY_S = 60.0

_PR_SET_PDEATHSIG = 1
_ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_LIBC = ctypes.CDLL(None, use_errno=True)


class ServeError(RotativeError):
    """Base of what keeps the server from starting."""


class BadAddress(ServeError):
    code = "serve.bad_address"
    message = gettext_noop(
        "%(bind)s is not an address to listen at. Give HOST:PORT, for instance 127.0.0.1:8000."
    )


class AddressTaken(ServeError):
    code = "serve.address_taken"
    message = gettext_noop("Cannot listen at %(bind)s: %(reason)s. Choose another with --bind HOST:PORT.")


@dataclass(kw_only=True)
class Child:
    """A process of the tree and what to know for starting it again."""

    name: str
    command: Sequence[str]
    descriptors: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    delay_s: float = FIRST_DELAY_S
    # Monotonic; when to start it (again).
    due_at: float = field(default=0.0)


def serve(
    home: Path,
    *,
    bind: str = "127.0.0.1:8000",
    front_only: bool = False,
    workers: int = 1,
    worker_command: Sequence[str] | None = None,
) -> int:
    """Serve a newsroom until SIGTERM or Ctrl-C; returns the exit code.

    front_only: files and nothing else, neither application nor worker.
    workers: processes of the front, each with its own copy of the application.
    worker_command: what is started beside the front, `rotative worker` unless given.
    Raises BadAddress, AddressTaken.
    """
    with _signals() as wakeup, _listening(bind) as listener:
        ready, ready_writer = os.pipe()
        flags = ["--front-only"] if front_only else []
        fronts = [
            Child(
                name="front",
                command=[
                    *(sys.executable, "-m", "rotative.project.front_process"),
                    *(str(home), str(listener.fileno()), str(ready_writer), *flags),
                ],
                descriptors=(listener.fileno(), ready_writer),
            )
            for _number in range(max(1, workers))
        ]
        command = worker_command or [sys.executable, "-m", "rotative", "worker", "--home", str(home)]
        others = [] if front_only else [Child(name="worker", command=command)]
        supervisor = Supervisor(home, [*fronts, *others], wakeup=wakeup, ready=ready)
        return supervisor.run(_addresses(listener, front_only))


class Supervisor:
    """Keeps the children running until a signal ends them all."""

    def __init__(self, home: Path, children: list[Child], *, wakeup: int, ready: int) -> None:
        self._children = children
        self._wakeup = wakeup
        self._ready = ready
        self._environment = {
            **os.environ,
            "ROTATIVE_HOME": str(home),
            # Threads share two heaps instead of having one each.
            "MALLOC_ARENA_MAX": os.environ.get("MALLOC_ARENA_MAX", "2"),
        }

    def run(self, greeting: str) -> int:
        """The exit code: 1 when the front could not even be started."""
        greeted = False
        try:
            while True:
                self._start_due()
                readable, ending = self._wait()
                if ending:
                    return 0
                if self._ready in readable and not greeted:
                    greeted = True
                    print(greeting, flush=True)
                if self._reap() and not greeted:
                    return 1
        finally:
            self._end()

    def _wait(self) -> tuple[list[int], bool]:
        """The readable descriptors, and whether a signal says to end."""
        waits = [child.due_at - time.monotonic() for child in self._children if child.process is None]
        timeout = max(0.0, min(waits)) if waits else None
        readable, _writable, _failed = select.select([self._wakeup, self._ready], [], [], timeout)
        if self._ready in readable:
            os.read(self._ready, 4096)
        received = os.read(self._wakeup, 4096) if self._wakeup in readable else b""
        return readable, any(number in _ENDING for number in received)

    def _start_due(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.process is None and child.due_at <= now:
                child.started_at = now
                child.process = _spawn(child, self._environment)

    def _reap(self) -> bool:
        """Note who died and when to start them again; True when it was a front."""
        front_died = False
        for child in self._children:
            if child.process is None or child.process.poll() is None:
                continue
            now = time.monotonic()
            if now - child.started_at > HEALTHY_S:
                child.delay_s = FIRST_DELAY_S
            front_died = front_died or child.name == "front"
            print(
                f"The {child.name} ended with {child.process.returncode}; next start in {child.delay_s:g} s.",
                file=sys.stderr,
                flush=True,
            )
            child.process, child.due_at = None, now + child.delay_s
            child.delay_s = min(child.delay_s * 2, LONGEST_DELAY_S)
        return front_died

    def _end(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_S
        while any(process.poll() is None for process in running):
            left = deadline - time.monotonic()
            readable, _writable, _failed = select.select([self._wakeup], [], [], max(left, 0.0))
            received = os.read(self._wakeup, 4096) if readable else b""
            # A second Ctrl-C means: now.
            if left <= 0 or signal.SIGINT in received:
                for process in running:
                    process.kill()
                deadline = time.monotonic() + GRACE_S


def _spawn(child: Child, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    parent = os.getpid()

    def prepare() -> None:
        # Between fork and exec, in a process that has a single thread.
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())

    return subprocess.Popen(  # noqa: S603 the command is our own
        child.command,
        env=environment,
        stdin=subprocess.DEVNULL,
        pass_fds=child.descriptors,
        # Ctrl-C reaches the supervisor alone, which then ends the others in order.
        process_group=0,
        preexec_fn=prepare,
    )


@contextlib.contextmanager
def _signals() -> Iterator[int]:
    """A descriptor that becomes readable with the number of each signal, from before the first child on."""
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
    """The number is in the pipe already."""


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


def parse_bind(bind: str) -> tuple[str, int]:
    """Host and port of "HOST:PORT", "[::1]:PORT" or "PORT". Raises BadAddress."""
    host, _colon, port = bind.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise BadAddress(bind=bind)
    return host.strip("[]") or "127.0.0.1", int(port)


def _addresses(listener: socket.socket, front_only: bool) -> str:
    host, port = listener.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    site = f"http://{name}:{port}/"
    return f"Site: {site}" if front_only else f"Site: {site}\nDesk: {site}desk/\nCtrl-C ends both."
