"""A newsroom's home: the folder with its settings file, database, pictures and baked files."""

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any

from rotative.core.errors import RotativeError, gettext_noop

SETTINGS_FILE = "rotative.toml"
FOLDERS = ("media", "public", "static", "mail", "logs")

_TEMPLATE = """\
# Settings of this newsroom. Every name is explained in docs/reference/settings.md of Rotative.
# The environment wins over this file: ROTATIVE_SITE_URL, ROTATIVE_DATABASE_URL…
site_url = "{site_url}"
secret_key = "{secret_key}"
language = "{language}"
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
    message = gettext_noop("%(path)s already holds a newsroom. Choose another folder.")


class BadSettingsFile(HomeError):
    code = "home.bad_file"
    message = gettext_noop("%(path)s cannot be read: %(reason)s.")


def create(folder: Path, *, language: str = "fr", site_url: str = "http://127.0.0.1:8000") -> Path:
    """A new home with a settings file and empty folders; the database comes with the first migration.

    Raises HomeTaken.
    """
    if (folder / SETTINGS_FILE).exists():
        raise HomeTaken(path=folder)
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    text = _TEMPLATE.format(site_url=site_url, secret_key=secrets.token_urlsafe(48), language=language)
    partial = folder / f"{SETTINGS_FILE}.new"
    partial.touch(mode=0o600)
    partial.write_text(text, encoding="utf-8")
    partial.rename(folder / SETTINGS_FILE)
    return folder


def find(named: str | None = None) -> Path:
    """The home in force: `--home`, else ROTATIVE_HOME, else the current folder. Raises NoHome."""
    folder = Path(named or os.environ.get("ROTATIVE_HOME") or ".").resolve()
    if not (folder / SETTINGS_FILE).is_file():
        raise NoHome(path=folder)
    return folder


def values(folder: Path) -> dict[str, Any]:
    """What the settings file says. Raises BadSettingsFile."""
    path = folder / SETTINGS_FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise BadSettingsFile(path=path, reason=exc) from exc
