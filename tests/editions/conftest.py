"""Leave nothing in quarantine between two tests."""

from collections.abc import Iterator

import pytest

from rotative.mail.returns import quarantine


@pytest.fixture(autouse=True)
def _nothing_aside() -> Iterator[None]:
    """Delete the mails that a test kept, before the next one."""
    yield
    for path in quarantine.kept():
        path.unlink()
