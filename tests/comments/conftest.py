"""Fixtures of the tests of comments."""

from collections.abc import Iterator

import pytest

from rotative.comments.rate_limit import PER_NETWORK


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    PER_NETWORK.reset()
    yield
    PER_NETWORK.reset()
