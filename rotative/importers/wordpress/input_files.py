"""The files of an export: one or several, folders, and archives, which are unpacked with limits."""

from __future__ import annotations

import gzip
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from django.utils.translation import gettext

from rotative.core.errors import DAMAGED_ZIP
from rotative.importers.errors import ArchiveRefused, UnreadableExport
from rotative.media import document_kinds

# All files of an archive together.
MOST_BYTES: Final = 16 * 1024**3
MOST_FILES: Final = 500_000
# An export packs to a tenth; only bytes made to fill a disk pack to less than a hundredth.
MOST_RATIO: Final = 100
# Smaller archives may be as dense as they like.
_SMALL_BYTES: Final = 32 * 1024**2
_PART: Final = 1024 * 1024
_NAME_BYTES: Final = 200
_EXPORTS: Final = (".xml", ".wxr")
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
_DIGITS: Final = re.compile(r"(\d+)")
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]")


@dataclass(kw_only=True)
class InputFiles:
    """The files that an import reads."""

    exports: list[Path] = field(default_factory=list)
    # A folder with the pictures and documents that were in an archive; None for none.
    media: Path | None = None


@contextmanager
def opened(paths: Sequence[Path]) -> Iterator[InputFiles]:
    """Yield the exports that these files and folders hold; what was unpacked is deleted afterwards.

    Raises UnreadableExport, ArchiveRefused.
    """
    with TemporaryDirectory(prefix="rotative-import-") as folder:
        found = InputFiles()
        for number, path in enumerate(_named(paths)):
            _open(path, Path(folder, str(number)), found)
        if not found.exports:
            raise UnreadableExport(file=paths[0].name, reason=gettext("there is no export in it"))
        yield found


def _named(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files; of a folder those that can be exports, in order of name and number."""
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
            named = (one for one in inside if one.name.lower().endswith((*_EXPORTS, ".gz", ".zip")))
            yield from sorted(named, key=lambda one: _in_order(one.name))
        else:
            yield path


def _in_order(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in _DIGITS.split(name.lower())]


def _open(path: Path, folder: Path, found: InputFiles) -> None:
    try:
        with path.open("rb") as file:
            begins = file.read(4)
        if begins.startswith(b"PK\x03\x04"):
            _unzip(path, folder, found)
        elif begins.startswith(b"\x1f\x8b"):
            folder.mkdir()
            target = folder / (_safe_name(path.name.removesuffix(".gz")) or "export.xml")
            with gzip.open(path) as packed:
                _Unpacking(path).copy(packed, target)
            found.exports.append(target)
        else:
            found.exports.append(path)
    except (OSError, *DAMAGED_ZIP) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)
        raise UnreadableExport(file=path.name, reason=reason) from exc


def _unzip(path: Path, folder: Path, found: InputFiles) -> None:
    """Unpack the exports, pictures and documents of an archive under harmless names."""
    unpacking = _Unpacking(path)
    with zipfile.ZipFile(path) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        if len(members) > MOST_FILES:
            raise ArchiveRefused(file=path.name, reason=gettext("it holds too many files"))
        for member in sorted(members, key=lambda one: _in_order(one.filename)):
            name = _safe_path(member.filename)
            ending = f".{document_kinds.ending(member.filename)}"
            is_export = ending in _EXPORTS
            if not name or not (is_export or ending in _PICTURES or ending[1:] in document_kinds.KINDS):
                continue
            target = folder / ("exports" if is_export else "media") / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                continue
            with archive.open(member) as packed:
                unpacking.copy(packed, target)
            if is_export:
                found.exports.append(target)
            elif found.media is None:
                found.media = folder / "media"


def _safe_path(name: str) -> str:
    """Return a relative path without parts that lead elsewhere; "" for a file that no person put there."""
    parts = [_safe_name(part) for part in name.replace("\\", "/").split("/")]
    kept = [part for part in parts if part]
    return "" if not kept or kept[0] == "__MACOSX" or kept[-1].startswith(".") else "/".join(kept[-12:])


def _safe_name(name: str) -> str:
    bare = unicodedata.normalize("NFC", _UNSAFE.sub("_", name)).strip()
    stem, dot, ending = bare.rpartition(".")
    cut = (stem if dot else bare).encode()[: _NAME_BYTES - len(ending.encode()) - 1].decode(errors="ignore")
    whole = f"{cut}.{ending}" if dot else cut
    return "" if not whole.strip(".") or len(whole.encode()) > _NAME_BYTES else whole


class _Unpacking:
    """Counts what comes out of one archive. Raises ArchiveRefused when it is too much."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._most = min(MOST_BYTES, max(_SMALL_BYTES, MOST_RATIO * path.stat().st_size))
        self._bytes = 0

    def copy(self, packed: IO[bytes] | gzip.GzipFile, target: Path) -> None:
        with target.open("wb") as file:
            while part := packed.read(_PART):
                self._bytes += len(part)
                if self._bytes > self._most:
                    reason = gettext("unpacked, it is far larger than any export")
                    raise ArchiveRefused(file=self._name, reason=reason)
                file.write(part)
