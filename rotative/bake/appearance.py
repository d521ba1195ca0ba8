"""The appearance of the site: templates, styles, texts and the settings that are printed on every page.

No act in the newsroom changes these, so no key can mark it. When the worker or `rotative bake --stale` starts it
compares them with those of the last printing, and marks everything when they differ. A change of styles alone changes nothing but the frame of a page,
which links to them.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rotative.bake import queue, verify
from rotative.bake.models import BakeClock
from rotative.core import conf

# Files that decide about a page's bytes; compiled files and backups of text editors do not.
_SUFFIXES = frozenset({".py", ".html", ".xml", ".txt", ".js", ".svg", ".po"})
_STYLES = frozenset({".css"})
_SETTINGS = ("site_url", "language")

_folders: list[Path] = []


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """Digests of everything that decides how pages look. Each is a field of `BakeClock`."""

    look: str
    # Of the files that only the frame of a page names.
    style: str


def add(folder: Path) -> None:
    """Register a folder whose files decide how pages look."""
    if folder not in _folders:
        _folders.append(folder)


def present() -> Appearance:
    """Return the appearance that pages would have now."""
    settings = [f"{name}={conf.get(name)}".encode() for name in _SETTINGS]
    return Appearance(look=_digest(_SUFFIXES, [_version().encode(), *settings]), style=_digest(_STYLES))


def changed() -> bool:
    """Return whether the site was last printed with another appearance."""
    return _last() != present()


def adopt() -> None:
    """Mark everything to be printed with the present appearance, and correct the map of the site.

    After a change of nothing but styles, pages keep their insides. When nothing changed, they are rendered all the same.
    """
    before, now = _last(), present()
    verify.sync()
    queue.mark_everything(frame_only=before.look == now.look and before.style != now.style)
    # Last: a process that is stopped before this line begins again.
    BakeClock.objects.filter(pk=1).update(**asdict(now))


def _last() -> Appearance:
    clock = BakeClock.objects.filter(pk=1).first() or BakeClock()
    return Appearance(look=clock.look, style=clock.style)


def _digest(suffixes: frozenset[str], begun: list[bytes] | None = None) -> str:
    digest = sha256(b"\0".join(begun or []))
    for path in _files(suffixes):
        digest.update(b"\0" + path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files(suffixes: frozenset[str]) -> Iterator[Path]:
    for folder in _folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in suffixes and path.is_file())


def _version() -> str:
    try:
        return version("rotative")
    except PackageNotFoundError:
        return ""
