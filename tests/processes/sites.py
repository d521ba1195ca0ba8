"""Whole newsrooms as real processes: made, filled and served by the command line."""

import contextlib
import http.client
import os
import re
import select
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rotative.project import home
from tests.processes import databases
from tests.processes.servers import ROOT, Reply, ask, free_port

LONGEST_S = 30.0


@dataclass(frozen=True, kw_only=True)
class Site:
    """A newsroom that is being served."""

    folder: Path
    port: int

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Reply:
        """Ask for a path as it is in a link, or for a full address of this site."""
        parts = urlsplit(path)
        return ask(self.port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), **headers)

    def status(self, path: str) -> int:
        return self.get(path).status

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return rows of its database."""
        with contextlib.closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=LONGEST_S)) as database:
            return database.execute(query, values).fetchall()


def wait(condition: Callable[[], Any], *, within_s: float = LONGEST_S) -> Any:
    """Return the first true value of a condition. Raises AssertionError when there is none in time."""
    deadline = time.monotonic() + within_s
    while True:
        if found := condition():
            return found
        assert time.monotonic() < deadline, f"Not within {within_s:g} s."
        # Leaves the processor to the server that is waited for, until the deadline at the latest.
        select.select([], [], [], 0.02)


def run(folder: Path, *arguments: str) -> str:
    """Run a command in that home and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "rotative", *arguments, "--home", str(folder)],
        cwd=ROOT,
        env=_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"rotative {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def python(folder: Path, code: str) -> str:
    """Run a few lines with that home's settings and return what they print."""
    return run(folder, "manage", "shell", "--verbosity", "0", "--command", code)


def create(folder: Path) -> None:
    """Make an empty newsroom."""
    databases.create_home(folder)
    run(folder, "manage", "newsroom", "--name", "La Digue")


def settle(folder: Path, **values: str | int) -> None:
    """Write settings into the home's file."""
    file = folder / home.SETTINGS_FILE
    text = file.read_text(encoding="utf-8")
    for name, value in values.items():
        line = f"{name} = {value}" if isinstance(value, int) else f'{name} = "{value}"'
        text, found = re.subn(rf"^{name} = .*$", line, text, flags=re.MULTILINE)
        text = text if found else f"{text}{line}\n"
    file.write_text(text, encoding="utf-8")


@contextlib.contextmanager
def served(folder: Path, *flags: str, port: int | None = None) -> Iterator[Site]:
    """Serve the home by `rotative serve`; yield the site once it answers."""
    site = Site(folder=folder, port=port or free_port())
    log = folder / "logs" / "serve.log"
    with open(log, "wb") as errors:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "rotative", "serve", *flags),
                *("--bind", f"127.0.0.1:{site.port}", "--home", str(folder)),
            ],
            cwd=ROOT,
            env=_environment(),
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        try:
            wait(lambda: _answers(site, process))
            yield site
        finally:
            process.terminate()
            try:
                process.wait(LONGEST_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(site: Site, process: "subprocess.Popen[bytes]") -> bool:
    assert process.poll() is None, (site.folder / "logs" / "serve.log").read_text(errors="replace")
    with contextlib.suppress(OSError, http.client.HTTPException):
        return site.status("/") == 200
    return False


def _environment() -> dict[str, str]:
    """Return the environment without what the tests put into it."""
    ours = ("ROTATIVE_", "DJANGO_", "DATABASE_URL", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
