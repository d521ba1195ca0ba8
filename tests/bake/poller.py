"""A reader, run as a program, who reads until SIGTERM. Arguments: public folder, port, report.

Each round reads one page at random, through the server and from the disk, in each encoding. For everything that was read
whole it stores a digest of the decoded bytes: the proof compares it with everything that was ever printed.
"""

import contextlib
import gzip
import hashlib
import http.client
import json
import os
import random
import select
import signal
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import brotli

# Seconds between two pages.
PAUSE_S = 0.01
ENCODINGS = {"": "identity", ".br": "br", ".gz": "gzip"}


class Poller:
    """A reader who reads until it is asked to stop, and then writes a report."""

    def __init__(self, public: Path, port: int) -> None:
        self.public, self.port = public, port
        self.draw = random.Random(7)
        # Number of times that each kind of answer was seen.
        self.seen: Counter[str] = Counter()
        # Digest of the decoded bytes → place where it was seen first.
        self.bodies: dict[str, str] = {}
        self.problems: list[str] = []
        self.stopping = False
        self._names: list[str] = []

    def run(self, report: Path) -> None:
        signal.signal(signal.SIGTERM, self._stop)
        while not self.stopping:
            self._names = self._listed()
            for _page in range(50):
                if self._names and not self.stopping:
                    name = self.draw.choice(self._names)
                    self._from_disk(name)
                    self._through_the_front(name)
                    # Leaves the processors to the processes under test.
                    select.select([], [], [], PAUSE_S)
        report.write_text(
            json.dumps({"seen": self.seen, "bodies": self.bodies, "problems": self.problems[:50]}),
            encoding="utf-8",
        )

    def read_disk(self) -> None:
        """Read every file once."""
        for name in self._listed():
            self._from_disk(name)

    def _listed(self) -> list[str]:
        """Return the identity files, as names relative to the folder."""
        return [
            os.path.relpath(os.path.join(folder, name), self.public)
            for folder, _folders, names in os.walk(self.public)
            for name in names
            if not name.startswith(".") and not name.endswith((".br", ".gz", ".moved"))
        ]

    def _from_disk(self, name: str) -> None:
        for suffix in ENCODINGS:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                body = (self.public / (name + suffix)).read_bytes()
                self._keep(f"file {name}{suffix}", suffix, body)

    def _through_the_front(self, name: str) -> None:
        path = "/" + name.removesuffix("index.gone.html").removesuffix(".gone.html").removesuffix(
            "index.html"
        )
        suffix = self.draw.choice(sorted(ENCODINGS))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", quote(path), headers={"Accept-Encoding": ENCODINGS[suffix]})
            answer = connection.getresponse()
            body = answer.read()
        except http.client.IncompleteRead:
            # The server was killed between two packets; the length that it sent before shows this to the browser.
            self.seen["cut"] += 1
            return
        except (OSError, http.client.HTTPException):
            self.seen["away"] += 1
            return
        finally:
            connection.close()
        self.seen[f"front {answer.status}"] += 1
        if answer.status in (200, 410):
            sent = {"br": ".br", "gzip": ".gz"}.get(answer.headers.get("content-encoding", ""), "")
            if answer.headers.get("content-length") != str(len(body)):
                self.problems.append(f"{path}: {answer.headers.get('content-length')} said, {len(body)} sent")
            self._keep(f"front {path}{sent}", sent, body)
        elif answer.status not in (301, 404, 503):
            self.problems.append(f"{path}: {answer.status}")

    def _keep(self, where: str, suffix: str, body: bytes) -> None:
        self.seen[where.partition(" ")[0] + suffix] += 1
        try:
            plain = {".br": brotli.decompress, ".gz": gzip.decompress}.get(suffix, bytes)(body)
        except (brotli.error, OSError, EOFError) as exc:
            self.problems.append(f"{where}: {exc}")
            return
        page = b"<html" in plain[:200]
        if not plain or (page and not plain.rstrip().endswith(b"</html>")):
            self.problems.append(f"{where}: {len(plain)} bytes that end with {plain[-20:]!r}")
        self.bodies.setdefault(hashlib.sha256(plain).hexdigest(), where)

    def _stop(self, _number: int, _frame: object) -> None:
        self.stopping = True


if __name__ == "__main__":
    Poller(Path(sys.argv[1]), int(sys.argv[2])).run(Path(sys.argv[3]))
