"""The appearance of the site: templates, styles, texts and the settings that are printed on every page.

No act in the newsroom changes these, so no key can mark it. When the worker starts it compares them with those of the
last printing, and marks everything when they differ.
"""

from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rotative.bake import queue, verify
from rotative.bake.models import BakeClock
from rotative.core import conf

# Files that decide about a page's bytes; compiled files and backups of text editors do not.
_SUFFIXES = frozenset({".py", ".html", ".xml", ".txt", ".css", ".js", ".svg", ".po"})
_SETTINGS = ("site_url", "language")

_folders: list[Path] = []


def add(folder: Path) -> None:
    """Register a folder whose files decide how pages look."""
    if folder not in _folders:
        _folders.append(folder)


def present() -> str:
    """Return the digest of everything that decides how pages look."""
    digest = sha256(_version().encode())
    for name in _SETTINGS:
        digest.update(f"\0{name}={conf.get(name)}".encode())
    for path in _files():
        digest.update(b"\0" + path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def changed() -> bool:
    """Return whether the site was last printed with another appearance."""
    return BakeClock.objects.filter(pk=1).values_list("look", flat=True).first() != present()


def adopt() -> None:
    """Mark everything to be printed with the present appearance, and correct the map of the site."""
    look = present()
    verify.sync()
    queue.mark_everything()
    # Last: a process that is stopped before this line begins again.
    BakeClock.objects.filter(pk=1).update(look=look)


def _files() -> Iterator[Path]:
    for folder in _folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())


def _version() -> str:
    try:
        return version("rotative")
    except PackageNotFoundError:
        return ""
