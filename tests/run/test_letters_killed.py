"""Guarantee G6 at full size: PostgreSQL and two Celery workers on RabbitMQ, with processes killed at any instant."""

import contextlib
import os
import random
import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import proofs
from tests.mail.sending.relays import BreakingRelay
from tests.mail.sending.test_pump_killed import DELIVERIES, accounted, by_identity
from tests.processes.newsrooms import Newsroom, children, on_postgresql
from tests.processes.sites import wait
from tests.run.brokers import hands, needs_both, queues

LETTERS = proofs(120, 5000)
KILLS = proofs(4, 200)
LONGEST_S = 120.0
# Kills the process that hands letters over, the Celery process above it, or all processes of one machine.
VICTIMS = ("hand",) * 8 + ("celery", "tree")
# Share of kills in which the same process of the other machine dies too, so that no process takes over its letters.
BOTH = 0.9

pytestmark = [pytest.mark.processes, pytest.mark.slow]


class Machine:
    """A `rotative worker` that is killed, in part or as a whole, and started again."""

    def __init__(self, room: Newsroom) -> None:
        self._room = room
        self._worker = room.rotative("worker")

    def hands(self) -> list[int]:
        """Return the processes that hand letters over."""
        return hands(self._worker.pid, "rotative-letter")

    def pids(self, victim: str) -> list[int]:
        """Return the processes that a kill of this kind ends."""
        family = children(self._worker.pid)
        if victim == "hand":
            return self.hands()
        if victim == "celery":
            return [pid for name, pid in family if name == "rotative-letter"]
        below = [pid for _name, child in family for _hand, pid in children(child)]
        return [self._worker.pid, *(pid for _name, pid in family), *below]

    def restart(self) -> None:
        """Start the worker again if all of it was killed."""
        if self._worker.poll() is not None:
            self._worker = self._room.rotative("worker")

    def end(self) -> subprocess.Popen[bytes]:
        """Ask the worker to end, and return it."""
        self._worker.send_signal(signal.SIGTERM)
        return self._worker


def ready(machines: list[Machine]) -> list[Machine]:
    """Restart the machines that were killed as a whole, and return those that can hand letters over."""
    for machine in machines:
        machine.restart()
    return [machine for machine in machines if machine.hands()]


@needs_both
def test_success_every_letter_is_accounted_for_after_kills(tmp_path: Path) -> None:
    draw = random.Random(KILLS)
    killed: Counter[str] = Counter()
    # Machines that may have lost an open session, summed over all kills.
    senders = 0
    prepare = ("tests.mail.sending.prepare_home", str(LETTERS))

    with BreakingRelay(letters=10**9, after_body=True, delay_s=0.02) as relay, queues() as settings:
        settings |= {"ROTATIVE_SMTP_PORT": str(relay.target.port), "ROTATIVE_LETTER_PROCESSES": "1"}
        with on_postgresql(tmp_path, prepare=prepare, **settings) as room:
            machines = [Machine(room), Machine(room)]
            while killed.total() < KILLS:
                able = wait(lambda: ready(machines), within_s=LONGEST_S)
                victim = draw.choice(VICTIMS)
                one, *others = draw.sample(able, len(able))
                with_it = [pid for other in others for pid in other.hands()] if draw.random() < BOTH else []
                pids = one.pids(victim) + with_it
                left = LETTERS - len(relay.identities)
                assert relay.wait_for(
                    len(relay.identities) + min(left, draw.randint(0, LETTERS // (KILLS + 2))), LONGEST_S
                )
                for pid in pids:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                killed[victim if left else "too late"] += 1
                senders += (1 + bool(with_it)) if left else 0
            wait(lambda: len(ready(machines)) == 2, within_s=LONGEST_S)
            wait(lambda: room.rows("SELECT state FROM mail_mailing") == [("sent",)], within_s=LONGEST_S)
            ended = [machine.end().wait(LONGEST_S) for machine in machines]
            found = by_identity(room.rows(DELIVERIES))

    accounted(found, relay.identities, letters=LETTERS, kills=senders)
    assert killed["too late"] < KILLS // 4, killed
    assert ended == [0, 0]
