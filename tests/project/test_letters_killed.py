"""Guarantee G6 grown up: PostgreSQL, two Celery workers on RabbitMQ, any of whose processes may be killed at any instant."""

import contextlib
import os
import random
import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.bake.newsrooms import Newsroom, children, on_postgresql
from tests.browser.sites import wait
from tests.conftest import proofs
from tests.editions.relays import BreakingRelay
from tests.editions.test_pump_killed import DELIVERIES, accounted, by_identity
from tests.project.brokers import hands, needs_both, queues

LETTERS = proofs(150, 5000)
KILLS = proofs(5, 200)
LONGEST_S = 120.0
# The process that hands letters over, Celery's own above it, or all of one machine.
VICTIMS = ("hand",) * 8 + ("celery", "tree")

pytestmark = [pytest.mark.processes, pytest.mark.slow]


class Machine:
    """One `rotative worker` that may be killed in parts or whole, and is started again."""

    def __init__(self, room: Newsroom) -> None:
        self._room = room
        self._worker = room.rotative("worker")

    def hands(self) -> list[int]:
        """The processes that hand letters over."""
        return hands(self._worker.pid, "rotative-letter")

    def kill(self, victim: str) -> bool:
        """kill -9; whether anybody was there."""
        family = children(self._worker.pid)
        celery = [pid for name, pid in family if name == "rotative-letter"]
        pids = {"hand": self.hands()[:1], "celery": celery, "tree": [self._worker.pid]}[victim]
        if victim == "tree":
            pids += [pid for _name, pid in family] + [
                pid for _name, child in family for _n, pid in children(child)
            ]
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if victim == "tree":
            self._worker.wait(LONGEST_S)
            self._worker = self._room.rotative("worker")
        return bool(pids)

    def end(self) -> subprocess.Popen[bytes]:
        """Ask it to end."""
        self._worker.send_signal(signal.SIGTERM)
        return self._worker


@needs_both
def test_success_every_letter_is_accounted_for_after_kills(tmp_path: Path) -> None:
    draw = random.Random(KILLS)
    killed: Counter[str] = Counter()
    prepare = ("tests.editions.prepare_home", str(LETTERS))

    with BreakingRelay(letters=10**9, after_body=True) as relay, queues() as settings:
        settings |= {"ROTATIVE_SMTP_PORT": str(relay.target.port), "ROTATIVE_LETTER_PROCESSES": "1"}
        with on_postgresql(tmp_path, prepare=prepare, **settings) as room:
            machines = [Machine(room), Machine(room)]
            while killed.total() < KILLS:
                goal = min(len(relay.identities) + draw.randint(0, LETTERS // (KILLS + 2)), LETTERS)
                wait(lambda goal=goal: len(relay.identities) >= goal, within_s=LONGEST_S)  # type: ignore[misc]
                machine, victim = draw.choice(machines), draw.choice(VICTIMS)
                wait(lambda machine=machine: machine.hands() != [], within_s=LONGEST_S)  # type: ignore[misc]
                killed[victim] += machine.kill(victim)
            wait(lambda: room.rows("SELECT state FROM editions_edition") == [("sent",)], within_s=LONGEST_S)
            ended = [machine.end().wait(LONGEST_S) for machine in machines]
            found = by_identity(room.rows(DELIVERIES))

    accounted(found, relay.identities, letters=LETTERS, kills=killed.total())
    assert ended == [0, 0]
