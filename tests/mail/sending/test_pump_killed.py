"""Guarantee G6 with real processes: kill -9 at any instant, start again, and every letter is accounted for."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from rotative.core import conf
from tests.conftest import proofs
from tests.mail.sending.relays import BreakingRelay

ROOT = Path(__file__).parents[3]
LETTERS = proofs(150, 5000)
KILLS = proofs(6, 200)
# The processes have a newsroom of their own, never the database that the suite runs on.
OUTSIDE = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
    "PYTHONPATH": str(ROOT)
}


class Sender:
    """A sender of the mailing of a home, in one process after the other."""

    def __init__(self, home: Path, port: int) -> None:
        self._home = home
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.mail.sending.sender", str(home)],
            env=OUTSIDE | {"ROTATIVE_SMTP_PORT": str(port)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Sender":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def start(self) -> int:
        """Start a process that sends; return its id."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return int(self._said())

    def ended(self) -> int:
        """Wait for the exit code of the process that was started."""
        return int(self._said())

    def counts(self) -> dict[str, int]:
        """Return the counts of the deliveries when the last process that was not killed ended."""
        found: dict[str, int] = json.loads((self._home / "counts.json").read_text())
        return found

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def states(home: Path) -> dict[str, str]:
    """Return the state of every delivery by its Message-ID."""
    with sqlite3.connect(home / "db.sqlite3") as database:
        return by_identity(database.execute(DELIVERIES).fetchall())


DELIVERIES = "SELECT id, mailing_id, state FROM mail_delivery"


def by_identity(rows: Iterable[tuple[Any, ...]]) -> dict[str, str]:
    """Return the state of each of these deliveries by its Message-ID, without the mark, which only its home can make."""
    return {f"<e{mailing}.{number:010d}": state for number, mailing, state in rows}


def accounted(found: dict[str, str], identities: list[str], *, letters: int, kills: int) -> None:
    """Assert guarantee G6. found: state by Message-ID. identities: those of all letters that a relay has read, in turn."""
    received = Counter(identities)
    counts = Counter(found.values())
    figures = f"{kills} kills, {len(identities)} letters read, {dict(counts)}"
    assert len(found) == letters == counts["sent"] + counts["doubt"], figures
    assert counts["doubt"] <= conf.get("smtp_connections") * kills, figures
    # Nobody twice, and a reader who got nothing is in doubt.
    assert set(received.values()) == {1}, figures
    assert {identity for identity, state in found.items() if state == "sent"} <= set(received), figures
    assert set(found) - set(received) <= {
        identity for identity, state in found.items() if state == "doubt"
    }, figures
    sys.stderr.write(f"\n{figures}\n")


@pytest.mark.slow
@pytest.mark.processes
def test_success_every_letter_is_accounted_for_after_kills(tmp_path: Path) -> None:
    rng = random.Random(6)
    home = tmp_path / "home"
    subprocess.run(
        [sys.executable, "-m", "tests.mail.sending.prepare_home", str(home), str(LETTERS)],
        cwd=ROOT,
        env=OUTSIDE,
        check=True,
        capture_output=True,
    )

    with (
        BreakingRelay(letters=10**9, after_body=True) as relay,
        Sender(home, relay.target.port) as sender,
    ):
        for _ in range(KILLS):
            process = sender.start()
            # Now and then none at all: it dies while it settles what the one before left.
            wanted = rng.randint(0, LETTERS // (KILLS + 2))
            assert relay.wait_for(len(relay.identities) + wanted)
            os.kill(process, signal.SIGKILL)
            assert sender.ended() == -signal.SIGKILL
        sender.start()
        assert sender.ended() == 0
        status = sender.counts()
        sender.start()
        assert sender.ended() == 0
        again = sender.counts()

    assert status == again
    assert status["prepared"] == LETTERS
    accounted(states(home), relay.identities, letters=LETTERS, kills=KILLS)
