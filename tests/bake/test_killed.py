"""Guarantee G2 with real processes: after kill -9 at any instant and a new start the site is right and nothing is lost."""

import contextlib
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from typing import Any

import pytest

from tests.bake.poller import Poller
from tests.conftest import proofs
from tests.processes.newsrooms import LONGEST_S, Newsroom, children
from tests.processes.sites import wait

pytestmark = [pytest.mark.slow, pytest.mark.processes]

KILLS = proofs(5, 200)
# Number of kills after which everything is killed, verified and started again.
ROUND = proofs(5, 10)
# System calls at which a bake is killed, and the number of kills at each.
CALLS = ["rename", "write", "unlink", "fsync"]
STRACED = proofs(2, 24)
VICTIMS = ("worker", "worker", "front", "bake", "bake", "tree")


class Round:
    """A newsroom at work, with a desk that acts, a reader who reads, and kills."""

    def __init__(self, room: Newsroom, draw: random.Random, number: int) -> None:
        self.room, self.draw = room, draw
        self.killed: Counter[str] = Counter()
        self._report = room.home / f"read-{number}"
        self._tree = room.serve()
        room.wait_until_served()
        self._second = self._start_second()
        self._bake: subprocess.Popen[bytes] | None = None
        self._actor = room.django(
            "from pathlib import Path; from tests.bake.actor import Actor\n"
            f"Actor({room.port}, Path({str(room.home / 'acts')!r}), {number}).run()"
        )
        self._reader = room.start(
            "-m", "tests.bake.poller", str(room.public), str(room.port), str(self._report)
        )

    def kill_one(self) -> None:
        """Kill with -9 one of the processes at work, after a few more pages."""
        victim = self.draw.choice(VICTIMS)
        if victim == "bake" and (self._bake is None or self._bake.poll() is not None):
            self._bake = self.room.rotative("bake", self.draw.choice(("--stale", "--all", "--all")))
        self._wait_for_pages(self.draw.randint(0, 15))
        for pid in self._pids(victim):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.killed[victim] += 1
        if self._tree.poll() is not None or victim == "tree":
            self._tree.wait(LONGEST_S)
            self._tree = self.room.serve()
            self.room.wait_until_served()
        if self._second is not None and self._second.poll() is not None:
            self._second = self._start_second()

    def end(self) -> dict[str, Any]:
        """Let the desk finish its act, kill everything else, and return the reader's report."""
        assert self._actor.poll() is None, self.room.errors()
        self._actor.send_signal(signal.SIGTERM)
        assert self._actor.wait(LONGEST_S) == 0, self.room.errors()
        self._reader.send_signal(signal.SIGTERM)
        assert self._reader.wait(LONGEST_S) == 0, self.room.errors()
        self.room.kill_everything()
        self.killed["all"] += 1
        report: dict[str, Any] = json.loads(self._report.read_text(encoding="utf-8"))
        return report

    def _start_second(self) -> "subprocess.Popen[bytes] | None":
        """Start a second worker on PostgreSQL, which shares the work."""
        return self.room.rotative("worker") if self.room.database_url else None

    def _wait_for_pages(self, count: int) -> None:
        """Wait until this number of pages was printed or nothing happens, and then for a random moment."""
        goal = self.room.prints() + count
        with contextlib.suppress(AssertionError):
            wait(lambda: self.room.prints() >= goal, within_s=4)
        select.select([], [], [], self.draw.random() * 0.02)

    def _pids(self, victim: str) -> list[int]:
        if victim == "bake" and self._bake is not None:
            helpers = [pid for _name, pid in children(self._bake.pid)]
            return self.draw.choice(
                ([self._bake.pid], helpers[:1] or [self._bake.pid], [*helpers, self._bake.pid])
            )
        if victim == "worker" and self._second is not None and self.draw.random() < 0.5:
            return [self._second.pid]
        family = children(self._tree.pid)
        if victim == "tree":
            # Either alone, so that its children go on, or together with its children.
            alone = self.draw.random() < 0.5
            return [self._tree.pid, *(() if alone else (pid for _name, pid in family))]
        return [pid for name, pid in family if name == f"rotative-{victim}"]


def test_success_right_and_nothing_lost_after_kills(
    room: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = random.Random(KILLS)
    killed: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    number = 0
    while sum(killed.values()) < KILLS:
        number += 1
        round_ = Round(room, draw, number)
        while sum(round_.killed.values()) < min(ROUND, KILLS - sum(killed.values())) - 1:
            round_.kill_one()
        report = round_.end()
        killed += round_.killed
        seen += Counter(report["seen"])
        printed = set(room.witness.read_text(encoding="ascii").split())

        room.done("bake", "--stale")

        assert whole(room.done("bake", "--verify", "--list")), number
        assert room.rows("SELECT path_id, holder, error FROM bake_stalepath") == []
        assert report["problems"] == []
        assert {body: at for body, at in report["bodies"].items() if body not in printed} == {}
        assert lost(room) == []
    publish_what_was_missed(room)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{sum(killed.values())} kills {dict(killed)}, {number} restarts; read {dict(seen)}; {told(room)}\n"
        )
    assert seen["front 200"]
    assert seen["file.br"]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("call", proofs(CALLS[:1], CALLS))
