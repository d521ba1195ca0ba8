"""The worker with a database that accepts nothing: it tries again at once, then once a second."""

import pytest
from django.db import OperationalError

from rotative.run import worker
from rotative.run.worker import Worker


def test_success_errors_of_the_database_that_follow_each_other_are_given_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise OperationalError("database or disk is full")

    slept: list[float] = []
    monkeypatch.setattr(worker.time, "sleep", slept.append)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    at_work = Worker()

    at_work._try(refuse)
    at_first = list(slept)
    at_work._try(refuse)

    assert at_first == []
    assert slept == [worker._BREATH_S]
