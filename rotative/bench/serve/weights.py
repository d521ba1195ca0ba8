"""The memory of `rotative serve`: the front alone, the whole tree at rest, and the tree during a day's work."""

import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rotative.bench import inside
from rotative.bench.machine import cpu_seconds, memory, name_of, tree
from rotative.bench.newsrooms import apart, newsroom, rotative
from rotative.bench.serve.invented import invented
from rotative.bench.servers import free_port, front, get, process, wait_for

# How long a tree may take to settle before it is weighed.
SETTLE_S = 20.0
# Publications between two weights.
EVERY = 20


def weigh_front() -> dict[str, Any]:
    """Weigh a front that serves files and nothing else, after a request."""
    with tempfile.TemporaryDirectory(prefix="rotative-bench-") as folder:
        home, path = invented(Path(folder))
        with front(home) as alone:
            get(alone.url + path)
            return {"what": "the front alone, files only", **asdict(memory(list(alone.pids)))}


def rest(home: Path, idle_s: int) -> dict[str, Any]:
    """Weigh `rotative serve` of a newsroom after a request to its desk, which loads the application, and see what it costs idle."""
    with _served(home) as (pid, _address):
        weighed = {"what": "the whole tree of rotative serve", **asdict(memory(tree(pid)))}
        return {"memory": weighed, "idle": _watch(tree(pid), idle_s)}


def _watch(pids: list[int], seconds: int) -> dict[str, float]:
    """Return the share of a core that these processes take while nobody asks them for anything."""
    began, before = time.monotonic(), cpu_seconds(pids)
    time.sleep(seconds)
    passed, spent = time.monotonic() - began, cpu_seconds(pids) - before
    return {"seconds": round(passed, 1), "percent": round(100 * spent / passed, 2)}


def weigh_work(folder: Path, articles: int, publications: int, *, quiet: bool) -> dict[str, Any]:
    """Weigh the tree during a day's work in a newsroom with so many articles; one that is in the folder is used again.

    The last weight is taken when the process that worked has ended: what it shared with the tree is the tree's again.
    """
    with apart():
        home = newsroom(folder, articles, quiet=quiet)
        rotative(home, "bake", "--stale")
        with _served(home) as (pid, address):
            options = {"pid": pid, "address": address, "publications": publications, "every": EVERY}
            done = inside.measured(home, "rotative.bench.serve.working", quiet=quiet, **options)
            return {"articles": articles, "weights": [*done["weights"], weight(pid, publications)]}


def weight(pid: int, publications: int) -> dict[str, Any]:
    """Weigh a process and its descendants together, and each of them."""
    pids = tree(pid)
    together = memory(pids)
    return {
        "publications": publications,
        "pss_mb": together.pss_mb,
        "rss_mb": together.rss_mb,
        "each_mb": [[name_of(one), memory([one]).pss_mb] for one in pids],
    }


def work_lines(worked: dict[str, Any]) -> Iterator[str]:
    """Yield the weights of a day's work for a person."""
    for one in worked["weights"]:
        each = ", ".join(f"{name} {weight_mb}" for name, weight_mb in one["each_mb"])
        yield f"{one['publications']:>6} publications {one['pss_mb']:>6} MB (PSS): {each}"


@contextlib.contextmanager
def _served(home: Path) -> Iterator[tuple[int, str]]:
    """Run `rotative serve` until it has loaded everything; yield the process id and the address."""
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "rotative", "serve", "--home", str(home), "--bind", address]
    with process(command) as running:
        wait_for(f"http://{address}/", "rotative serve", command)
        for _look in range(3):
            get(f"http://{address}/desk/login/")
        # The worker is loading too: whole once the tree no longer grows.
        deadline = time.monotonic() + SETTLE_S
        now, before = memory(tree(running.pid)).pss_mb, 0.0
        while abs(now - before) > 1 and time.monotonic() < deadline:
            time.sleep(2)
            before, now = now, memory(tree(running.pid)).pss_mb
        yield running.pid, address
