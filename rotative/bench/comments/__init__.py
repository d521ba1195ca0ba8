"""`rotative bench comments`: readers write through a running `rotative serve` while another one reads baked pages.

Three processes besides the newsroom's own: this one, one that sends comments on many connections at once, one that reads a page
at a steady pace. It reads alone first, and its 99th percentile then is what the other is compared with. Afterwards the database
is asked: each comment whose sender was thanked must be there, in one state, and no other.

Each comment comes from a network of its own, as a proxy on the same machine says (X-Forwarded-For), or the limit of six a minute
would refuse nearly all; some come from one network, and are. Nothing else is switched off.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rotative.bench.comments.visitors import reader, writers
from rotative.bench.inside import measured
from rotative.bench.newsrooms import apart, newsroom, rotative
from rotative.bench.servers import free_port, process, wait_for
from rotative.core.arguments import whole_number

_INSIDE = "rotative.bench.comments.newsroom"
# Articles of the archive, printed before: more would take longer and change nothing.
_ARTICLES = 60
# What a comment may become.
STATES = ("held", "shown", "rejected", "spam")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seconds", type=whole_number(1), default=10, help="of the quiet run and of the loud one (10)"
    )
    parser.add_argument(
        "--connections", type=whole_number(1), default=8, metavar="N", help="comments sent at once (8)"
    )
    parser.add_argument(
        "--pages", type=whole_number(1), default=50, metavar="N", help="pages read in a second (50)"
    )


def run(options: argparse.Namespace, _home: Path | None) -> dict[str, Any]:
    """Measure in a newsroom of its own; `wrong` says what was lost or came twice."""
    with apart(), tempfile.TemporaryDirectory(prefix="rotative-bench-comments-") as folder:
        home = newsroom(Path(folder), _ARTICLES, quiet=True)
        rotative(home, "bake", "--all")
        return compare(home, seconds=options.seconds, connections=options.connections, pages=options.pages)


def compare(home: Path, *, seconds: int, connections: int, pages: int) -> dict[str, Any]:
    """Measure in a newsroom with printed articles."""
    ready = measured(home, _INSIDE, act="open")
    with _served(home) as url:
        quiet = reader(url, ready["paths"], seconds=seconds, pages=pages).result()
        reading = reader(url, ready["paths"], seconds=seconds, pages=pages)
        sent = writers(url, ready["articles"], seconds=seconds, connections=connections).result()
        loud = reading.result()
    stored = measured(home, _INSIDE, act="count")
    return {**accounted(sent, stored), "seconds": sent["seconds"], "quiet": quiet, "loud": loud}


def text(results: dict[str, Any]) -> str:
    """Write the results for a person."""
    became = ", ".join(f"{state} {results['states'][state]:,}" for state in STATES)
    quiet, loud = results["quiet"], results["loud"]
    return "\n".join(
        [
            f"{results['accepted_per_s']:,.0f} comments accepted/s: {results['posted']:,} posted = {became},"
            f" refused {results['refused']:,}; lost {results['lost']:,}",
            f"sender waits {results['median_ms']:.1f} ms (median), {results['p99_ms']:.1f} ms (p99)",
            f"pages beside them {loud['median_ms']:.2f} ms (median), {loud['p99_ms']:.2f} ms (p99);"
            f" alone {quiet['median_ms']:.2f}, {quiet['p99_ms']:.2f}; ratio of p99 {loud['p99_ms'] / quiet['p99_ms']:.2f}",
        ]
    )


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """Serve the newsroom on loopback; known readers are shown at once, as an operator may choose."""
    os.environ["ROTATIVE_COMMENTS_TRUST_KNOWN"] = "true"
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "rotative", "serve", "--home", str(home), "--bind", address]
    try:
        with process(command):
            url = f"http://{address}"
            wait_for(f"{url}/", "rotative serve", command)
            yield url
    finally:
        del os.environ["ROTATIVE_COMMENTS_TRUST_KNOWN"]


def accounted(sent: dict[str, Any], stored: dict[str, int]) -> dict[str, Any]:
    """Compare the answers that senders got with the comments in the database."""
    accepted = sum(stored.values())
    lost = sent["thanked"] - accepted
    wrong = [] if not lost else [f"{sent['thanked']} senders were thanked, {accepted} comments are there."]
    if sent["failed"]:
        wrong.append(f"{sent['failed']} requests failed: {sent['example']}")
    return {
        "posted": sent["thanked"] + sent["refused"] + sent["failed"],
        "refused": sent["refused"],
        "states": {state: stored.get(state, 0) for state in STATES},
        "lost": lost,
        "accepted_per_s": accepted / sent["seconds"],
        "median_ms": sent["median_ms"],
        "p99_ms": sent["p99_ms"],
        "wrong": wrong,
    }
