"""The same task is queued once a transaction, and lost with it."""

from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from rotative.project import settings as newsroom
from rotative.search.tasks import reindex_about

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_queue(settings: Any) -> None:
    """The newsroom's own queue, where other tests run each task at once."""
    settings.TASKS = newsroom.TASKS


def queued() -> list[list[int]]:
    return sorted(row.args_kwargs["args"] for row in DBTaskResult.objects.all())


def test_success_the_same_task_is_queued_once_a_transaction() -> None:
    with transaction.atomic():
        first = reindex_about.enqueue(1)
        again = reindex_about.enqueue(1)
        reindex_about.enqueue(2)

    assert again.id == first.id
    assert queued() == [[1], [2]]


def test_success_a_task_taken_back_is_queued_again() -> None:
    with transaction.atomic():
        with transaction.atomic():
            reindex_about.enqueue(1)
            transaction.set_rollback(True)
        assert queued() == []

        reindex_about.enqueue(1)

    assert queued() == [[1]]
