"""`rotative bench serve`: one article from the front compared with nginx and the same files, and the tree's memory.

Both servers have the first core, wrk has the second; they are asked in turns, several short rounds each, so that
other work of the machine meets both. A ratio is the median of the rounds' ratios. nginx gets the plainest
configuration that serves these files, not the one we print, which does more for each request.

On a machine that has other work the rates say little: the kernel shares a core among threads, and the front has more of
them. The processor time each server spends on a request is counted as well, and does not depend on that.
"""

import argparse
import os
import random
import re
import statistics
import subprocess
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tqdm import tqdm

from rotative.bake.store.file_names import file_name
from rotative.bench.machine import cpu_seconds
from rotative.bench.serve.invented import invented
from rotative.bench.serve.weights import rest, weigh_front, weigh_work, work_lines
from rotative.bench.servers import (
    START_S,
    BenchError,
    Server,
    front,
    nginx,
    pinned,
    program,
    wait_for,
)
from rotative.core.arguments import whole_number
from rotative.core.errors import gettext_noop

CONNECTIONS = 32
# How long the idle tree is watched, in seconds.
IDLE_S = 60

_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")
_REQUESTS = re.compile(r"(\d+) requests in")
_FAULTS = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


class BadRun(BenchError):
    code = "bench.bad_run"
    message = gettext_noop("%(command)s had errors, so its figures mean nothing: %(printed)s")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One way of asking for the article."""

    name: str
    # Lines for wrk's -H; ETAG is replaced by the server's own.
    headers: tuple[str, ...]
    # Pages drawn from the whole site instead of the one article.
    anywhere: bool = False


_CASES = (
    Case(name="identity", headers=("Accept-Encoding: identity",)),
    Case(name="brotli", headers=("Accept-Encoding: br",)),
    Case(name="unchanged", headers=("Accept-Encoding: br", "If-None-Match: ETAG")),
    Case(name="anywhere", headers=("Accept-Encoding: br",), anywhere=True),
)
# Paths that wrk asks for in turn, drawn once for both servers.
_ANYWHERE = 20_000
_SCRIPT = """\
local paths, place = {}, 0
for line in io.lines("@file@") do paths[#paths + 1] = line end
request = function()
    place = place % #paths + 1
    return wrk.format(nil, paths[place])
end
"""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """The result of one round."""

    per_s: float
    # Processor time of the server for each request.
    cpu_us: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--path", help="an article's path; the heaviest baked article unless given")
    parser.add_argument("--seconds", type=whole_number(1), default=2, help="of each measurement")
    parser.add_argument(
        "--idle",
        type=whole_number(1),
        default=IDLE_S,
        metavar="SECONDS",
        help="the time that the tree is watched while nobody asks it for anything",
    )
    parser.add_argument(
        "--rounds", type=whole_number(1), default=5, help="pairs of measurements of each case"
    )
    parser.add_argument(
        "--publications",
        type=whole_number(1),
        metavar="N",
        help="the memory alone, while N articles are published and the desk is used, in an archive of its own",
    )
    parser.add_argument(
        "--articles", type=whole_number(1), default=100_000, metavar="N", help="of that archive"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the archive there, for the next run")


def run(options: argparse.Namespace, home: Path | None) -> dict[str, Any]:
    """Measure the newsroom the user is in; outside one, an invented article and the front alone.

    With publications, measure the memory in an archive: the newsroom the user is in is not touched.
    """
    if options.publications:
        with tempfile.TemporaryDirectory(prefix="rotative-bench-") as temporary:
            folder = options.keep or Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            return {
                "work": weigh_work(
                    folder.resolve(), options.articles, options.publications, quiet=bool(options.json)
                )
            }
    path = options.path or (_heaviest(home) if home else None)
    quiet = True if options.json else None
    with tqdm(total=pairs(options.rounds), unit="pair", disable=quiet) as bar:
        return bench(
            home=home,
            path=path,
            seconds=options.seconds,
            rounds=options.rounds,
            idle_s=options.idle,
            progress=bar.update,
        )


def bench(
    *,
    home: Path | None = None,
    path: str | None = None,
    seconds: int = 2,
    rounds: int = 5,
    idle_s: int = IDLE_S,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Measure for `rotative bench serve`.

    home: a newsroom whose article at `path` is asked for and whose whole tree is weighed; without one, an invented
    article of usual length, and the front alone is weighed.
    seconds, rounds: of each measurement. idle_s: how long the idle tree of a newsroom is watched.
    progress: called with 1 after each pair of rounds, of which there are `pairs(rounds)`.
    """
    missing = [name for name in ("wrk", "nginx", "taskset") if program(name) is None]
    results: dict[str, Any] = {}
    if missing:
        results["skipped"] = f"Requests were not measured: {', '.join(missing)} not installed."
    with tempfile.TemporaryDirectory(prefix="rotative-bench-") as folder:
        place = Path(folder)
        # nginx may run as somebody else than who asks.
        place.chmod(0o755)
        served, page = (home, path) if home and path else invented(place / "home")
        if not missing:
            results.update(_compare(served, page, place, seconds, rounds, progress))
    return results | (rest(home, idle_s) if home else {"memory": weigh_front()})


def text(results: dict[str, Any]) -> str:
    """Return the results in lines for a person."""
    if "work" in results:
        return "\n".join(work_lines(results["work"]))
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
    if idle := results.get("idle"):
        lines.append(
            f"Idle for {idle['seconds']:.0f} s: {idle['percent']:.2f} % of a core, all processes together"
        )
    return "\n".join(lines)


def pairs(rounds: int) -> int:
    """Return how often `bench` reports progress."""
    return rounds * len(_CASES)


def _heaviest(home: Path) -> str:
    """Return the path of the largest page two folders deep, as articles are; the front page of an empty newsroom."""
    public = home / "public"
    pages = sorted(public.glob("[!_]*/*/index.html"), key=lambda page: page.stat().st_size)
    return f"/{pages[-1].parent.relative_to(public)}/" if pages else "/"


def _compare(
    home: Path, path: str, folder: Path, seconds: int, rounds: int, progress: Callable[[int], None] | None
) -> dict[str, Any]:
    file = home / "public" / file_name(path)
    script = _script(home / "public", folder)
    with front(home) as ours, nginx(folder / "nginx", home) as theirs:
        # Both meet every page of the list once before they are measured.
        asked = {case.name: script if case.anywhere else quote(path) for case in _CASES}
        for each in (ours, theirs):
            wait_for(each.url + quote(path), each.url, ("curl", each.url + quote(path)))
            _wrk(each, _CASES[-1].headers, script, seconds)
        measured = [
            _measure(case, (ours, theirs), asked[case.name], seconds, rounds, progress) for case in _CASES
        ]
    return {"requests": measured, "article_bytes": file.stat().st_size, "connections": CONNECTIONS}


def _script(public: Path, folder: Path) -> Path:
    """Write a script for wrk that asks for pages drawn from the whole site, and the list it reads."""
    pages = [
        f"/{found}/" if (found := os.path.relpath(place, public)) != "." else "/" for place in _pages(public)
    ]
    draw = random.Random(1)  # noqa: S311 a sample
    chosen = draw.sample(sorted(pages), min(_ANYWHERE, len(pages)))
    listed, script = folder / "paths", folder / "anywhere.lua"
    listed.write_text("".join(f"{quote(page)}\n" for page in chosen), encoding="utf-8")
    script.write_text(_SCRIPT.replace("@file@", str(listed)), encoding="utf-8")
    return script


def _pages(public: Path) -> Iterator[str]:
    """Yield the folders that hold a page with its Brotli file, but not the pages of errors, which have no address."""
    for folder, folders, names in os.walk(public):
        folders[:] = [name for name in folders if name != "404"]
        if "index.html.br" in names:
            yield folder


def _measure(
    case: Case,
    servers: tuple[Server, Server],
    what: str | Path,
    seconds: int,
    rounds: int,
    progress: Callable[[int], None] | None,
) -> dict[str, Any]:
    # Entity tags are each server's own.
    headers = {
        each.url: [
            header.replace("ETAG", _etag(each.url + what)) if isinstance(what, str) else header
            for header in case.headers
        ]
        for each in servers
    }
    found: list[tuple[Rate, Rate]] = []
    for number in range(rounds):
        # Who goes first changes, so that a load that grows or falls favours nobody.
        order = servers if number % 2 == 0 else servers[::-1]
        rates = {each.url: _wrk(each, headers[each.url], what, seconds) for each in order}
        found.append((rates[servers[0].url], rates[servers[1].url]))
        if progress is not None:
            progress(1)
    fronts, others = zip(*found, strict=True)
    return {
        "name": case.name,
        "front_per_s": round(statistics.median(rate.per_s for rate in fronts)),
        "nginx_per_s": round(statistics.median(rate.per_s for rate in others)),
        "ratio": round(statistics.median(ours.per_s / other.per_s for ours, other in found), 3),
        "front_cpu_us": round(statistics.median(rate.cpu_us for rate in fronts), 2),
        "nginx_cpu_us": round(statistics.median(rate.cpu_us for rate in others), 2),
        "ratio_cpu": round(statistics.median(other.cpu_us / ours.cpu_us for ours, other in found), 3),
        "rounds_per_s": [[round(ours.per_s), round(other.per_s)] for ours, other in found],
    }


def _wrk(server: Server, headers: Sequence[str], what: str | Path, seconds: int) -> Rate:
    """Measure one round. what: a path, or a script that asks for many."""
    options = [part for header in headers for part in ("-H", header)]
    target = [server.url + what] if isinstance(what, str) else ["-s", str(what), server.url]
    command = [*pinned("wrk", core=1), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *options, *target]
    before = cpu_seconds(server.pids)
    printed = _run(command)
    spent = cpu_seconds(server.pids) - before
    rate, requests = _RATE.search(printed), _REQUESTS.search(printed)
    if rate is None or requests is None or _FAULTS.search(printed):
        raise BadRun(command=" ".join(command), printed=printed.strip())
    return Rate(per_s=float(rate[1]), cpu_us=spent * 1_000_000 / int(requests[1]))


def _etag(url: str) -> str:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "br"})  # noqa: S310 our own loopback address
    with urllib.request.urlopen(request, timeout=START_S) as response:  # noqa: S310 our own loopback address
        return str(response.headers["ETag"])


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
