"""Newsrooms on SQLite and PostgreSQL whose processes may be killed, and the results of their work."""

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.processes import databases
from tests.processes.servers import ROOT, free_port
from tests.processes.sites import wait

# The database on which the suite runs; both for `make prove`.
_SUITE = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
DATABASES = ("sqlite", "postgresql") if os.environ.get("ROTATIVE_PROVE") == "1" else (_SUITE,)
WITNESS = ROOT / "tests" / "bake" / "witness"
LONGEST_S = 120.0
_OURS = ("ROTATIVE_", "DJANGO_", "DATABASE_URL", "PYTEST_", "PYTHON")


@dataclass(kw_only=True)
class Newsroom:
    """A home, its database, and the processes that work in it."""

    home: Path
    # "" is SQLite.
    database_url: str
    port: int = field(default_factory=free_port)
    # More settings, by their names in the environment.
    settings: dict[str, str] = field(default_factory=dict)
    processes: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    @property
    def public(self) -> Path:
        return self.home / "public"

    @property
    def witness(self) -> Path:
        """The file with the digest of everything that was ever printed, one on each line."""
        return self.home.parent / "witness"

    def environment(self) -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)} | {
            "DJANGO_SETTINGS_MODULE": "rotative.project.settings",
            "ROTATIVE_HOME": str(self.home),
            "ROTATIVE_DATABASE_URL": self.database_url,
            "PYTHONPATH": f"{WITNESS}{os.pathsep}{ROOT}",
            "WITNESS_JOURNAL": str(self.witness),
            **self.settings,
        }

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        """Start a process of this newsroom, in a session of its own; its errors go to the home's log."""
        with open(self.home / "logs" / "errors", "ab") as errors:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if "--json" in command else subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def rotative(self, *arguments: str) -> "subprocess.Popen[bytes]":
        return self.start("-m", "rotative", *arguments)

    def django(self, code: str) -> "subprocess.Popen[bytes]":
        """Run a few lines with the newsroom's settings."""
        return self.start("-c", f"import django; django.setup()\n{code}")

    def serve(self) -> "subprocess.Popen[bytes]":
        return self.rotative("serve", "--bind", f"127.0.0.1:{self.port}")

    def done(self, *arguments: str) -> Any:
        """Return the report of a command run with --json, whatever its exit code."""
        process = self.rotative(*arguments, "--json")
        printed, _nothing = process.communicate(timeout=LONGEST_S)
        assert printed, self.errors()
        return json.loads(printed)

    def wait_until_served(self) -> None:
        def listens() -> bool:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0

        wait(listens, within_s=LONGEST_S)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return rows of the database."""
        if self.database_url:
            with psycopg.connect(self.database_url) as database:
                return database.execute(query.encode()).fetchall()
        with contextlib.closing(sqlite3.connect(self.home / "db.sqlite3", timeout=LONGEST_S)) as database:
            return database.execute(query).fetchall()

    def prints(self) -> int:
        """Count the pages that a press was asked to print so far."""
        return self.witness.stat().st_size // 65

    def errors(self) -> str:
        return (self.home / "logs" / "errors").read_text(errors="replace")[-4000:]

    def kill_everything(self) -> None:
        """Kill every process of this newsroom that still runs, also those whose parents were killed before them."""
        sessions = {process.pid for process in self.processes}
        while left := members(sessions):
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            for process in self.processes:
                process.poll()
        for process in self.processes:
            process.wait(LONGEST_S)
        self.processes.clear()


def members(sessions: set[int]) -> list[int]:
    """Return the living processes of these sessions; a session has the number of the process that began it."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                # The name in brackets may contain anything; state, parent, group and session follow it.
                state, _parent, _group, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
                if state not in "ZX" and int(session) in sessions:
                    found.append(int(entry.name))
    return found


def children(pid: int) -> list[tuple[str, int]]:
    """Return the name and the process id of each child of a process."""
    found = []
    with contextlib.suppress(OSError):
        for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            with contextlib.suppress(OSError):
                found.append((Path(f"/proc/{number}/comm").read_text().strip(), int(number)))
    return found


@contextlib.contextmanager
def on_sqlite(folder: Path, filled: Path, **settings: str) -> Iterator[Newsroom]:
    """Copy a filled home and bake it."""
    shutil.copytree(filled, folder / "home")
    room = Newsroom(home=folder / "home", database_url="", settings=settings)
    try:
        room.done("bake", "--stale")
        yield room
    finally:
        room.kill_everything()


@contextlib.contextmanager
def on_postgresql(
    folder: Path, *, prepare: Sequence[str] = ("tests.processes.prepare_home",), **settings: str
) -> Iterator[Newsroom]:
    """Make a newsroom in a database of its own, of which nothing stays; filled and baked unless another program prepares it.

    prepare: another program that prepares the newsroom: a module, and its arguments after the folder.
    """
    module, *arguments = prepare
    name = f"rotative_{uuid.uuid4().hex[:12]}"
    with databases.postgresql(name) as url:
        room = Newsroom(home=folder / "home", database_url=url, settings=settings)
        try:
            command = [sys.executable, "-m", module, str(room.home), *arguments]
            subprocess.run(command, cwd=ROOT, env=room.environment(), check=True, capture_output=True)
            yield room
        finally:
            room.kill_everything()
