"""Child processes that are forks of this one: they share its memory, have their own name and die with it."""

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass

_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_LIBC = ctypes.CDLL(None, use_errno=True)
_M_ARENA_MAX = -8


@dataclass(kw_only=True)
class Child:
    """A process of the tree and what to know for starting it again."""

    # As the system's list of processes shows it.
    title: str
    # Returns the exit code.
    run: Callable[[], int]
    pid: int | None = None
    # Monotonic.
    started_at: float = 0.0
    # Monotonic time of its next start, and how long to wait after its next failure; the supervisor sets both.
    due_at: float = 0.0
    delay_s: float = 0.0


def fork(child: Child) -> int:
    """Start a child and return its process id. Call it from a process with a single thread."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    # A signal that comes between the fork and the new handlers waits for these.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return pid
    code = 1
    try:
        _detach(child.title, parent)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        code = child.run()
    except SystemExit as exc:
        code = exc.code if isinstance(exc.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Threads may still be there, and what the parent registered for its own end is the parent's.
        os._exit(code)


def save_memory() -> None:
    """Let the threads of this process and its children share two heaps instead of having one each."""
    if "MALLOC_ARENA_MAX" not in os.environ and hasattr(_LIBC, "mallopt"):
        _LIBC.mallopt(_M_ARENA_MAX, 2)


def _detach(title: str, parent: int) -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Ctrl-C reaches the supervisor alone, which then ends the others in order.
    os.setpgid(0, 0)
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    _entitle(title)


def _entitle(title: str) -> None:
    """Show a title where the system shows the command line: it is written over the old one."""
    _LIBC.prctl(_PR_SET_NAME, title.split(" --", 1)[0].replace(" ", "-").encode())
    try:
        with open("/proc/self/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
        # proc(5): arg_start and arg_end are fields 48 and 49, state is field 3.
        start, end = int(fields[45]), int(fields[46])
    except (OSError, IndexError, ValueError):
        return
    if 0 < start < end:
        room = end - start
        ctypes.memmove(start, title.encode()[: room - 1].ljust(room, b"\0"), room)
