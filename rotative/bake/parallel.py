"""Several ovens at once: helper processes of `rotative bake`, one progress bar, one clean end."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from rotative.bake.oven import Totals

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """Whether somebody asked for an end: Ctrl-C, SIGTERM, or a reader of our output that went away."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        return self.asked

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Within: the signals ask for an end instead of making one."""
        before = [(number, signal.signal(number, self._ask)) for number in _SIGNALS]
        try:
            yield
        finally:
            for number, handler in before:
                signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


class Crew:
    """Helpers that print what is stale beside this process."""

    def __init__(self, number: int, *, progress: Callable[[int], None]) -> None:
        # With this process.
        self.size = number + 1
        self._progress = progress
        self._lock = threading.Lock()
        self._totals = Totals()
        # Helpers that ended without telling what they did.
        self.lost = 0
        self._processes = [_start(self.size) for _helper in range(number)]
        self._readers = [threading.Thread(target=self._read, args=(process,)) for process in self._processes]
        for reader in self._readers:
            reader.start()

    def count(self, pages: int) -> None:
        """Somebody of the crew printed so many."""
        with self._lock:
            self._progress(pages)

    def stop(self) -> None:
        """Ask every helper to end after the page it is at."""
        for process in self._processes:
            process.terminate()

    def finish(self) -> Totals:
        """What the helpers did, once all have ended."""
        for reader in self._readers:
            reader.join()
        return self._totals

    def _read(self, process: "subprocess.Popen[str]") -> None:
        done = None
        for line in process.stdout or ():
            told = json.loads(line)
            if isinstance(told, int):
                self.count(told)
            else:
                done = Totals(**told)
        process.wait()
        with self._lock:
            self.lost += done is None
            self._totals += done or Totals()


class Report:
    """The helper's side: tells the process that started it, and stops when that is gone."""

    def __init__(self, stopping: Stopping) -> None:
        self._stopping = stopping

    def progress(self, pages: int) -> None:
        self._tell(pages)

    def totals(self, totals: Totals) -> None:
        self._tell({"baked": totals.baked, "unchanged": totals.unchanged, "failed": totals.failed})

    def _tell(self, what: object) -> None:
        try:
            sys.stdout.write(f"{json.dumps(what)}\n")
            sys.stdout.flush()
        except BrokenPipeError:
            self._stopping.asked = True
            # Nor may the interpreter try at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def crowded(size: int) -> bool:
    """Whether so many ovens leave no core to anybody else."""
    return size >= (os.cpu_count() or 1)


def _start(size: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "rotative", "bake", "--stale", "--helper", "--jobs", str(size)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
