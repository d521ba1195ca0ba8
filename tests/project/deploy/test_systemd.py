"""The unit that `rotative conf systemd` prints."""

from pathlib import Path
from typing import Any

import pytest

from rotative.project import deploy

HOME = Path("/srv/my paper")


@pytest.mark.parametrize(
    ("maildir", "expected"),
    [
        ("", "/srv/my\\x20paper"),
        ("bounces", "/srv/my\\x20paper"),
        ("/srv/my paper/bounces", "/srv/my\\x20paper"),
        ("/var/mail/our bounces", "/srv/my\\x20paper -/var/mail/our\\x20bounces"),
    ],
)
def test_success_the_worker_may_empty_a_maildir_elsewhere(settings: Any, maildir: str, expected: str) -> None:
    settings.ROTATIVE = {**settings.ROTATIVE, "bounce_maildir": maildir}

    unit = deploy.conf("systemd", HOME)

    assert f"ReadWritePaths={expected}\n" in unit
