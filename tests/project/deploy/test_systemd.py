"""The unit that `rotative conf systemd` prints."""

from pathlib import Path
from typing import Any

import pytest

from rotative.project import deploy
from rotative.project.deploy.systemd import systemd

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


def test_success_line_ends_begin_no_line_of_their_own() -> None:
    unit = systemd(Path("/srv/a\nExecStartPre=/bin/false\r\t\"b'%\\"), maildir=Path("/var/c\nUser=root"))

    assert "\nExecStartPre" not in unit and "\nUser=root" not in unit
    assert "WorkingDirectory=/srv/a\\x0aExecStartPre=/bin/false\\x0d\\x09\\x22b\\x27%%\\\\\n" in unit
