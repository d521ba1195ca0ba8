"""Errors of the machine are one sentence with the remedy; errors of the program keep their traceback."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError

from rotative.core.errors import RotativeError
from rotative.project.machine_errors import explained


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """Create a database with one table."""
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE paper (name UNIQUE)")
    yield file


def by_django(work: Callable[[], object]) -> Exception:
    """Return the error of this work, wrapped as Django wraps errors of the database."""
    try:
        work()
    except Exception as exc:
        handed = OperationalError(*exc.args)
        handed.__cause__ = exc
        return handed
    raise AssertionError("nothing was raised")


def told(exc: BaseException, file: Path) -> tuple[str, str]:
    trouble = explained(exc, file)
    assert isinstance(trouble, RotativeError)
    return trouble.code, str(trouble)


def run(file: Path, *statements: str, mode: str = "rw") -> Callable[[], object]:
    def work() -> None:
        with closing(sqlite3.connect(f"file:{file}?mode={mode}", uri=True, timeout=0)) as database:
            for statement in statements:
                database.execute(statement)

    return work


def test_fail_database_missing(tmp_path: Path) -> None:
    file = tmp_path / "db.sqlite3"

    code, sentence = told(by_django(run(file)), file)

    assert code == "trouble.database_missing"
    assert sentence.startswith(f"The database {file} is missing. Copy the last backup to this place.")


def test_fail_database_cannot_be_opened(tmp_path: Path) -> None:
    file = tmp_path / "db.sqlite3"
    file.mkdir()

    assert told(by_django(run(file)), file)[0] == "trouble.database_closed"


def test_fail_database_read_only(file: Path) -> None:
    code, sentence = told(by_django(run(file, "INSERT INTO paper VALUES (1)", mode="ro")), file)

    assert code == "trouble.database_closed"
    assert "(attempt to write a readonly database)" in sentence


def test_fail_database_full(file: Path) -> None:
    work = run(file, "PRAGMA max_page_count = 3", "INSERT INTO paper VALUES (zeroblob(1000000))")

    assert told(by_django(work), file) == (
        "trouble.no_room",
        f"The disk is full: {file}: database or disk is full. Make some, then run the same command again.",
    )


def test_fail_no_database(tmp_path: Path) -> None:
    file = tmp_path / "db.sqlite3"
    file.write_text("a letter to the editor, and a long one " * 100)

    assert told(by_django(run(file, "SELECT * FROM paper")), file)[0] == "trouble.database_damaged"


def test_fail_database_kept_by_another(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert told(by_django(run(file, "BEGIN IMMEDIATE")), file)[0] == "trouble.database_busy"


@pytest.mark.parametrize(
    "statement", ["SELECT * FROM ink", "SELECT ink FROM paper", "INSERT INTO paper (ink) VALUES (1)"]
)
def test_fail_database_behind(file: Path, statement: str) -> None:
    code, sentence = told(by_django(run(file, statement)), file)

    assert code == "trouble.database_behind"
    assert sentence.endswith("Copy it, then run `rotative manage newsroom`.")


def test_fail_temporary_database_full(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQLITE_TMPDIR", "/srv/scratch")
    with pytest.raises(sqlite3.OperationalError) as caught:
        run(file, "PRAGMA max_page_count = 3", "INSERT INTO paper VALUES (zeroblob(1000000))")()

    assert "/srv/scratch: database or disk is full" in told(caught.value, file)[1]


def test_fail_server_away(file: Path) -> None:
    exc = OperationalError("refused")
    exc.__cause__ = psycopg.OperationalError(
        'connection to server at "127.0.0.1", port 1 failed\n\tIs it running?'
    )

    assert told(exc, file) == (
        "trouble.database_silent",
        'The database server refuses us or does not run: connection to server at "127.0.0.1", port 1 failed. Start it, and'
        " compare database_url with its address, name, user and password.",
    )


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (psycopg.errors.DiskFull("no room"), "trouble.no_room"),
        (psycopg.errors.UndefinedTable("no table"), "trouble.database_behind"),
        (psycopg.errors.UndefinedColumn("no column"), "trouble.database_behind"),
        (psycopg.errors.InvalidPassword("wrong"), "trouble.database_silent"),
        (psycopg.errors.AdminShutdown("bye"), "trouble.database_silent"),
        (psycopg.errors.ReadOnlySqlTransaction("standby"), "trouble.database_silent"),
    ],
)
def test_fail_server_says_why(file: Path, raised: Exception, code: str) -> None:
    exc = ProgrammingError(*raised.args)
    exc.__cause__ = raised

    assert told(exc, file)[0] == code


@pytest.mark.parametrize(
    ("exc", "sentence"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "The disk is full: No space left on device. Make some, then run the same command again.",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device", "/srv/x"),
            "The disk is full: /srv/x: No space left on device. Make some, then run the same command again.",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "/srv/x"),
            "This account may not use /srv/x (Permission denied). Compare its owner and its rights with those of the home,"
            " or run the command from the account that owns it.",
        ),
        (
            OSError(errno.EROFS, "Read-only file system", "/srv/x"),
            "/srv/x is on a read-only file system. Mount it for writing, then run the same command again.",
        ),
        (
            FileNotFoundError(errno.ENOENT, "No such file or directory", "/srv/x"),
            "The operating system refused something: /srv/x: No such file or directory. Correct that, then run the same command again.",
        ),
        (
            ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"),
            "The operating system refused something: Connection refused. Correct that, then run the same command again.",
        ),
    ],
)
def test_fail_files(exc: OSError, sentence: str, file: Path) -> None:
    assert told(exc, file)[1] == sentence


def test_success_mistakes_keep_their_traceback(file: Path) -> None:
    twice = by_django(run(file, "INSERT INTO paper VALUES (1)", "INSERT INTO paper VALUES (1)"))
    wrong = by_django(run(file, "SELECT FROM"))
    broken = IntegrityError("two papers")
    broken.__cause__ = psycopg.errors.UniqueViolation("two papers")

    assert [explained(exc, file) for exc in (twice, wrong, broken, KeyError("x"))] == [None] * 4
