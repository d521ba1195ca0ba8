"""Guarantee G6 with real processes: kill -9 at any instant, start again, and every letter is accounted for."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from rotative.core import conf
from tests.conftest import proofs
from tests.editions.relays import BreakingRelay

ROOT = Path(__file__).parents[2]
LETTERS = proofs(80, 400)
KILLS = proofs(2, 3)
# The processes have a newsroom of their own, never the database that the suite runs on.
OUTSIDE = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}


def environment(home: Path, port: int) -> dict[str, str]:
    return OUTSIDE | {
        "ROTATIVE_HOME": str(home),
        "ROTATIVE_SMTP_PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "rotative.project.settings",
        "PYTHONPATH": str(ROOT),
    }


def send(home: Path, port: int) -> "subprocess.Popen[str]":
    command = [
        sys.executable,
        "-m",
        "django",
        "edition",
        "send",
        "--date",
        "2026-11-23",
        "--language",
        "fr",
        "--json",
    ]
    return subprocess.Popen(
        command, env=environment(home, port), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def states(home: Path) -> dict[str, str]:
    """The state of every delivery by its Message-ID."""
    with sqlite3.connect(home / "db.sqlite3") as database:
        rows = database.execute("SELECT id, edition_id, state FROM editions_delivery").fetchall()
    return {f"<e{edition}.{number:010d}@estuaire.example>": state for number, edition, state in rows}


@pytest.mark.slow
@pytest.mark.processes
def test_success_every_letter_is_accounted_for_after_kills(tmp_path: Path) -> None:
    rng = random.Random(6)
    home = tmp_path / "home"
    subprocess.run(
        [sys.executable, "-m", "tests.editions.prepare_home", str(home), str(LETTERS)],
        cwd=ROOT,
        env=OUTSIDE | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )

    with BreakingRelay(letters=10**9, after_body=True) as relay:
        port = relay.target.port
        for _ in range(KILLS):
            with send(home, port) as process:
                assert relay.wait_for(len(relay.identities) + rng.randint(1, LETTERS // (KILLS + 2)))
                process.send_signal(signal.SIGKILL)
        last = send(home, port)
        output, _ = last.communicate(timeout=120)
        again, _ = send(home, port).communicate(timeout=120)

    status = json.loads(output)
    found = states(home)
    received = Counter(relay.identities)
    assert last.returncode == 0
    assert status == json.loads(again)
    assert status["prepared"] == LETTERS == status["sent"] + status["doubt"]
    assert status["doubt"] <= conf.get("smtp_connections") * KILLS
    # Nobody twice, and whoever got nothing is in doubt.
    assert set(received.values()) == {1}
    assert {identity for identity, state in found.items() if state == "sent"} <= set(received)
    assert set(found) - set(received) <= {identity for identity, state in found.items() if state == "doubt"}
