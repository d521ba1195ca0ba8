"""Scheduled articles appear in time, and once, with real workers on a real newsroom."""

import os
import select
import signal
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from tests.processes.newsrooms import LONGEST_S, Newsroom, children
from tests.processes.servers import ask
from tests.processes.sites import wait

pytestmark = pytest.mark.processes

# An article due at 07:00:00 is live before 07:00:02.
PATIENCE_S = 2.0

SCHEDULE = """
from datetime import timedelta
from rotative.articles import actions
from rotative.articles.models import Section
from rotative.core import clock
from tests.factories.articles import ArticleFactory, locale
section = Section.objects.filter(locale__language_code="fr").order_by("pk").first()
article = ArticleFactory.build(section=section, locale=locale("fr"), slug="{slug}", headline="Paru à l’heure")
actions.publish(article, at=clock.now() + timedelta(seconds={seconds}))
"""


def test_success_live_when_due(room: Newsroom) -> None:
    slug = "a-l-heure"
    # An idle worker looks only once in a minute without a wake-up: a due article must wake it.
    room.settings["ROTATIVE_WORKER_POLL_MS"] = "60000"
    tree = room.serve()
    room.wait_until_served()
    # From here on nothing but the schedule wakes the worker.
    wait(partial(idle, room, tree.pid), within_s=LONGEST_S)

    assert room.django(SCHEDULE.format(slug=slug, seconds=3)).wait(LONGEST_S) == 0, room.errors()
    ((due_at,),) = room.rows(f"SELECT go_live_at FROM articles_article WHERE slug = '{slug}'")
    file = room.public / "politique" / slug / "index.html"
    wait(file.exists, within_s=LONGEST_S)
    reply = ask(room.port, f"/politique/{slug}/")

    due_s = instant(due_at).timestamp()
    printed_s = file.stat().st_mtime
    ((published_at,),) = room.rows(f"SELECT published_at FROM articles_article WHERE slug = '{slug}'")
    assert reply.body == file.read_bytes()
    assert "Paru à l’heure" in reply.body.decode()
    assert due_s <= instant(published_at).timestamp() <= printed_s < due_s + PATIENCE_S


def test_success_missed_is_published_once(room: Newsroom) -> None:
    slug = "en-retard"
    # One that looks five times a second is never seen at rest on a slow machine; at rest, it must end at once all the same.
    room.settings["ROTATIVE_WORKER_POLL_MS"] = "3600000"
    assert room.django(SCHEDULE.format(slug=slug, seconds=0.2)).wait(LONGEST_S) == 0, room.errors()

    workers = [room.rotative("worker") for _number in range(2)]
    wait(lambda: (room.public / "politique" / slug / "index.html").exists(), within_s=LONGEST_S)
    for worker in workers:
        # When both are at rest, the other one has looked as well.
        wait(partial(rests, worker.pid), within_s=LONGEST_S)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(LONGEST_S) == 0, room.errors()

    assert room.rows(
        "SELECT count(*) FROM wagtailcore_modellogentry l JOIN articles_article a ON l.object_id = CAST(a.id AS varchar)"
        f" WHERE l.action = 'wagtail.publish.scheduled' AND a.slug = '{slug}'"
    ) == [(1,)]
    assert room.rows(f"SELECT live, state FROM articles_article WHERE slug = '{slug}'") in (
        [(1, "published")],
        [(True, "published")],
    )
    ((revisions,),) = room.rows(
        "SELECT count(*) FROM wagtailcore_revision r JOIN articles_article a"
        f" ON r.object_id = CAST(a.id AS varchar) WHERE a.slug = '{slug}'"
    )
    assert revisions == 1
    assert room.done("bake", "--stale")["failed"] == 0
    assert room.done("bake", "--verify") | {"checked": 0} == {
        "checked": 0,
        "stale": 0,
        "missing": 0,
        "surplus": 0,
    }


def idle(room: Newsroom, tree: int) -> bool:
    """Return whether the worker of a process tree has printed everything and waits."""
    workers = [pid for name, pid in children(tree) if name == "rotative-worker"]
    return all(map(rests, workers)) and bool(workers) and not room.rows("SELECT path_id FROM bake_stalepath")


def rests(pid: int) -> bool:
    """Return whether a worker waits to be woken: it holds the pipe open and uses no processor time."""
    opened = [os.readlink(each) for each in Path(f"/proc/{pid}/fd").iterdir() if each.is_symlink()]
    before = used(pid)
    select.select([], [], [], 0.3)
    return any(name.endswith("/bell") for name in opened) and used(pid) == before


def used(pid: int) -> list[str]:
    """Return the processor time that a process has used, in ticks."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]


def instant(value: str | datetime) -> datetime:
    """Return an aware instant: SQLite returns text in UTC, PostgreSQL an instant."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value).replace(tzinfo=UTC)
