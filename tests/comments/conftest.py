"""What the tests of comments find ready."""

from collections.abc import Iterator

import pytest

from rotative.comments import rate_limit


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    rate_limit.forget_counts()
    yield
    rate_limit.forget_counts()
