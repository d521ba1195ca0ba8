"""Errors of the machine (room, rights, the database), each as a sentence with the remedy."""

import errno
import os
import sqlite3
from pathlib import Path

from rotative.core.errors import RotativeError, gettext_noop


class Trouble(RotativeError):
    """Base of what is wrong with the machine rather than with what was asked for."""


class NoRoom(Trouble):
    code = "trouble.no_room"
    message = gettext_noop("The disk is full: %(reason)s. Make some, then run the same command again.")


class NotAllowed(Trouble):
    code = "trouble.not_allowed"
    message = gettext_noop(
        "This account may not use %(path)s (%(reason)s). Compare its owner and its rights with those of the home, or run"
        " the command from the account that owns it."
    )


class ReadOnly(Trouble):
    code = "trouble.read_only"
    message = gettext_noop(
        "%(path)s is on a read-only file system. Mount it for writing, then run the same command again."
    )


class Refused(Trouble):
    code = "trouble.refused"
    message = gettext_noop(
        "The operating system refused something: %(reason)s. Correct that, then run the same command again."
    )


class DatabaseMissing(Trouble):
    code = "trouble.database_missing"
    message = gettext_noop(
        "The database %(path)s is missing. Copy the last backup to this place. If the newsroom is to start empty, make"
        " an empty file of this name and run `rotative manage newsroom`."
    )


class DatabaseClosed(Trouble):
    code = "trouble.database_closed"
    message = gettext_noop(
        "The database %(path)s cannot be opened for writing (%(reason)s). The account that runs this command must own the file and its folder."
    )


class DatabaseDamaged(Trouble):
    code = "trouble.database_damaged"
    message = gettext_noop(
        "%(path)s is damaged, or no database (%(reason)s). Move it away and copy the last backup to its place."
    )


class DiskFailed(Trouble):
    code = "trouble.disk_failed"
    message = gettext_noop(
        "The disk could not read or write %(path)s (%(reason)s). Check whether it is full, and whether the system's log says that it is broken."
    )


class DatabaseBusy(Trouble):
    code = "trouble.database_busy"
    message = gettext_noop(
        "Another program has locked the database %(path)s for too long (%(reason)s). Run the same command again when it has"
        " finished."
    )


class DatabaseBehind(Trouble):
    code = "trouble.database_behind"
    message = gettext_noop(
        "The database lacks tables or columns of this version (%(reason)s). Copy it, then run `rotative manage newsroom`."
    )


class DatabaseSilent(Trouble):
    code = "trouble.database_silent"
    message = gettext_noop(
        "The database server refuses us or does not run: %(reason)s. Start it, and compare database_url with its address,"
        " name, user and password."
    )


_FULL = (errno.ENOSPC, errno.EDQUOT)
_SHUT = (errno.EACCES, errno.EPERM)
# What SQLite calls its failures, by the beginning of the name: https://www.sqlite.org/rescode.html
_SQLITE: tuple[tuple[str, type[Trouble]], ...] = (
    ("SQLITE_FULL", NoRoom),
    ("SQLITE_CANTOPEN", DatabaseClosed),
    ("SQLITE_READONLY", DatabaseClosed),
    ("SQLITE_PERM", DatabaseClosed),
    ("SQLITE_NOTADB", DatabaseDamaged),
    ("SQLITE_CORRUPT", DatabaseDamaged),
    ("SQLITE_IOERR", DiskFailed),
    ("SQLITE_BUSY", DatabaseBusy),
    ("SQLITE_LOCKED", DatabaseBusy),
    ("SQLITE_PROTOCOL", DatabaseBusy),
)
# PostgreSQL's, likewise: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES: tuple[tuple[str, type[Trouble]], ...] = (
    ("53100", NoRoom),
    ("42P01", DatabaseBehind),
    ("42703", DatabaseBehind),
    ("42501", DatabaseSilent),
    ("25006", DatabaseSilent),
    # It is full, was stopped, is starting, broke, or does not know us.
    *((kind, DatabaseSilent) for kind in ("08", "28", "3D", "53", "57", "58")),
)


def explained(exc: BaseException, database: Path) -> Trouble | None:
    """Return the sentence for what was raised; None for a mistake of the program's, which its traceback explains.

    database: the file of SQLite, where the home has one.
    """
    if isinstance(exc, OSError):
        return _of_files(exc)
    # Django hands on the driver's error as the cause of its own.
    driver = exc.__cause__ or exc
    if isinstance(driver, sqlite3.Error):
        return _of_sqlite(driver, database if driver is not exc else _temporary())
    return _of_postgres(driver) if hasattr(driver, "sqlstate") else None


def _of_files(exc: OSError) -> Trouble:
    reason = exc.strerror or str(exc) or type(exc).__name__
    path = exc.filename if isinstance(exc.filename, str | Path) else None
    if exc.errno in _FULL:
        # An error of writing into an open file does not name the file.
        return NoRoom(reason=f"{path}: {reason}" if path else reason)
    if path and exc.errno in _SHUT:
        return NotAllowed(path=path, reason=reason)
    if path and exc.errno == errno.EROFS:
        return ReadOnly(path=path)
    return Refused(reason=f"{path}: {reason}" if path else reason)


def _of_sqlite(exc: sqlite3.Error, file: Path) -> Trouble | None:
    name = getattr(exc, "sqlite_errorname", "")
    if str(exc).startswith(("no such table", "no such column")) or "has no column named" in str(exc):
        return DatabaseBehind(reason=exc)
    kind = next((kind for start, kind in _SQLITE if name.startswith(start)), None)
    if kind is DatabaseClosed and not file.exists():
        return DatabaseMissing(path=file)
    reason = f"{file}: {exc}" if kind is NoRoom else exc
    return kind(path=file, reason=reason) if kind else None


def _of_postgres(exc: BaseException) -> Trouble | None:
    state = getattr(exc, "sqlstate", None)
    # The server gives no code where there was no conversation.
    away = state is None and type(exc).__name__ == "OperationalError"
    kind = next((kind for start, kind in _POSTGRES if (state or "").startswith(start)), None)
    if kind is None and not away:
        return None
    reason = (str(exc).strip().splitlines() or [type(exc).__name__])[0].rstrip(".")
    return (kind or DatabaseSilent)(path="PostgreSQL", reason=reason)


def _temporary() -> Path:
    """Return the folder of SQLite's nameless files: https://www.sqlite.org/tempfiles.html#temporary_file_storage_locations"""
    return Path(os.environ.get("SQLITE_TMPDIR") or os.environ.get("TMPDIR") or "/var/tmp")  # noqa: S108 only named
