"""A newsroom's home: the folder with its settings file, database, pictures and baked files."""

import contextlib
import json
import os
import secrets
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rotative.core.errors import RotativeError, gettext_noop
from rotative.core.languages import CODES

SETTINGS_FILE = "rotative.toml"
# Used where database_url is empty. Only `create` makes it: a command that finds none says so.
DATABASE_FILE = "db.sqlite3"
FOLDERS = ("media", "originals", "public", "static", "mail", "logs")

_TEMPLATE = """\
# Settings of this newsroom. Every name is explained in docs/reference/settings.md of Rotative.
# The environment wins over this file: ROTATIVE_SITE_URL, ROTATIVE_DATABASE_URL…
site_url = {site_url}
secret_key = {secret_key}
language = {language}
"""


class HomeError(RotativeError):
    """Base of what can be wrong with a home."""


class NoHome(HomeError):
    code = "home.missing"
    message = gettext_noop(
        "There is no newsroom in %(path)s: no rotative.toml. Make one with `rotative init DIR`, or name one with --home."
    )


class HomeTaken(HomeError):
    code = "home.taken"
    message = gettext_noop("%(path)s already contains a newsroom. Choose another folder.")


class NotMade(HomeError):
    code = "home.not_made"
    message = gettext_noop("No newsroom can be made in %(path)s: %(reason)s. Choose another folder.")


class NotFinished(HomeError):
    code = "home.not_finished"
    message = gettext_noop(
        "The newsroom in %(path)s could not be finished, and its parts have been removed. Correct what is said above, then run the same command again."
    )


class BadSettingsFile(HomeError):
    code = "home.bad_file"
    message = gettext_noop("%(path)s cannot be read: %(reason)s.")


def create(folder: Path, *, language: str = CODES[0], site_url: str = "http://127.0.0.1:8000") -> Path:
    """Make a home with a settings file, empty folders and an empty database; its tables come with the first migration.

    Raises HomeTaken, NotMade.
    """
    try:
        _refuse_taken(folder)
        with _undone_on_failure(folder):
            _write_files(folder, language=language, site_url=site_url)
    except OSError as exc:
        raise NotMade(path=folder, reason=exc.strerror or exc) from exc
    return folder


@contextlib.contextmanager
def created(folder: Path, *, language: str, site_url: str) -> Iterator[Path]:
    """Make a home and remove it again if the block fails. Raises HomeTaken, NotMade."""
    with contextlib.ExitStack() as undoing:
        try:
            _refuse_taken(folder)
            undoing.enter_context(_undone_on_failure(folder))
        except OSError as exc:
            raise NotMade(path=folder, reason=exc.strerror or exc) from exc
        yield create(folder, language=language, site_url=site_url)


def _refuse_taken(folder: Path) -> None:
    # Before anything is undone: it is somebody's newsroom.
    if (folder / SETTINGS_FILE).exists():
        raise HomeTaken(path=folder)


def _write_files(folder: Path, *, language: str, site_url: str) -> None:
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / DATABASE_FILE).touch(mode=0o600)
    # A basic string of TOML is written as one of JSON.
    text = _TEMPLATE.format(
        site_url=json.dumps(site_url),
        secret_key=json.dumps(secrets.token_urlsafe(48)),
        language=json.dumps(language),
    )
    partial = folder / f"{SETTINGS_FILE}.new"
    partial.touch(mode=0o600)
    partial.write_text(text, encoding="utf-8")
    partial.rename(folder / SETTINGS_FILE)


@contextlib.contextmanager
def _undone_on_failure(folder: Path) -> Iterator[None]:
    """Undo what the block made in a folder if the block fails; a folder that was not there is removed."""
    before = set(folder.iterdir()) if folder.is_dir() else set()
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        yield
    except BaseException:
        for one in set(folder.iterdir()) - before if folder.is_dir() else ():
            _remove(one)
        for one in missing:
            # Another program may have begun to use it.
            with contextlib.suppress(OSError):
                one.rmdir()
        raise


def _remove(one: Path) -> None:
    if one.is_dir() and not one.is_symlink():
        shutil.rmtree(one, ignore_errors=True)
    else:
        one.unlink(missing_ok=True)


def find(named: str | None = None) -> Path:
    """Return the home in force: `--home`, else ROTATIVE_HOME, else the current folder. Raises NoHome."""
    folder = Path(named or os.environ.get("ROTATIVE_HOME") or ".").resolve()
    if not (folder / SETTINGS_FILE).is_file():
        raise NoHome(path=folder)
    return folder


def values(folder: Path) -> dict[str, Any]:
    """Read the settings file. Raises BadSettingsFile."""
    path = folder / SETTINGS_FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise BadSettingsFile(path=path, reason=exc) from exc
