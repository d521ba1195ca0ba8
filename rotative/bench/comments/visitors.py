"""The people in front of the newsroom: some write comments, one reads pages. Each group is a process of its own."""

import http.client
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from rotative.bench.percentile import percentile

# Readers whose comments were shown before.
KNOWN = 20
_TEXT = (
    "la commune attend depuis trois ans que la digue soit réparée et chaque hiver notre rue est sous l’eau pendant que les"
    " services de la province renvoient le dossier d’un bureau à l’autre merci à la rédaction pour cette enquête précise"
)
_WORDS = tuple(_TEXT.split())
_NAME = "Lina Haddad"
_TIMEOUT_S = 60
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A process of visitors that is under way."""

    process: subprocess.Popen[str]

    def result(self) -> dict[str, Any]:
        """Wait for its end; return what it saw."""
        printed, _nothing = self.process.communicate()
        found: dict[str, Any] = json.loads(printed)
        return found


def known_address(number: int) -> str:
    return f"connue-{number}@example.org"


def reader(url: str, paths: Sequence[str], *, seconds: int, pages: int) -> Visit:
    """Send a reader who opens so many pages a second."""
    return _sent("reader", url=url, paths=list(paths), seconds=seconds, pages=pages)


def writers(url: str, articles: Sequence[int], *, seconds: int, connections: int) -> Visit:
    """Send so many writers, each with one comment after another."""
    return _sent("writers", url=url, articles=list(articles), seconds=seconds, connections=connections)


def _sent(kind: str, **options: Any) -> Visit:
    command = [sys.executable, "-m", "rotative.bench.comments", kind, json.dumps(options)]
    return Visit(process=subprocess.Popen(command, stdout=subprocess.PIPE, text=True))


def read(*, url: str, paths: list[str], seconds: int, pages: int) -> dict[str, Any]:
    """Read pages at a steady pace; a page that took longer than its turn does not delay the clock of the next ones."""
    draw, connection, times = random.Random(1), _connected(url), []  # noqa: S311 a sample
    started = time.perf_counter()
    for turn in range(seconds * pages):
        time.sleep(max(0.0, started + turn / pages - time.perf_counter()))
        asked = time.perf_counter()
        connection.request("GET", quote(draw.choice(paths)), headers={"Accept-Encoding": "br"})
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - asked)
        if answer.status != 200:
            raise SystemExit(f"A page answered {answer.status}.")
    return _waits(times)


def write(*, url: str, articles: list[int], seconds: int, connections: int) -> dict[str, Any]:
    """Send comments on so many connections, one after the other on each, until the time is over."""
    outcomes: Counter[str] = Counter()
    times: list[float] = []
    examples: list[str] = []
    started = time.perf_counter()

    def work(first: int) -> None:
        connection, number = _connected(url), first
        while time.perf_counter() - started < seconds:
            asked = time.perf_counter()
            status, said = _post(connection, number, articles)
            times.append(time.perf_counter() - asked)
            outcomes["thanked" if status == 200 else "refused" if status in (400, 429) else "failed"] += 1
            if status not in (200, 400, 429):
                examples.append(f"{status} {said[:80]}")
            number += connections

    threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted = {name: outcomes[name] for name in ("thanked", "refused", "failed")}
    took = time.perf_counter() - started
    return {**counted, "example": next(iter(examples), ""), "seconds": took, **_waits(times)}


def _post(connection: http.client.HTTPConnection, number: int, articles: list[int]) -> tuple[int, str]:
    """Send one comment; of ten, one comes from a known reader, one advertises, one has no consent, one shares a network."""
    draw = random.Random(number)  # noqa: S311 filling
    kind = number % 10
    fields = {
        "article": draw.choice(articles),
        "name": _NAME,
        "email": known_address(number % KNOWN) if kind == 1 else f"lectrice-{number}@example.org",
        "text": " ".join(draw.choices(_WORDS, k=60)) + (" http://a.example" * 3 if kind == 2 else ""),
        "consent": "" if kind == 3 else "1",
        "website": "",
    }
    # The first three numbers are the network.
    place = "203.0.113.9" if kind == 4 else f"{11 + (number >> 16)}.{number >> 8 & 255}.{number & 255}.1"
    headers = {"Content-Type": _FORM, "X-Forwarded-For": place, "Accept-Encoding": "gzip"}
    connection.request("POST", "/_/comment/", urlencode(fields), headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode("latin-1")


def _connected(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_TIMEOUT_S)


def _waits(times: list[float]) -> dict[str, float]:
    return {
        "requests": len(times),
        "median_ms": statistics.median(times) * 1000,
        "p99_ms": percentile(times, 99) * 1000,
    }
