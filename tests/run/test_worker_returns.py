"""The worker and mail that came back, also if the Maildir does not exist."""

import sys
from pathlib import Path
from typing import Any

import pytest

from rotative.core import clock
from rotative.mail.models import Event
from rotative.mail.returns import quarantine, reader
from rotative.run.worker import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Return a worker that reads a Maildir in its own home at every turn."""
    settings.HOME = tmp_path
    settings.ROTATIVE = {**settings.ROTATIVE, "bounce_maildir": "bounces"}
    for name in ("_AGEING_S", "_RETURNS_S"):
        monkeypatch.setattr(f"rotative.run.worker.{name}", 0)
    # The test keeps its connection and its transaction.
    monkeypatch.setattr("rotative.run.worker.close_old_connections", lambda: None)
    # The other work of a turn is left out.
    for job in ("_publish", "_age", "_plan", "_bake", "_tasks", "_send"):
        monkeypatch.setattr(Worker, job, lambda worker: None)
    return Worker()


def _said(caplog: pytest.LogCaptureFixture) -> int:
    return sum(getattr(record, "event", "") == "returns_wait" for record in caplog.records)


def test_success_a_maildir_that_is_not_there_is_told_once(
    worker: Worker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    new = tmp_path / "bounces" / "new"

    for _turn in range(3):
        worker.run_once()
    once = _said(caplog)
    new.mkdir(parents=True)
    worker.run_once()
    new.rmdir()
    worker.run_once()

    assert (once, _said(caplog)) == (1, 2)


def test_success_without_a_maildir_the_rest_is_done(worker: Worker, settings: Any) -> None:
    quarantine.keep(b"one that is not known", why="unknown")
    settings.ROTATIVE = {**settings.ROTATIVE, "quarantine_days": -1}
    Event.objects.create(kind="bounce", code="550", source="smtp", happened_at=clock.now())

    worker.run_once()

    assert (quarantine.count(), Event.objects.get().reason) == (0, "unsaid")


def test_success_a_mail_that_is_never_read_holds_up_nothing(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Do the rest of the turn, and end at once when asked, while a mail is being read."""
    # Another test's child would read the mail.
    reader.rest()
    monkeypatch.setattr(reader, "_COMMAND", (sys.executable, "-c", "import time; time.sleep(600)"))
    published: list[int] = []
    monkeypatch.setattr(Worker, "_publish", lambda worker: published.append(1))
    new = tmp_path / "bounces" / "new"
    new.mkdir(parents=True)
    (new / "1.host").write_bytes(b"x")

    for _turn in range(3):
        worker.run_once()
    collector = worker._collector
    assert collector is not None and collector.is_alive()
    worker._stop(15, None)
    collector.join(10)

    assert len(published) == 3
    assert not collector.is_alive()
    assert [path.name for path in new.iterdir()] == ["1.host"]
