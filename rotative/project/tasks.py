"""Tasks queued in the database, the same one once a transaction.

Wagtail queues a task for its index of references whenever a row is saved, and publishing saves an article three times.
The first one runs after the commit and so sees what all of them would.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django_tasks_db import DatabaseBackend


@dataclass(frozen=True)
class _Queued:
    """Tasks that a transaction has queued, known until it is committed or rolled back."""

    key: tuple[object, ...]
    result: Any

    def __call__(self) -> None:
        """Do nothing: nothing is left to do at the commit."""


class OncePerTransaction(DatabaseBackend):
    """Django's tasks in the database."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Queue a task, or return what the same one gave earlier in this transaction."""
        if not connection.in_atomic_block:
            return super().enqueue(task, args, kwargs)
        key = (task.module_path, task.priority, task.queue_name, task.run_after, repr(args), repr(kwargs))
        for waiting in connection.run_on_commit:
            # Its savepoints, the function, and more.
            if isinstance(waiting[1], _Queued) and waiting[1].key == key:
                return waiting[1].result
        result = super().enqueue(task, args, kwargs)
        # Django forgets it with the savepoint, and so does the database the row.
        transaction.on_commit(_Queued(key, result))
        return result