def test_success_killed_at_a_system_call(room: Newsroom, call: str) -> None:
    call = {"write": "sendto" if room.database_url else "pwrite64", "fsync": "flock"}.get(call, call)
    strace = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}"]
    if subprocess.run([*strace, "true"], capture_output=True).returncode:
        pytest.skip("strace may not trace here")
    room.django(CHANGE).wait(LONGEST_S)
    killed = 0
    for number in range(1, STRACED + 1):
        inject = f"inject={call}:signal=KILL:when={number * 3}"
        command = [*strace, "-e", inject, sys.executable, "-m", "rotative", "bake", "--stale"]
        done = subprocess.run(command, cwd=room.home, env=room.environment(), capture_output=True)
        killed += done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)
        assert torn(room) == []

    room.done("bake", "--stale")

    assert killed
    assert whole(room.done("bake", "--verify", "--list"))


# Every page of the site changes, and one is withdrawn, so that its files are unlinked.
CHANGE = """
from rotative.articles import actions
from rotative.articles.models import Article
from rotative.masthead.models import Masthead
masthead = Masthead.objects.get()
masthead.address = "4, quai des Cordiers"
masthead.save()
actions.withdraw(Article.objects.filter(live=True).order_by("pk").first())
"""


def whole(verdict: dict[str, Any]) -> bool:
    """Return whether a verification checked pages and found no difference."""
    found = {name: verdict[name] for name in ("stale", "missing", "surplus")}
    assert found == {"stale": [], "missing": [], "surplus": []}
    return verdict["checked"] > 0


def publish_what_was_missed(room: Newsroom) -> None:
    """Start a worker that publishes what was scheduled while none was alive."""
    worker = room.rotative("worker")
    waiting = "SELECT id FROM wagtailcore_revision WHERE approved_go_live_at IS NOT NULL"
    wait(lambda: worker.poll() is not None or not room.rows(waiting), within_s=LONGEST_S)
    worker.send_signal(signal.SIGTERM)
    # Before Python runs its first line, the signal's default effect ends it.
    assert worker.wait(LONGEST_S) in (0, -signal.SIGTERM), room.errors()

    room.done("bake", "--stale")

    assert whole(room.done("bake", "--verify", "--list"))
    assert room.rows("SELECT id FROM articles_article WHERE slug LIKE 'attendu%' AND path IS NULL") == []


def torn(room: Newsroom) -> list[str]:
    """Return the files whose bytes were never printed."""
    reader = Poller(room.public, room.port)
    reader.read_disk()
    printed = set(room.witness.read_text(encoding="ascii").split())
    return [*reader.problems, *(at for body, at in reader.bodies.items() if body not in printed)]


def acts(room: Newsroom) -> tuple[dict[str, list[Any]], list[str]]:
    """Read the journal: for each article or comment its possible states (the last answered, or tried since), and problems."""
    allowed: dict[str, list[Any]] = defaultdict(list)
    problems = []
    for line in (room.home / "acts").read_text(encoding="utf-8").splitlines():
        act = json.loads(line)
        if "problem" in act:
            problems.append(act["problem"])
        elif act["done"]:
            allowed[act["what"]] = [act["value"]]
        else:
            allowed[act["what"]] = [*allowed.get(act["what"], ["never"]), act["value"]]
    return allowed, problems


def told(room: Newsroom) -> str:
    allowed, problems = acts(room)
    return f"{len(allowed)} articles and comments kept; acts refused: {dict(Counter(problems))}"


def lost(room: Newsroom) -> list[str]:
    """Return the answered acts that are not in the database or not on the page."""
    articles = {
        slug: (headline, live, path)
        for slug, headline, live, path in room.rows("SELECT slug, headline, live, path FROM articles_article")
    }
    comments = {
        text: (state, slug)
        for text, state, slug in room.rows(
            "SELECT c.text, c.state, a.slug FROM comments_comment c JOIN articles_article a ON a.id = c.article_id"
        )
    }
    missing = []
    for what, allowed in acts(room)[0].items():
        kind, _colon, name = what.partition(":")
        if kind == "article":
            missing += _missing_article(room, name, allowed, articles.get(name))
        else:
            missing += _missing_comment(room, name, allowed, comments.get(name), articles)
    return missing


def _missing_article(room: Newsroom, slug: str, allowed: list[Any], row: Any) -> list[str]:
    headline, live, path = row or (None, False, None)
    value = headline if live else None
    if row is None or not path:
        # A scheduled article waits for the worker.
        return [] if "never" in allowed or (slug.startswith("attendu") and row) else [f"{slug} is not there"]
    if value not in allowed:
        return [f"{slug} is {value}, not one of {allowed}"]
    folder = room.public / path.strip("/")
    if live:
        page = folder / "index.html"
        return (
            []
            if page.exists() and headline in page.read_text(encoding="utf-8")
            else [f"{path} is not {headline}"]
        )
    return [] if (folder / "index.gone.html").exists() else [f"{path} is not withdrawn"]


def _missing_comment(
    room: Newsroom, text: str, allowed: list[Any], row: Any, articles: dict[str, Any]
) -> list[str]:
    if row is None:
        return [] if "never" in allowed else [f"comment is not there: {text}"]
    state, slug = row
    # An article that existed before the first act keeps its state until an act on it is answered.
    if state == "held" and not {"received", "never"} & set(allowed):
        return [f"comment is not shown: {text}"]
    _headline, live, path = articles[slug]
    if state == "shown" and live:
        page = (room.public / path.strip("/") / "index.html").read_text(encoding="utf-8")
        return [] if text in page else [f"{path} does not show: {text}"]
    return []
