"""Checks of the mail that comes back, by `rotative check`."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rotative.mail.returns import quarantine
from rotative.project.checkup import returned

Set = Callable[..., None]


@pytest.fixture
def put(settings: Any, tmp_path: Path) -> Set:
    """Return a function that gives settings other values, in a home of its own."""
    settings.HOME = tmp_path

    def change(**values: object) -> None:
        settings.ROTATIVE = {**settings.ROTATIVE, **values}

    return change


def codes(found: Iterator[Any]) -> list[tuple[str, str]]:
    return [(one.code, one.level) for one in found]


def test_success_nothing_to_say(put: Set, tmp_path: Path) -> None:
    (tmp_path / "bounces" / "new").mkdir(parents=True)
    put(bounce_maildir="bounces", mail_provider="postmark", webhook_secret="s3cret")

    assert codes(returned.mailboxes()) == codes(returned.reports()) == codes(returned.kept()) == []


def test_success_no_maildir_no_provider(put: Set) -> None:
    assert codes(returned.mailboxes()) == codes(returned.reports()) == []


def test_fail_no_maildir_there(put: Set, tmp_path: Path) -> None:
    put(bounce_maildir="bounces", bounce_keep=True)

    found = list(returned.mailboxes())

    assert codes(iter(found)) == [("returns.maildir", "error")] * 2
    assert found[0].message == f"This account cannot write to {tmp_path / 'bounces' / 'new'}."


def test_fail_a_provider_that_nobody_listens_to(put: Set) -> None:
    put(mail_provider="postmark")

    assert codes(returned.reports()) == [("returns.no_reports", "warning")]


@pytest.mark.parametrize(("files", "level"), [(8, None), (9, "warning"), (10, "error")])
def test_fail_nobody_looks_at_what_is_kept(
    put: Set, monkeypatch: pytest.MonkeyPatch, files: int, level: str | None
) -> None:
    for number in range(files):
        quarantine.keep(b"%d" % number, why="unknown")
    monkeypatch.setattr(quarantine, "MOST", 10)

    assert codes(returned.kept()) == ([("returns.kept", level)] if level else [])
