"""Leave nothing in quarantine and no journal between two tests."""

from collections.abc import Iterator

import pytest

from rotative.mail.returns import quarantine
from rotative.mail.sending import journal


@pytest.fixture(autouse=True)
def _no_old_files() -> Iterator[None]:
    """Delete kept mails and journals, also those that tests of other folders left: numbers of mailings come again."""
    _delete()
    yield
    _delete()


def _delete() -> None:
    for path in [*quarantine.kept(), *journal.path(0).parent.glob("*.journal")]:
        path.unlink()
