"""Guarantee G6 with real processes: kill -9 at any instant, start again, and every letter is accounted for."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rotative.core import conf
from tests.conftest import proofs
from tests.mail.sending.relays import BreakingRelay
from tests.processes.newsrooms import DATABASES, Newsroom, on_postgresql

ROOT = Path(__file__).parents[3]
LETTERS = proofs(150, 5000)
KILLS = proofs(6, 200)
# The processes have a newsroom of their own, never the database that the suite runs on.
OUTSIDE = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
    "PYTHONPATH": str(ROOT)
}


# Steps at which a process kills itself: around each commit of a run, and around everything that must come before or after
# one: the journal on the disk before “sent”, a letter only after its mark, its body only after its line in the journal.
STEPS = (
    *(f"{when} BaseDatabaseWrapper.commit {number}" for number in range(1, 9) for when in ("call", "return")),
    *(
        f"{when} {function} {number}"
        for function in (
            "Pump._hand_over",
            "TransportThread.put",
            "TransportThread._take_in",
            "TransportThread._report",
            "Journal.handing",
            "Journal.flush",
            "Journal.answered",
            "Journal.sync",
            "Session.flush",
            "settle",
        )
        for number in (1, 3)
        for when in ("call", "return")
    ),
)
# Steps at the end of a run, which hand over all that is left.
LAST_STEPS = ("call Pump._let_go 1", "return release 1", "call finish 1", "return finish 1")
# Kills at any step whatever, and the latest one.
ANYWHERE = proofs(4, 200)
STEP_LETTERS = proofs(600, 10000)
LAST_STEP = 4000


class Sender:
    """A sender of a newsroom's mailing, in one process after the other."""

    def __init__(self, room: Newsroom, port: int) -> None:
        self._home = room.home
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.mail.sending.sender", str(room.home)],
            env=room.environment() | {"ROTATIVE_SMTP_PORT": str(port)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Sender":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def start(self, step: str = "go") -> int:
        """Start a process that sends; return its id. step: where it kills itself, as the sender's own page says."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{step}\n")
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


@contextlib.contextmanager
def newsroom(folder: Path, database: str, letters: int) -> Iterator[Newsroom]:
    """Make a newsroom with a mailing under way to so many readers."""
    prepare = ("tests.mail.sending.prepare_home", str(letters))
    if database == "postgresql":
        with on_postgresql(folder, prepare=prepare) as room:
            yield room
        return
    room = Newsroom(home=folder / "home", database_url="")
    command = [sys.executable, "-m", prepare[0], str(room.home), prepare[1]]
    subprocess.run(command, cwd=ROOT, env=room.environment(), check=True, capture_output=True)
    yield room


def finish(sender: Sender, letters: int) -> None:
    """Hand over what is left; assert that a further run changes nothing."""
    sender.start()
    assert sender.ended() == 0
    status = sender.counts()
    sender.start()
    assert sender.ended() == 0
    assert status == sender.counts()
    assert status["prepared"] == letters


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.parametrize("database", DATABASES)
def test_success_every_letter_is_accounted_for_after_kills(tmp_path: Path, database: str) -> None:
    rng = random.Random(6)

    with (
        newsroom(tmp_path, database, LETTERS) as room,
        BreakingRelay(letters=10**9, after_body=True) as relay,
        Sender(room, relay.target.port) as sender,
    ):
        for _ in range(KILLS):
            process = sender.start()
            # Now and then none at all: it dies while it settles what the one before left.
            wanted = rng.randint(0, LETTERS // (KILLS + 2))
            assert relay.wait_for(len(relay.identities) + wanted)
            os.kill(process, signal.SIGKILL)
            assert sender.ended() == -signal.SIGKILL
        finish(sender, LETTERS)
        found = by_identity(room.rows(DELIVERIES))

    accounted(found, relay.identities, letters=LETTERS, kills=KILLS)


@pytest.mark.slow
@pytest.mark.processes
@pytest.mark.parametrize("database", DATABASES)
def test_success_every_letter_is_accounted_for_after_a_kill_at_each_step(
    tmp_path: Path, database: str
) -> None:
    rng = random.Random(15)
    steps = [
        *rng.sample(STEPS, proofs(16, len(STEPS))),
        *(f"* {rng.randint(1, LAST_STEP)}" for _ in range(ANYWHERE)),
    ]
    rng.shuffle(steps)
    steps += LAST_STEPS

    with (
        newsroom(tmp_path, database, STEP_LETTERS) as room,
        BreakingRelay(letters=10**9, after_body=True) as relay,
        Sender(room, relay.target.port) as sender,
    ):
        for step in steps:
            sender.start(step)
            assert sender.ended() == -signal.SIGKILL, step
        finish(sender, STEP_LETTERS)
        found = by_identity(room.rows(DELIVERIES))

    accounted(found, relay.identities, letters=STEP_LETTERS, kills=len(steps))
