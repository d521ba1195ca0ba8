"""An idle worker asks one cheap question, and hears of every write."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from rotative.core.sqlite.base import DatabaseWrapper
from rotative.run import stillness
from rotative.run.stillness import Stillness
from tests.core.test_sqlite import file, pytestmark, wrapper

__all__ = ["file", "pytestmark", "wrapper"]


def test_success_still_until_another_connection_writes(wrapper: DatabaseWrapper, file: Path) -> None:
    still = Stillness(wrapper)
    before = still.lasts()

    still.begin()
    untouched = still.lasts()
    with contextlib.closing(sqlite3.connect(file)) as other, other:
        other.execute("INSERT INTO said VALUES ('news')")

    assert (before, untouched, still.lasts()) == (False, True, False)


def test_success_a_turn_that_wrote_is_followed_by_another(wrapper: DatabaseWrapper) -> None:
    still = Stillness(wrapper)
    still.begin()
    with wrapper.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES ('news')")
    written = still.lasts()

    still.begin()

    assert (written, still.lasts()) == (False, True)


def test_success_a_turn_comes_in_time_all_the_same(
    wrapper: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = Stillness(wrapper)
    still.begin()

    monkeypatch.setattr(stillness, "TURN_S", 0.0)
    still.begin()

    assert not still.lasts()


def test_success_what_cannot_be_asked_is_no_stillness(wrapper: DatabaseWrapper, file: Path) -> None:
    still = Stillness(wrapper)
    still.begin()

    wrapper.close()
    file.unlink()

    assert not still.lasts()
