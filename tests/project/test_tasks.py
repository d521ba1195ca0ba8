"""The queue of tasks: a task is queued once in a transaction, and not at all if it is rolled back."""

from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from wagtail.tasks import update_reference_index_task

from rotative.project import settings as newsroom
from rotative.search.tasks import reindex_about
from tests.factories.articles import BylineFactory, SubjectFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_queue(settings: Any) -> None:
    """Use the queue of a newsroom; other tests run each task at once."""
    settings.TASKS = newsroom.TASKS


def queued() -> list[list[int]]:
    return sorted(row.args_kwargs["args"] for row in DBTaskResult.objects.all())


def queued_for(task: Any) -> list[list[str]]:
    rows = DBTaskResult.objects.filter(task_path=task.module_path)
    return [row.args_kwargs["args"] for row in rows]


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


def test_success_an_article_with_its_parts_is_one_task_for_the_index_of_references() -> None:
    with transaction.atomic():
        article = published(subjects=[SubjectFactory(), SubjectFactory()], bylines=[BylineFactory()])

    about = [args for args in queued_for(update_reference_index_task) if args[1] == "article"]
    parts = [args for args in queued_for(update_reference_index_task) if args[1].startswith("article")]

    assert about == parts == [["articles", "article", str(article.pk)]]
