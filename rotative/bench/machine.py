"""The machine of a benchmark, and the memory of processes."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Memory that some processes hold together."""

    processes: int
    # Shared pages are divided among those who share them: the honest sum of a tree.
    pss_mb: float
    # Shared pages are counted once for each.
    rss_mb: float


def machine() -> dict[str, object]:
    """Describe the computer, in a form to print next to every result."""
    return {
        "cpu": _field("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": os.cpu_count(),
        "memory_mb": int((_field("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) // 1024,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def described(found: dict[str, object]) -> str:
    """Return the computer in one line for a person."""
    return (
        f"{found['cpu']}, {found['cores']} cores, {found['memory_mb']} MB, {found['system']}, "
        f"Python {found['python']}, load {found['load']}"
    )


def tree(pid: int) -> list[int]:
    """Return a process and all its descendants, the process first."""
    found = [pid]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in children.read_text().split()]
            except OSError:
                # It ended while being looked at.
                continue
    return found


def name_of(pid: int) -> str:
    """Return the name of a process as the system lists it; empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def memory(pids: list[int]) -> Memory:
    """Measure the memory of these processes at this moment; those that have ended hold nothing."""
    pss_kb = rss_kb = alive = 0
    for pid in pids:
        path = f"/proc/{pid}/smaps_rollup"
        try:
            pss, rss = _field(path, "Pss"), _field(path, "Rss")
        except OSError:
            continue
        if pss and rss:
            alive += 1
            pss_kb += int(pss.split()[0])
            rss_kb += int(rss.split()[0])
    return Memory(processes=alive, pss_mb=round(pss_kb / 1024, 1), rss_mb=round(rss_kb / 1024, 1))


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the processor time these processes have spent so far, all their threads together."""
    ticks = 0
    for pid in pids:
        # After the command's name, which may hold anything: state is field 3, utime 14, stime 15.
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _field(path: str, name: str) -> str | None:
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        key, _colon, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return None
