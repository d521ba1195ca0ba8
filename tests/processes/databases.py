"""Databases with all tables, copied: the migrations run once for each state of the code.

Run as a program: migrate the database of the settings in force. Argument: the path of an SQLite file to keep a copy in.
"""

import contextlib
import gc
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from rotative.project import home
from tests.postgres import URL
from tests.processes.once import made_once
from tests.processes.servers import ROOT

FOLDER = ROOT / ".pytest_cache" / "tables"
_OURS = ("ROTATIVE_", "DJANGO_", "DATABASE_URL", "PYTEST_")
# Their migrations and signals write the tables, with ours.
_PACKAGES = ("django", "wagtail", "django-tasks-db")
# Files of the package that decide what a migrated database holds.
_DECIDING = (
    *(
        "**/migrations/*.py",
        "**/models.py",
        "**/models/*.py",
        "**/apps.py",
        "core/*.py",
        "project/settings/*.py",
    ),
    "desk/groups.py",
)
# A number of our own for the lock of the PostgreSQL server.
_LOCK = 7_266_134


def begin() -> "subprocess.Popen[bytes] | None":
    """Begin to migrate in a process of its own; None where these tables are there already."""
    if _kept().exists():
        return None
    code = "from tests.processes.databases import sqlite; sqlite()"
    quiet = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=quiet, stdout=quiet, stderr=quiet)


@contextlib.contextmanager
def in_use() -> Iterator[None]:
    """Make a database for this process alone and connect Django to it."""
    from django.db import connection

    connection.close()
    if connection.vendor == "sqlite":
        # One name for all connections of the process, threads among them.
        connection.settings_dict["NAME"] = "file:memorydb_default?mode=memory&cache=shared"
        connection.connect()
        with contextlib.closing(sqlite3.connect(sqlite())) as tables:
            tables.backup(connection.connection)
        yield
        return
    name = f"test_rotative_{uuid.uuid4().hex[:12]}"
    with postgresql(name, server=os.environ.get("DATABASE_URL", URL)):
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()


def sqlite() -> Path:
    """Return the file of an SQLite database with all tables and what an installation starts with."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return made_once(_kept(), _migrate_sqlite)


def create_home(folder: Path, **settings: str) -> None:
    """Make a home whose database has its tables; where DATABASE_URL names a database, that one must have them.

    settings: language, site_url.
    """
    home.create(folder, **settings)
    database = folder / home.DATABASE_FILE
    shutil.copyfile(sqlite(), database)
    database.chmod(0o600)


@contextlib.contextmanager
def postgresql(name: str, *, server: str = URL) -> Iterator[str]:
    """Make a PostgreSQL database of this name with all tables; yield its address and drop it in the end."""
    with psycopg.connect(server, autocommit=True) as session:
        # Only one process at a time may copy a template, and only while nobody is connected to it.
        session.execute(f"SELECT pg_advisory_lock({_LOCK})".encode())
        template = _template(session, server)
        session.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    try:
        yield _address(server, name)
    finally:
        with psycopg.connect(server, autocommit=True) as session:
            session.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _kept() -> Path:
    return FOLDER / f"{_digest()}.sqlite3"


@cache
def _digest() -> str:
    """Return a digest of all that decides what a migrated database holds."""
    digest = sha256(repr([(name, version(name)) for name in _PACKAGES]).encode())
    package = ROOT / "rotative"
    for file in sorted({file for pattern in _DECIDING for file in package.glob(pattern)}):
        digest.update(str(file.relative_to(package)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _migrate_sqlite(file: Path) -> None:
    for older in FOLDER.glob("*.sqlite3"):
        older.unlink(missing_ok=True)
    _migrate("", str(file))


def _template(session: "psycopg.Connection[tuple[object, ...]]", server: str) -> str:
    """Return the name of the server's database with all tables; those of earlier code are dropped."""
    wanted = f"rotative_tables_{_digest()}"
    listed = session.execute("SELECT datname FROM pg_database WHERE datname LIKE 'rotative\\_tables\\_%'")
    found = {str(name) for (name,) in listed}
    if wanted not in found:
        partial = f"rotative_partial_{_digest()}"
        for name in (*found, partial):
            session.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        session.execute(f'CREATE DATABASE "{partial}"'.encode())
        _migrate(_address(server, partial))
        session.execute(f'ALTER DATABASE "{partial}" RENAME TO "{wanted}"'.encode())
    return wanted


def _address(server: str, name: str) -> str:
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _migrate(address: str, *arguments: str) -> None:
    with tempfile.TemporaryDirectory(prefix="rotative-tables-") as folder:
        place = home.create(Path(folder) / "home")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        done = subprocess.run(
            [sys.executable, "-m", "tests.processes.databases", *arguments],
            cwd=ROOT,
            env=environment | {"ROTATIVE_HOME": str(place), "ROTATIVE_DATABASE_URL": address},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stderr


def main() -> None:
    """Migrate, and copy the tables to the file that is named."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "rotative.project.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    # Migrations draw thousands of classes and keep them: to collect seldom halves their time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    call_command("migrate", verbosity=0, interactive=False)
    if len(sys.argv) > 1:
        with contextlib.closing(sqlite3.connect(sys.argv[1])) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")


if __name__ == "__main__":
    main()
