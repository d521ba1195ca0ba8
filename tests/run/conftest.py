"""Fixtures of the tests of processes."""

from collections.abc import Iterator

import pytest

from rotative.mail.returns import quarantine


@pytest.fixture(autouse=True)
def _nothing_aside() -> Iterator[None]:
    """Empty the quarantine, so that no test finds the mail of another one."""
    yield
    for path in quarantine.kept():
        path.unlink()
