"""Databases of the tests are as the migrations of this code make them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.processes import databases


@pytest.mark.django_db
def test_success_nothing_is_left_to_migrate() -> None:
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_success_a_home_has_tables_of_its_own(tmp_path: Path) -> None:
    for name in ("one", "other"):
        databases.create_home(tmp_path / name)

    with closing(sqlite3.connect(tmp_path / "one" / "db.sqlite3")) as database, database:
        database.execute("DELETE FROM wagtailcore_locale")
        (left,) = database.execute("SELECT count(*) FROM wagtailcore_locale").fetchone()
    with closing(sqlite3.connect(tmp_path / "other" / "db.sqlite3")) as database:
        (kept,) = database.execute("SELECT count(*) FROM wagtailcore_locale").fetchone()

    assert (left, kept) == (0, 1)
