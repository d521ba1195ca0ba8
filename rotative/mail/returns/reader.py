"""Reading of mails of strangers, in a child process with a budget for each: whatever a mail does, nothing else waits for it.

The child starts with the first mail and ends when no other is there. It parses and does nothing else: it has neither
Django nor the database.
"""

import atexit
import os
import select
import subprocess
import sys
from collections.abc import Callable
from threading import Lock
from time import monotonic

from rotative.mail.errors import CostlyMail, ReadingStopped
from rotative.mail.returns.parsing.child import LENGTH, answer_of, question
from rotative.mail.returns.parsing.mail import MOST_BYTES
from rotative.mail.returns.parsing.parsed_mail import Returned

# Seconds of processor time for one mail. An ordinary one takes a hundredth of a second.
BUDGET_S = 2.0
# Seconds by the clock: also a child that does nothing ends.
PATIENCE_S = 60.0
# `stop` is asked so often, in seconds.
_STEP_S = 0.1
# For the last moment of a child that closed its output.
_LAST_S = 5.0
# -P: a file in the working folder never takes the place of a module.
_COMMAND = (sys.executable, "-P", "-m", "rotative.mail.returns.parsing.child")


class Reader:
    """A child process that reads one mail after the other, started when it is needed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def read(self, raw: bytes, *, recipients: tuple[str, ...], stop: Callable[[], bool]) -> Returned:
        """Read a mail as `parsing.read` does, in the child. Raises CostlyMail, ReadingStopped, OSError."""
        asked = question(raw[:MOST_BYTES], recipients=recipients, budget_s=BUDGET_S)
        with self._lock:
            child = self._child = self._child or _start()
            try:
                return answer_of(_answer(child, asked, stop))
            except (BrokenPipeError, EOFError) as failure:
                code = self._end(patience_s=_LAST_S)
                if code < 0:
                    # A signal ended it: its budget was used up, or the machine's memory.
                    raise CostlyMail() from failure
                raise OSError(f"the process that reads mail ended with {code}") from failure
            except BaseException:
                # Half an answer may be on its way: this child is of no more use.
                self._end()
                raise

    def rest(self) -> None:
        """End the child until the next mail; do nothing while a mail is read."""
        if self._lock.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._lock.release()

    def forget(self) -> None:
        """Leave the child to the process that this one was forked from."""
        if self._child is not None:
            # It is not this process's to wait for.
            self._child.returncode = 0
        self._lock, self._child = Lock(), None

    def _end(self, *, patience_s: float = 0.0) -> int:
        """End the child, after some seconds in which it may end by itself; return its exit code."""
        child, self._child = self._child, None
        if child is None:
            return 0
        try:
            child.wait(patience_s)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                # Nothing is buffered in either.
                pipe.close()
        return child.returncode


def _start() -> subprocess.Popen[bytes]:
    """Start a child in a process group of its own: Ctrl-C ends this process, which then ends the child."""
    return subprocess.Popen(
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, process_group=0
    )


def _answer(child: subprocess.Popen[bytes], asked: bytes, stop: Callable[[], bool]) -> bytes:
    """Ask and return the answer. Raises EOFError or BrokenPipeError when the child ends, CostlyMail, ReadingStopped."""
    until = monotonic() + PATIENCE_S
    questions, answers = (pipe.fileno() for pipe in (child.stdin, child.stdout) if pipe)
    os.set_blocking(questions, False)
    left, heard = memoryview(asked), b""
    while len(heard) < LENGTH.size or len(heard) < LENGTH.size + LENGTH.unpack_from(heard)[0]:
        readable, writable, _failed = select.select([answers], [questions] if left else [], [], _STEP_S)
        if stop():
            raise ReadingStopped()
        if monotonic() > until:
            raise CostlyMail()
        if writable:
            left = left[os.write(questions, left) :]
        if readable:
            piece = os.read(answers, 1 << 16)
            if not piece:
                raise EOFError
            heard += piece
    return heard[LENGTH.size :]


def _never() -> bool:
    return False


_reader = Reader()
atexit.register(_reader.rest)
os.register_at_fork(after_in_child=_reader.forget)


def read(raw: bytes, *, recipients: tuple[str, ...] = (), stop: Callable[[], bool] = _never) -> Returned:
    """Read a mail that came back to one of our addresses, as `parsing.read` does, in a child process.

    stop: asked several times a second. Raises CostlyMail when the mail takes more than its budget, ReadingStopped after a
    stop.
    """
    return _reader.read(raw, recipients=recipients, stop=stop)


def rest() -> None:
    """End the child process until the next mail, so that it takes no memory meanwhile."""
    _reader.rest()
