"""Running a command and seeing how long it took and what its processes weighed at most."""

import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rotative.bench.machine import tree
from rotative.core.errors import RotativeError, gettext_noop

# How often processes are looked at; what ended between two looks has been seen a moment before its end.
_EVERY_S = 0.1


class CommandFailed(RotativeError):
    code = "bench.command_failed"
    message = gettext_noop("%(command)s ended with code %(code)s: %(said)s")


@dataclass(frozen=True, kw_only=True)
class Run:
    """Observations of a command."""

    seconds: float
    # Most memory one process of its tree ever held (resident, from the kernel's own high-water mark).
    peak_mb: float
    # Processes of its tree that were seen.
    processes: int
    printed: str


def watched(command: Sequence[str], environment: dict[str, str] | None = None) -> Run:
    """Run a command to its end. Raises CommandFailed."""
    peaks: dict[int, float] = {}
    ended = threading.Event()
    started = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        watcher = threading.Thread(target=_look, args=(process.pid, ended, peaks), daemon=True)
        watcher.start()
        try:
            printed, said = process.communicate()
        except BaseException:
            process.terminate()
            raise
        finally:
            ended.set()
            watcher.join()
    seconds = time.perf_counter() - started
    if process.returncode:
        raise CommandFailed(
            command=" ".join(command), code=process.returncode, said=(said or printed).strip()[-500:]
        )
    return Run(
        seconds=seconds, peak_mb=max(peaks.values(), default=0.0), processes=len(peaks), printed=printed
    )


def _look(pid: int, ended: threading.Event, peaks: dict[int, float]) -> None:
    while not ended.wait(_EVERY_S):
        for one in tree(pid):
            peak = _peak_mb(one)
            if peak:
                peaks[one] = max(peak, peaks.get(one, 0.0))


def _peak_mb(pid: int) -> float:
    """Return the most memory a process has held so far, 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
