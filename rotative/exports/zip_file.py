"""An export as one file: a zip of the folder, written whole or not at all, and unpacked with limits."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from rotative.core import conf
from rotative.core.errors import DAMAGED_ZIP
from rotative.exports.errors import FileTaken, NotAnExportFolder
from rotative.exports.export_folder import MANIFEST, Folder
from rotative.exports.write_folder import Progress, Written, write_folder

MOST_FILES: Final = 1_000_000
MOST_BYTES: Final = 1 << 40
# Lines of JSON pack to a tenth; only bytes made to fill a disk pack to less than a hundredth.
MOST_RATIO: Final = 100
_SMALL_BYTES: Final = 32 << 20
_PART: Final = 1 << 20
_TABLE: Final = re.compile(r"[a-z_]{1,60}\.jsonl")
# Every entry has this date, so that equal newsrooms make equal files.
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o100644 << 16


def is_zip(path: Path) -> bool:
    """Return whether a name is that of one file and not of a folder."""
    return path.suffix.lower() == ".zip" and not path.is_dir()


def write_zip(
    path: Path, *, revisions: bool = False, progress: Progress = lambda name, rows: lambda: None
) -> Written:
    """Write an export into one file. It appears under its name when it is whole; an earlier one of this newsroom is replaced then.

    Raises FileTaken.
    """
    _check_free(path)
    with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as beside:
        staging, part = Path(beside, "folder"), Path(beside, "part")
        report = write_folder(staging, revisions=revisions, progress=progress)
        _pack(staging, part, progress)
        os.replace(part, path)
    return report


@contextmanager
def unpacked(path: Path, inside: Path) -> Iterator[Path]:
    """Yield a folder with the export of a file; it is deleted afterwards. inside: a folder with room for it.

    Raises NotAnExportFolder.
    """
    with TemporaryDirectory(prefix="rotative-export-", dir=inside) as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, path, Path(folder))
        except DAMAGED_ZIP as exc:
            raise NotAnExportFolder(folder=path.name, reason=f"a damaged zip: {exc}") from exc
        yield Path(folder)


def _check_free(path: Path) -> None:
    """Refuse to replace anything but an export of this newsroom. Raises FileTaken."""
    if not path.exists():
        return
    try:
        with zipfile.ZipFile(path) as archive, TemporaryDirectory() as folder:
            Path(folder, MANIFEST).write_bytes(archive.open(MANIFEST).read(_PART))
            manifest = Folder(Path(folder)).manifest()
            if manifest is not None and manifest.site == str(conf.get("site_url")):
                return
    except (OSError, KeyError, *DAMAGED_ZIP, NotAnExportFolder) as exc:
        raise FileTaken(file=path) from exc
    raise FileTaken(file=path)


def _pack(folder: Path, part: Path, progress: Progress) -> None:
    """Write the files of a folder, the manifest first; each is deleted as soon as it is packed, so that the disk holds them once."""
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    files.sort(key=lambda one: one.name != MANIFEST or one.parent != folder)
    step = progress("zip", len(files))
    with part.open("wb") as out:
        with zipfile.ZipFile(out, "w", allowZip64=True) as archive:
            for file in files:
                entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), date_time=_DATE)
                entry.external_attr = _MODE
                is_text = file.suffix in (".json", ".jsonl")
                entry.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
                with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target, _PART)
                file.unlink()
                step()
        out.flush()
        os.fsync(out.fileno())


def _unpack(archive: zipfile.ZipFile, path: Path, folder: Path) -> None:
    """Write what belongs to an export into a folder, and nothing outside it. Raises NotAnExportFolder."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise NotAnExportFolder(folder=path.name, reason="it holds too many files")
    left = min(MOST_BYTES, max(_SMALL_BYTES, MOST_RATIO * path.stat().st_size))
    for entry in entries:
        target = _place(entry.filename, path, folder)
        if target.exists():
            raise NotAnExportFolder(folder=path.name, reason=f"{entry.filename[:80]!r} is there twice")
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source:
            left -= _copy(source, target, left)
        if left < 0:
            raise NotAnExportFolder(folder=path.name, reason="unpacked, it is far larger than any export")


def _copy(source: IO[bytes], target: Path, most: int) -> int:
    """Copy until the end, or just past the most bytes; return how many."""
    size = 0
    with target.open("wb") as out:
        while size <= most and (part := source.read(_PART)):
            size += len(part)
            out.write(part)
    return size


def _place(name: str, path: Path, folder: Path) -> Path:
    """Return where an entry goes. Raises NotAnExportFolder for one that no export has."""
    if name == MANIFEST or _TABLE.fullmatch(name):
        return folder / name
    first, _slash, rest = name.partition("/")
    kind, _slash, inner = rest.partition("/")
    if first != "files" or not re.fullmatch(r"[a-z_]{1,60}", kind) or "\\" in name:
        raise NotAnExportFolder(folder=path.name, reason=f"a file named {name[:80]!r}")
    return Folder(folder).file(kind, inner)
