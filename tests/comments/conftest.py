"""What the tests of comments find ready."""

from collections.abc import Iterator

import pytest

from rotative.comments import limits


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    limits.forget_counts()
    yield
    limits.forget_counts()
