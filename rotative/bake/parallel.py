"""Several ovens at once: the helper processes of `rotative bake`, with one progress bar and one clean end."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from types import FrameType

from rotative.bake.oven import Totals

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """The request to stop: Ctrl-C, SIGTERM, or a reader of our output that is gone. Calling it says whether it was made."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        return self.asked

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Let the signals only request a stop within the block, instead of ending the process."""
        before = [(number, signal.signal(number, self._ask)) for number in _SIGNALS]
        try:
            yield
        finally:
            for number, handler in before:
                signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


class Crew:
    """Helper processes that print what is stale at the same time as this process."""

    def __init__(self, number: int, *, progress: Callable[[int], None]) -> None:
        # Number of processes, this one included.
        self.size = number + 1
        self._progress = progress
        self._lock = threading.Lock()
        self._totals = Totals()
        # Helpers that ended without a report of their totals.
        self.lost = 0
        self._processes = [_start(self.size) for _helper in range(number)]
        self._readers = [threading.Thread(target=self._read, args=(process,)) for process in self._processes]
        for reader in self._readers:
            reader.start()

    def count(self, pages: int) -> None:
        """Add pages that one process of the crew printed to the progress."""
        with self._lock:
            self._progress(pages)

    def stop(self) -> None:
        """Ask every helper to stop after its present page."""
        for process in self._processes:
            process.terminate()

    def finish(self) -> Totals:
        """Wait until all helpers have ended, and return what they did."""
        for reader in self._readers:
            reader.join()
        return self._totals

    def _read(self, process: "subprocess.Popen[str]") -> None:
        done = None
        for line in process.stdout or ():
            message = json.loads(line)
            if isinstance(message, int):
                self.count(message)
            else:
                done = Totals(**message)
        process.wait()
        with self._lock:
            self.lost += done is None
            self._totals += done or Totals()


class Report:
    """The helper's side: it reports to the process that started it, and stops when that process is gone."""

    def __init__(self, stopping: Stopping) -> None:
        self._stopping = stopping

    def progress(self, pages: int) -> None:
        self._send(pages)

    def totals(self, totals: Totals) -> None:
        self._send(asdict(totals))

    def _send(self, message: object) -> None:
        try:
            sys.stdout.write(f"{json.dumps(message)}\n")
            sys.stdout.flush()
        except BrokenPipeError:
            self._stopping.asked = True
            # The interpreter must not try to flush it at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def crowded(size: int) -> bool:
    """Return whether this number of ovens leaves no core free."""
    return size >= (os.cpu_count() or 1)


def _start(size: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "rotative", "bake", "--stale", "--helper", "--jobs", str(size)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
