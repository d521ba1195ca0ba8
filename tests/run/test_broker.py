"""Celery workers on RabbitMQ: real processes, a real broker, and failures of both."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import proofs
from tests.processes.newsrooms import Newsroom, children, on_postgresql
from tests.processes.servers import free_port
from tests.processes.sites import wait
from tests.run.brokers import BROKER, hands, needs_both, queues

LONGEST_S = 60.0
# A worker does not poll within the test: only the broker can wake it.
NEVER_MS = str(10 * 60 * 1000)

pytestmark = [pytest.mark.processes, pytest.mark.slow]

CORRECT = """
from rotative.articles import actions
from rotative.articles.models import Article
article = Article.objects.filter(live=True).order_by("pk").first()
article.headline = {headline!r}
actions.publish(article)
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Create a newsroom on PostgreSQL that shares its work through its own queues."""
    with queues() as settings, on_postgresql(tmp_path_factory.mktemp("broker"), **settings) as made:
        yield made


@pytest.fixture(autouse=True)
def _ended(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "room" in request.fixturenames:
        request.getfixturevalue("room").kill_everything()


def _correct(room: Newsroom, headline: str) -> None:
    process = room.django(CORRECT.format(headline=headline))
    assert process.wait(LONGEST_S) == 0, room.errors()


def _printed(room: Newsroom, headline: str) -> bool:
    return any(headline in page.read_text(errors="replace") for page in room.public.rglob("index.html"))


def _hands(worker: int) -> list[int]:
    """Return the processes of Celery that do the work."""
    return [hand for name in ("rotative-look", "rotative-letter") for hand in hands(worker, name)]


@needs_both
def test_success_a_change_elsewhere_is_told_by_the_broker(room: Newsroom, tmp_path: Path) -> None:
    room.settings["ROTATIVE_WORKER_POLL_MS"] = NEVER_MS
    worker = room.rotative("worker")
    wait(lambda: len(_hands(worker.pid)) >= 3, within_s=LONGEST_S)
    # Another machine: the same database, but no worker that a pipe could wake.
    elsewhere = Newsroom(home=tmp_path / "home", database_url=room.database_url, settings=dict(room.settings))
    (elsewhere.home / "logs").mkdir(parents=True)
    (elsewhere.home / "rotative.toml").write_bytes((room.home / "rotative.toml").read_bytes())

    _correct(elsewhere, "Told from afar")

    wait(lambda: _printed(room, "Told from afar"), within_s=LONGEST_S)
    assert not elsewhere.public.exists()
    del room.settings["ROTATIVE_WORKER_POLL_MS"]


@needs_both
def test_success_killed_workers_are_replaced(room: Newsroom) -> None:
    worker = room.rotative("worker")
    for number in range(proofs(1, 5)):
        wait(lambda: len(_hands(worker.pid)) >= 3, within_s=LONGEST_S)
        for hand in _hands(worker.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(hand, signal.SIGKILL)

        _correct(room, f"After kill {number}")

        wait(lambda n=number: _printed(room, f"After kill {n}"), within_s=LONGEST_S)  # type: ignore[misc]

    assert worker.poll() is None


@needs_both
def test_success_ends_in_order(room: Newsroom) -> None:
    worker = room.rotative("worker")
    wait(lambda: len(_hands(worker.pid)) >= 3, within_s=LONGEST_S)
    everybody = [*_hands(worker.pid), *(child for _name, child in children(worker.pid))]

    worker.terminate()

    assert worker.wait(LONGEST_S) == 0
    assert not [pid for pid in everybody if Path(f"/proc/{pid}").exists()]


@needs_both
def test_success_a_broker_that_is_away_keeps_nobody_waiting(room: Newsroom) -> None:
    room.settings["ROTATIVE_BROKER_URL"] = f"amqp://guest:guest@127.0.0.1:{free_port()}//"
    room.rotative("worker")

    _correct(room, "Printed all the same")

    wait(lambda: _printed(room, "Printed all the same"), within_s=LONGEST_S)
    room.settings["ROTATIVE_BROKER_URL"] = BROKER
