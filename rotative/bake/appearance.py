"""How the site looks: templates, styles, texts and the settings that stand on every page.

A change of these is nobody's act, so no key can mark it: the worker compares them with what the site was last printed
with when it starts, and marks everything where they differ.
"""

from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rotative.bake import queue, verify
from rotative.bake.models import BakeClock
from rotative.core import conf

# What decides about a page's bytes; compiled files and editors' backups do not.
_SUFFIXES = frozenset({".py", ".html", ".xml", ".txt", ".css", ".js", ".svg", ".po"})
_SETTINGS = ("site_url", "language")

_folders: list[Path] = []


def add(folder: Path) -> None:
    """The files of this folder decide how pages look."""
    if folder not in _folders:
        _folders.append(folder)


def present() -> str:
    """The digest of everything that decides how pages look."""
    digest = sha256(_version().encode())
    for name in _SETTINGS:
        digest.update(f"\0{name}={conf.get(name)}".encode())
    for path in _files():
        digest.update(b"\0" + path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def changed() -> bool:
    """Whether the site was last printed with another look."""
    return BakeClock.objects.filter(pk=1).values_list("look", flat=True).first() != present()


def adopt() -> None:
    """Everything is to be printed with the present look, and what is missing on the map is placed."""
    look = present()
    verify.sync()
    queue.mark_everything()
    # Last: whoever is stopped before begins again.
    BakeClock.objects.filter(pk=1).update(look=look)


def _files() -> Iterator[Path]:
    for folder in _folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())


def _version() -> str:
    try:
        return version("rotative")
    except PackageNotFoundError:
        return ""
