"""Leave nothing in quarantine and no journal between two tests."""

from collections.abc import Iterator

import pytest

from rotative.mail.returns import quarantine
from rotative.mail.sending import journal


@pytest.fixture(autouse=True)
def _no_old_files() -> Iterator[None]:
    """Delete kept mails and journals: the next test may have a mailing of the same number."""
    yield
    for path in [*quarantine.kept(), *journal.path(0).parent.glob("*.journal")]:
        path.unlink()
