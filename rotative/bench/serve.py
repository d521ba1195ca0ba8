"""`rotative bench serve`: one article from the front beside nginx with the same files, and what the tree weighs.

Both servers have the first core, wrk has the second; they are asked in turns, several short rounds each, so that
whatever else the machine does meets both. A ratio is the median of the rounds' ratios. nginx gets the plainest
configuration that serves these files, not the one we print, which does more for each request.

On a machine that has other work the rates say little: the kernel shares a core among threads, and the front has more of
them. The processor time each server spends on a request is counted as well, and does not depend on that.
"""

import argparse
import contextlib
import os
import re
import select
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tqdm import tqdm

from rotative.bake.press import FolderPress, file_name
from rotative.bench.machine import cpu_seconds, memory, tree
from rotative.core.errors import RotativeError, gettext_noop

CONNECTIONS = 32
START_S = 60.0
# How long a tree may take to settle before it is weighed.
SETTLE_S = 20.0

_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")
_REQUESTS = re.compile(r"(\d+) requests in")
_FAULTS = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


class BenchError(RotativeError):
    """Base of what keeps a benchmark from running."""


class NotStarted(BenchError):
    code = "bench.not_started"
    message = gettext_noop(
        "%(name)s did not start within %(seconds)d s. Run it by hand to see why: %(command)s"
    )


