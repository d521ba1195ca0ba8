"""The supervisor of a process tree: it keeps its children running, and ends them all at a signal."""

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Iterator

from rotative.run.children import Child, fork

# After SIGTERM; then the children are killed.
GRACE_S = 15.0
# A child that ended starts again after this delay; it doubles with every failure.
FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0
# A child that lived so long has recovered: its next failure is a first one again.
HEALTHY_S = 60.0

_ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Supervisor:
    """Keeps the children running until a signal ends them all."""

    def __init__(self, children: list[Child], *, wakeup: int, ready: int) -> None:
        self._children = children
        for child in children:
            child.delay_s = FIRST_DELAY_S
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
