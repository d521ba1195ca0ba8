"""The files of a Ghost export: the JSON alone, or a zip with it, its pictures and its lists. Nothing in a zip is trusted."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from rotative.core.errors import DAMAGED_ZIP
from rotative.importers.errors import NotAGhostExport, UnreadableExport

# An export's texts, in bytes: 100,000 long articles.
MOST_JSON: Final = 1 << 30
# Entries of a zip, bytes of one of its files and of all of them.
_MOST_ENTRIES: Final = 200_000
_MOST_FILE: Final = 200 << 20
_MOST_TOTAL: Final = 50 << 30
# A text of an export becomes at most so much smaller; deflate itself reaches 1,030.
_MOST_RATIO: Final = 200
_SMALL: Final = 1 << 20
_FOLDERS: Final = ("images", "media", "files")


@dataclass(kw_only=True)
class GhostFiles:
    """The contents of one export, to be closed after use."""

    text: str
    # The folder with the pictures; None when the file has none.
    media: Path | None = None
    members: Path | None = None
    comments: Path | None = None
    _temporary: list[Path] = field(default_factory=list)

    def close(self) -> None:
        for folder in self._temporary:
            shutil.rmtree(folder, ignore_errors=True)


def is_ghost_export(path: Path) -> bool:
    """Return True for a file that can only be an export of Ghost: JSON, or a zip with JSON and without XML."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = [name.lower() for name in archive.namelist()]
            return any(name.endswith(".json") for name in names) and not any(
                name.endswith((".xml", ".wxr")) for name in names
            )
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    except (OSError, zipfile.BadZipFile):
        return False


def opened(path: Path) -> GhostFiles:
    """Read an export. Raises UnreadableExport, NotAGhostExport."""
    try:
        if zipfile.is_zipfile(path):
            return _unpacked(path)
        if path.stat().st_size > MOST_JSON:
            raise NotAGhostExport(file=path.name, reason="larger than 1 GiB")
        return GhostFiles(text=_text(path.read_bytes(), path))
    except OSError as exc:
        raise UnreadableExport(file=path.name, reason=exc.strerror or str(exc)) from exc


def _text(raw: bytes, path: Path) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise NotAGhostExport(file=path.name, reason=f"not UTF-8 at byte {exc.start}") from exc


def _unpacked(path: Path) -> GhostFiles:
    folder = Path(tempfile.mkdtemp(prefix="rotative-ghost-"))
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive, folder, path)
    except DAMAGED_ZIP as exc:
        shutil.rmtree(folder, ignore_errors=True)
        raise NotAGhostExport(file=path.name, reason=f"a damaged zip: {exc}") from exc
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _read(archive: zipfile.ZipFile, folder: Path, path: Path) -> GhostFiles:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _check(entries, path)
    files: dict[str, Path] = {}
    text: str | None = None
    for entry in entries:
        kind, target = _place(entry.filename)
        if kind == "json" and text is None:
            found = _text(_contents(archive, entry), path)
            text = found if '"posts"' in found else text
        elif kind in ("media", "members", "comments") and kind not in files:
            _extract(archive, entry, folder / target)
            if kind != "media":
                files[kind] = folder / target
    if text is None:
        raise NotAGhostExport(file=path.name, reason="no JSON with posts inside")
    media = folder / "content"
    return GhostFiles(
        text=text,
        media=media if media.is_dir() else None,
        members=files.get("members"),
        comments=files.get("comments"),
        _temporary=[folder],
    )


def _check(entries: list[zipfile.ZipInfo], path: Path) -> None:
    """Refuse a zip that would fill the disk. Raises NotAGhostExport."""
    packed = sum(entry.compress_size for entry in entries)
    total = sum(entry.file_size for entry in entries)
    bombs = any(
        entry.file_size > _SMALL and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    limits = (
        len(entries) > _MOST_ENTRIES,
        total > _MOST_TOTAL,
        any(entry.file_size > _MOST_FILE and not entry.filename.endswith(".json") for entry in entries),
        any(entry.file_size > MOST_JSON for entry in entries),
        packed > path.stat().st_size,
    )
    if bombs or any(limits):
        raise NotAGhostExport(file=path.name, reason="a zip that unpacks to far more than it holds")


def _place(name: str) -> tuple[str, PurePosixPath]:
    """Return what an entry is and where it goes inside the folder: never above it, never at a name of its own choosing."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    if not parts or "__MACOSX" in parts or parts[-1].startswith("."):
        return "", PurePosixPath()
    last = parts[-1].lower()
    if last.endswith(".json"):
        return "json", PurePosixPath()
    if last.endswith(".csv") and "member" in last:
        return "members", PurePosixPath("members.csv")
    if last.endswith(".csv") and "comment" in last:
        return "comments", PurePosixPath("comments.csv")
    for number, part in enumerate(parts[:-1]):
        if part in _FOLDERS:
            kept = [_safe(one) for one in parts[number:]]
            return "media", PurePosixPath("content", *kept)
    return "", PurePosixPath()


def _safe(part: str) -> str:
    return "".join(letter for letter in part if letter.isprintable() and letter not in '<>:"|?*')[:200] or "_"


def _contents(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the bytes of an entry, no more than it says to have."""
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    if target.exists() or target.is_dir():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with archive.open(entry) as source, target.open("wb") as out:
        while left > 0 and (part := source.read(min(left, 1 << 20))):
            out.write(part)
            left -= len(part)