class BadRun(BenchError):
    code = "bench.bad_run"
    message = gettext_noop("%(command)s met errors, so its figures mean nothing: %(printed)s")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One way of asking for the article."""

    name: str
    # Lines for wrk's -H; ETAG stands for the server's own.
    headers: tuple[str, ...]


_CASES = (
    Case(name="identity", headers=("Accept-Encoding: identity",)),
    Case(name="brotli", headers=("Accept-Encoding: br",)),
    Case(name="unchanged", headers=("Accept-Encoding: br", "If-None-Match: ETAG")),
)

_NGINX = """\
daemon off; @user@ pid @folder@/pid; error_log @folder@/error.log; worker_processes 1;
events { worker_connections 1024; }
http {
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; server_tokens off; @temporary@
    map $http_accept_encoding $suffix { br .br; default ""; }
    map $http_accept_encoding $encoding { br br; default ""; }
    server {
        listen 127.0.0.1:@port@;
        root "@public@";
        types { }
        default_type "text/html; charset=utf-8";
        location / {
            add_header Content-Encoding $encoding;
            try_files ${uri}index.html$suffix =404;
        }
    }
}
"""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server and the processes whose work is counted."""

    url: str
    pids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What one round gave."""

    per_s: float
    # Processor time of the server for each request.
    cpu_us: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--path", help="an article's path; the heaviest baked article unless given")
    parser.add_argument("--seconds", type=int, default=2, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of measurements of each case")


def run(options: argparse.Namespace, home: Path | None) -> dict[str, Any]:
    """Of the newsroom the user stands in; outside one, of an invented article and the front alone."""
    path = options.path or (_heaviest(home) if home else None)
    quiet = True if options.json else None
    with tqdm(total=pairs(options.rounds), unit="pair", disable=quiet) as bar:
        return bench(
            home=home, path=path, seconds=options.seconds, rounds=options.rounds, progress=bar.update
        )


def bench(
    *,
    home: Path | None = None,
    path: str | None = None,
    seconds: int = 2,
    rounds: int = 5,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """What `rotative bench serve` finds.

    home: a newsroom whose article at `path` is asked for and whose whole tree is weighed; without one, an invented
    article of usual length, and the front alone is weighed.
    seconds, rounds: of each measurement.
    progress: called with 1 after each pair of rounds, of which there are `pairs(rounds)`.
    """
    missing = [name for name in ("wrk", "nginx", "taskset") if _program(name) is None]
    results: dict[str, Any] = {}
    if missing:
        results["skipped"] = f"Requests were not measured: {', '.join(missing)} not installed."
    with tempfile.TemporaryDirectory(prefix="rotative-bench-") as folder:
        place = Path(folder)
        # nginx may run as somebody else than who asks.
        place.chmod(0o755)
        served, page = (home, path) if home and path else _invented(place / "home")
        if not missing:
            results.update(_compare(served, page, place / "nginx", seconds, rounds, progress))
    results["memory"] = _weigh_tree(home) if home else _weigh_front()
    return results


def text(results: dict[str, Any]) -> str:
    """The results in lines for a person."""
    lines = []
    if "skipped" in results:
        lines.append(results["skipped"])
    for case in results.get("requests", []):
        lines.append(
            f"{case['name']:<12} front {case['front_per_s']:>9,.0f}/s   nginx {case['nginx_per_s']:>9,.0f}/s"
            f"   ratio {case['ratio']:.2f}   processor {case['front_cpu_us']:.1f} µs : {case['nginx_cpu_us']:.1f} µs"
            f"   ratio {case['ratio_cpu']:.2f}"
        )
    weight = results["memory"]
    lines.append(
        f"Memory of {weight['what']}: {weight['pss_mb']} MB (PSS) in {weight['processes']} processes, "
        f"{weight['rss_mb']} MB counted separately (RSS)"
    )
    return "\n".join(lines)


def pairs(rounds: int) -> int:
    """How often `bench` reports progress."""
    return rounds * len(_CASES)


def _heaviest(home: Path) -> str:
    """The path of the largest page two folders deep, where articles stand; the front page of an empty newsroom."""
    public = home / "public"
    pages = sorted(public.glob("[!_]*/*/index.html"), key=lambda page: page.stat().st_size)
    return f"/{pages[-1].parent.relative_to(public)}/" if pages else "/"


def _compare(
    home: Path, path: str, folder: Path, seconds: int, rounds: int, progress: Callable[[int], None] | None
) -> dict[str, Any]:
    file = home / "public" / file_name(path)
    with _front(home, path) as front, _nginx(folder, home, path) as nginx:
        measured = [_measure(case, (front, nginx), seconds, rounds, progress) for case in _CASES]
    return {"requests": measured, "article_bytes": file.stat().st_size, "connections": CONNECTIONS}


def _measure(
    case: Case,
    servers: tuple[Server, Server],
    seconds: int,
    rounds: int,
    progress: Callable[[int], None] | None,
) -> dict[str, Any]:
    # Entity tags are each server's own.
    headers = {
        each.url: [header.replace("ETAG", _etag(each.url)) for header in case.headers] for each in servers
    }
    found: list[tuple[Rate, Rate]] = []
    for number in range(rounds):
        # Who goes first changes, so that a load that grows or falls favours nobody.
        order = servers if number % 2 == 0 else servers[::-1]
        rates = {each.url: _wrk(each, headers[each.url], seconds) for each in order}
        found.append((rates[servers[0].url], rates[servers[1].url]))
        if progress is not None:
            progress(1)
    fronts, others = zip(*found, strict=True)
    return {
        "name": case.name,
        "front_per_s": round(statistics.median(rate.per_s for rate in fronts)),
        "nginx_per_s": round(statistics.median(rate.per_s for rate in others)),
        "ratio": round(statistics.median(front.per_s / other.per_s for front, other in found), 3),
        "front_cpu_us": round(statistics.median(rate.cpu_us for rate in fronts), 2),
        "nginx_cpu_us": round(statistics.median(rate.cpu_us for rate in others), 2),
        "ratio_cpu": round(statistics.median(other.cpu_us / front.cpu_us for front, other in found), 3),
        "rounds_per_s": [[round(front.per_s), round(other.per_s)] for front, other in found],
    }


def _wrk(server: Server, headers: Sequence[str], seconds: int) -> Rate:
    options = [part for header in headers for part in ("-H", header)]
    command = [*_pinned("wrk", core=1), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *options, server.url]
    before = cpu_seconds(server.pids)
    printed = _run(command)
    spent = cpu_seconds(server.pids) - before
    rate, requests = _RATE.search(printed), _REQUESTS.search(printed)
    if rate is None or requests is None or _FAULTS.search(printed):
        raise BadRun(command=" ".join(command), printed=printed.strip())
    return Rate(per_s=float(rate[1]), cpu_us=spent * 1_000_000 / int(requests[1]))


@contextlib.contextmanager
def _front(home: Path, path: str) -> Iterator[Server]:
    """A front that serves files and nothing else, on the first core."""
    ready, writer = os.pipe()
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        listener.setblocking(False)
        command = [
            *_pinned(sys.executable, core=0),
            *("-m", "rotative.project.front_process"),
            *(str(home), str(listener.fileno()), str(writer)),
        ]
        with _process(command, descriptors=(listener.fileno(), writer)) as process:
            os.close(writer)
            if not select.select([ready], [], [], START_S)[0] or not os.read(ready, 100):
                raise NotStarted(name="The front", seconds=START_S, command=" ".join(command))
            url = f"http://127.0.0.1:{listener.getsockname()[1]}{quote(path)}"
            yield Server(url=url, pids=(process.pid,))
        os.close(ready)


@contextlib.contextmanager
def _nginx(folder: Path, home: Path, path: str) -> Iterator[Server]:
    """One nginx process on the first core, with its own prefix."""
    folder.mkdir()
    port = _free_port()
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Run by root, nginx would give its processes to somebody who may not read a temporary folder.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = (
        _NGINX.replace("@user@", user).replace("@temporary@", temporary).replace("@port@", str(port))
    )
    (folder / "nginx.conf").write_text(
        configuration.replace("@folder@", str(folder)).replace("@public@", str(home / "public")),
        encoding="utf-8",
    )
    command = [*_pinned("nginx", core=0), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with _process(command) as process:
        url = f"http://127.0.0.1:{port}{quote(path)}"
        _wait_for(url, "nginx", command)
        yield Server(url=url, pids=tuple(tree(process.pid)))


@contextlib.contextmanager
def _process(
    command: Sequence[str], *, descriptors: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, pass_fds=descriptors, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def _weigh_front() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="rotative-bench-") as folder:
        home, path = _invented(Path(folder))
        with _front(home, path) as front:
            _get(front.url)
            return {"what": "the front alone, files only", **asdict(memory(list(front.pids)))}


def _weigh_tree(home: Path) -> dict[str, Any]:
    """`rotative serve` of a newsroom, after its desk has been asked for, which loads the application."""
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "rotative", "serve", "--home", str(home), "--bind", address]
    with _process(command) as process:
        _wait_for(f"http://{address}/", "rotative serve", command)
        for _look in range(3):
            _get(f"http://{address}/desk/login/")
        # The worker loads beside it: weighed once it no longer grows.
        deadline = time.monotonic() + SETTLE_S
        weight, before = memory(tree(process.pid)), 0.0
        while abs(weight.pss_mb - before) > 1 and time.monotonic() < deadline:
            time.sleep(2)
            before, weight = weight.pss_mb, memory(tree(process.pid))
        return {"what": "the whole tree of rotative serve", **asdict(weight)}


def _invented(home: Path) -> tuple[Path, str]:
    """A home with one article of about 18 KB and no two paragraphs alike."""
    text = "la rédaction publie chaque matin une lettre composée pour tenir en cinq minutes de lecture"
    words = text.split()
    paragraphs = (
        " ".join(words[(number * step) % len(words)] + str(number * step % 7) for step in range(1, 50))
        for number in range(1, 46)
    )
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    page = f'<!doctype html>\n<html lang="fr"><title>Article</title><link rel="stylesheet" href="/static/a.css">{body}'
    path = "/politique/un-article/"
    FolderPress(home / "public").write(path, page.encode())
    return home, path


def _wait_for(url: str, name: str, command: Sequence[str]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if _get(url) is not None:
            return
        time.sleep(0.05)
    raise NotStarted(name=name, seconds=START_S, command=" ".join(command))


def _get(url: str) -> int | None:
    """The status of an answer, None where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=START_S) as response:  # noqa: S310 always our own loopback address
            response.read()
            return int(response.status)
    except urllib.error.HTTPError as exc:
        return exc.code
    except OSError:
        return None


def _etag(url: str) -> str:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "br"})  # noqa: S310 our own loopback address
    with urllib.request.urlopen(request, timeout=START_S) as response:  # noqa: S310 our own loopback address
        return str(response.headers["ETag"])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/bin")


def _pinned(name: str, *, core: int) -> list[str]:
    """A command on one core of its own; with a single core, or no taskset, wherever there is room."""
    program = _program(name) or name
    taskset = _program("taskset")
    return [taskset, "-c", str(core), program] if taskset and (os.cpu_count() or 1) > 1 else [program]


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
