"""A connection to SQLite that is kept from turn to turn, and given up when it no longer serves."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django import DjangoDbBlocker

from rotative.core.sqlite.base import DatabaseWrapper, save_memory
from rotative.project.settings import DATABASES
from tests.processes import sites

# Three turns of a worker: the second finds its connection, the third another newsroom in the file's place.
_TURNS = """
import os, shutil
from django.conf import settings
from django.db import connection
from wagtail.models import Locale
from rotative.run.worker import Worker
worker, file = Worker(), settings.HOME / "db.sqlite3"
worker.run_once()
first = connection.connection
worker.run_once()
kept = connection.connection is first
os.replace(settings.HOME / "restored.sqlite3", file)
worker.run_once()
print(kept, connection.connection is first, Locale.objects.filter(language_code="es").exists())
connection.close()
"""


pytestmark = pytest.mark.skipif(
    "postgresql" in DATABASES["default"]["ENGINE"], reason="The connections of PostgreSQL are Django's own."
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return _database(tmp_path / "db.sqlite3", "present")


@pytest.fixture
def wrapper(file: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[DatabaseWrapper]:
    """Yield Django's connection to a file, as the settings have it."""
    settings = {**DATABASES["default"], "NAME": f"file:{file}?mode=rw", "TIME_ZONE": None}
    settings |= {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False}
    made = DatabaseWrapper(settings, "kept")
    with django_db_blocker.unblock():
        yield made
        made.close()


def _database(file: Path, word: str) -> Path:
    with contextlib.closing(sqlite3.connect(file)) as made, made:
        made.execute("CREATE TABLE said (word TEXT)")
        made.execute("INSERT INTO said VALUES (?)", [word])
    return file


def _word(wrapper: DatabaseWrapper) -> str:
    """Begin a turn or a request, and read."""
    wrapper.close_if_unusable_or_obsolete()
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT word FROM said")
        return str(cursor.fetchone()[0])


def test_success_one_connection_serves_all_turns(wrapper: DatabaseWrapper) -> None:
    words = [_word(wrapper)]
    first = wrapper.connection
    words += [_word(wrapper) for _turn in range(3)]

    assert words == ["present"] * 4
    assert wrapper.connection is first


def test_success_another_file_in_its_place_is_read(wrapper: DatabaseWrapper, file: Path) -> None:
    before = _word(wrapper)

    os.replace(_database(file.with_name("restored.sqlite3"), "restored"), file)

    assert (before, _word(wrapper)) == ("present", "restored")


def test_success_a_copy_over_the_file_whose_log_was_removed_is_read(
    wrapper: DatabaseWrapper, file: Path
) -> None:
    before = _word(wrapper)

    shutil.copyfile(_database(file.with_name("restored.sqlite3"), "restored"), file)
    for rest in ("-wal", "-shm"):
        file.with_name(file.name + rest).unlink()

    assert (before, _word(wrapper)) == ("present", "restored")


def test_success_after_an_error_the_connection_is_another_one(wrapper: DatabaseWrapper) -> None:
    _word(wrapper)
    first = wrapper.connection
    with pytest.raises(OperationalError), wrapper.cursor() as cursor:
        cursor.execute("SELECT word FROM unsaid")

    assert _word(wrapper) == "present"
    assert wrapper.connection is not first


def test_fail_a_missing_file_is_not_replaced_by_an_empty_one(wrapper: DatabaseWrapper, file: Path) -> None:
    _word(wrapper)
    file.unlink()

    with pytest.raises(OperationalError):
        _word(wrapper)
    assert not file.exists()


@pytest.mark.processes
def test_success_a_worker_keeps_its_connection_until_the_file_is_another(
    empty_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(empty_home, home)
    shutil.copyfile(home / "db.sqlite3", home / "restored.sqlite3")
    with contextlib.closing(sqlite3.connect(home / "restored.sqlite3")) as restored, restored:
        restored.execute("DELETE FROM wagtailcore_locale WHERE language_code = 'es'")
        restored.execute("INSERT INTO wagtailcore_locale (language_code) VALUES ('es')")

    assert sites.python(home, _TURNS).split() == ["True", "False", "True"]


def test_success_small_cache_of_a_process_that_runs_for_days(
    wrapper: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DatabaseWrapper, "cache_kb", None)
    save_memory()

    with wrapper.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")

        assert cursor.fetchone() == (-4000,)
