"""A page that fails waits longer with every attempt, and never longer than an hour."""

from datetime import timedelta

import pytest

from rotative.bake import retry_policy


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 2), (2, 4), (3, 8), (11, 2048), (12, 3600), (32767, 3600)]
)
def test_success_wait_doubles_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert retry_policy.wait(attempts) == timedelta(seconds=seconds)
