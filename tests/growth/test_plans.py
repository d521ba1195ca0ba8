"""No query that a newsroom sends again and again walks through a table that grows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from rotative.articles.models import Article
from rotative.core import clock
from rotative.masthead.models import Masthead
from rotative.project import settings as project
from rotative.staff.models import User
from rotative.subscribers.models import Subscriber
from tests.desk.conftest import chief, signed_in
from tests.factories import newsroom
from tests.growth.plans import allowed
from tests.growth.plans.roads import desk, worker
from tests.growth.plans.roads import readers as requests
from tests.growth.plans.statements import Plans, Statement
from tests.subscribers.reader import Committing, Reader

__all__ = ["chief"]

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves files of pictures to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def sent(
    chief: User,
    readers: Callable[..., list[Subscriber]],
    settings: Any,
    django_capture_on_commit_callbacks: Committing,
    monkeypatch: pytest.MonkeyPatch,
) -> list[Statement]:
    """Return the statements that a newsroom with everything in it sends in a day, with their plans."""
    settings.TASKS = project.TASKS
    # The test keeps its connection and its transaction.
    monkeypatch.setattr("rotative.run.worker.close_old_connections", lambda: None)
    monkeypatch.setattr(worker.Worker, "_tasks", lambda _worker: worker.do_tasks())
    Masthead.objects.create()
    newsroom.fill()
    readers(20)
    plans = Plans()
    for road in (
        worker.jobs(),
        requests.requests(Reader(django_capture_on_commit_callbacks)),
        desk.requests(signed_in(chief), django_capture_on_commit_callbacks),
    ):
        for name, work in road:
            with plans.of(name):
                work()
    return list(plans.found.values())


def refused(statements: list[Statement]) -> list[str]:
    return [
        f"[{one.road}] {step}: {one.sql}"
        for one in statements
        for step in one.steps
        if allowed.reason(step, one.sql) is None
    ]


@pytest.mark.skipif(
    "postgresql" in project.DATABASES["default"]["ENGINE"],
    reason="The roads are not walked on PostgreSQL yet.",
)
def test_success_no_statement_of_a_day_grows_with_the_archive(sent: list[Statement]) -> None:
    assert refused(sent) == []
    # All roads were taken.
    assert len(sent) > 400
    if connection.vendor == "sqlite":
        used = {
            one for one in allowed.STATEMENTS for sql in sent for step in sql.steps if one.fits(step, sql.sql)
        }
        assert set(allowed.STATEMENTS) - used == set()


def test_fail_an_order_that_hides_an_index() -> None:
    """The worker asked so, several times a second: SQLite walked through all articles by the date of their last edit."""
    plans = Plans()
    expired = Article.objects.filter(live=True, expire_at__lte=clock.now())

    with plans.of("in the order of the model"):
        list(expired.values_list("pk", flat=True))
    with plans.of("in the order of the index"):
        list(expired.order_by("expire_at").values_list("pk", flat=True))

    walked = [line.split(":")[0] for line in refused(list(plans.found.values()))]
    expected = {"sqlite": ["[in the order of the model] walk articles_article by article_edited"]}
    assert walked == expected.get(connection.vendor, [])
