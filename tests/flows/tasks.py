"""The worker's part of the queue, for tests in which one connection has everything."""

from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult


def do_tasks() -> int:
    """Do what a worker does with its queue, without closing the connection first; return the number of tasks."""
    worker = TaskWorker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    )
    waiting = list(DBTaskResult.objects.ready())
    for one in waiting:
        one.claim("tests")
        worker.run_task(one)
    return len(waiting)
