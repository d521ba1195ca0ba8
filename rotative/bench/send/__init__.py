"""`rotative bench send`: a mailing handed to Postfix's sink, compared with smtp-source and Django's send_messages.

Each peer sends letters of the same size into the same sink, in turns, so that other work of the machine slows all of them;
a ratio is the median of the rounds' ratios. The processor time of the pump for a letter is given too: a busy machine does
not change it much.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from rotative.bench.inside import measured
from rotative.bench.newsrooms import apart
from rotative.core.arguments import whole_number
from rotative.core.errors import RotativeError, gettext_noop

_MEASURES = "rotative.bench.send.measures"


class NoSink(RotativeError):
    code = "bench.no_sink"
    message = gettext_noop("%(name)s is not on this machine. Install Debian's postfix, which brings it.")


class NoPostgres(RotativeError):
    code = "bench.no_postgres"
    message = gettext_noop("--database postgres needs DATABASE_URL, with the right to create a database.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `rotative bench send`."""
    parser.add_argument(
        "--letters", type=whole_number(1), default=20_000, help="letters of each peer, over all rounds"
    )
    parser.add_argument("--rounds", type=whole_number(1), default=4, help="turns of the peers")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--dkim", action="store_true", help="sign with RSA, 2,048 bits")
    parser.add_argument(
        "--connections", type=whole_number(1), default=4, help="sessions with the sink at once"
    )
    parser.add_argument(
        "--audience",
        type=whole_number(1),
        nargs="*",
        default=[],
        help="also freeze and weigh audiences of this size",
    )


def run(options: argparse.Namespace, _home: Path | None) -> dict[str, Any]:
    """Measure: letters a second of each peer, ratios, microseconds a letter by stage, memory, freezing.

    Raises NoSink, NoPostgres.
    """
    _program("smtp-sink")
    with _newsroom(options.database, "speed") as home:
        speed = compare(home, options)
    audiences = []
    for size in options.audience:
        with _newsroom(options.database, "audience") as home:
            audiences.append(weigh(home, size))
    return {"database": options.database, "dkim": options.dkim, **speed, "audiences": audiences}


def compare(home: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Compare the peers in a newsroom without subscribers, which gets many. Raises NoSink."""
    found: dict[str, Any] = measured(
        home,
        _MEASURES,
        sink=_program("smtp-sink"),
        source=_program("smtp-source"),
        letters=options.letters // options.rounds,
        rounds=options.rounds,
        dkim=options.dkim,
        connections=options.connections,
    )
    return found


def weigh(home: Path, readers: int) -> dict[str, Any]:
    """Freeze an audience of this size in a newsroom without subscribers: seconds, peak memory. Raises NoSink."""
    found: dict[str, Any] = measured(
        home, "rotative.bench.send.audience", sink=_program("smtp-sink"), readers=readers
    )
    return found


def text(results: dict[str, Any]) -> str:
    """Write the results for a person."""
    lines = [
        f"{results['database']}{', signed' if results['dkim'] else ''}, letters of {results['letter_bytes']} bytes",
        f"  {'rotative':<14}{results['rotative']:>8.0f} letters/s   {results['cpu_us']:.0f} µs of processor a letter",
        f"  {'smtp-source':<14}{results['smtp_source']:>8.0f} letters/s   rotative is {results['to_smtp_source']:.2f} ×",
        f"  {'send_messages':<14}{results['send_messages']:>8.0f} letters/s   rotative is {results['to_send_messages']:.1f} ×",
        "  a letter, in µs: "
        + ", ".join(f"{name} {micros:.0f}" for name, micros in results["stages_us"].items()),
    ]
    for one in results["audiences"]:
        lines.append(
            f"  {one['readers']:,} readers: frozen in {one['freeze_s']:.1f} s, peak memory {one['peak_mb']:.0f} MB"
        )
    return "\n".join(lines)


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        raise NoSink(name=name)
    return found


@contextmanager
def _newsroom(database: str, purpose: str) -> Iterator[Path]:
    """Make an empty newsroom with its tables, and delete it at the end; nothing of the user's own reaches it.

    Raises NoPostgres.
    """
    given = os.environ.get("DATABASE_URL", "")
    with apart(), tempfile.TemporaryDirectory(prefix=f"rotative-bench-{purpose}-") as folder:
        home = Path(folder) / "home"
        if database == "sqlite":
            yield _made(home)
            return
        with _scratch_database(given) as url, _named("DATABASE_URL", url):
            yield _made(home)


def _made(home: Path) -> Path:
    command = [sys.executable, "-m", "rotative", "init", str(home), "--site-url", "https://estuaire.example"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return home


@contextmanager
def _named(name: str, value: str) -> Iterator[None]:
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]


@contextmanager
def _scratch_database(given: str) -> Iterator[str]:
    """Make a database on that server, yield its address, and drop it at the end. Raises NoPostgres."""
    if not given.startswith("postgres"):
        raise NoPostgres()
    name = f"rotative_bench_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
