"""An export as a folder: `manifest.json`, a file of JSON lines for each table, and the files of pictures and documents."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rotative.exports.errors import NotAnExportFolder

FORMAT: Final = "rotative-export"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
# Characters of one line: an article of a thousand pages.
_LONGEST_LINE: Final = 64 << 20
_LARGEST_MANIFEST: Final = 1 << 20


@dataclass(kw_only=True)
class Manifest:
    """The first file that is read: what the folder holds."""

    site: str
    revisions: bool
    # Rows of each table that is complete.
    rows: dict[str, int]
    # All tables and files are there.
    complete: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"format": FORMAT, "version": VERSION, **vars(self)}


class Folder:
    """The folder of one export."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def table(self, name: str) -> Path:
        return self.path / f"{name}.jsonl"

    def file(self, kind: str, name: str) -> Path:
        """Return the place of a file. Raises NotAnExportFolder for a name that leaves the folder."""
        place = self.path / "files" / kind / name
        parts = Path(name).parts
        if not name or Path(name).is_absolute() or ".." in parts or "\0" in name:
            raise NotAnExportFolder(folder=self.path.name, reason=f"a file named {name[:80]!r}")
        return place

    def manifest(self) -> Manifest | None:
        """Return the manifest; None without one. Raises NotAnExportFolder."""
        path = self.path / MANIFEST
        if not path.is_file():
            return None
        try:
            if path.stat().st_size > _LARGEST_MANIFEST:
                raise ValueError("its manifest is too large")
            found = json.loads(path.read_text(encoding="utf-8"))
            if found.pop("format") != FORMAT or found.pop("version") != VERSION:
                raise ValueError("its format is another one")
            manifest = Manifest(**found)
            if not isinstance(manifest.rows, dict) or not isinstance(manifest.site, str):
                raise TypeError("its manifest has other fields")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
            raise NotAnExportFolder(folder=self.path.name, reason=str(exc)) from exc
        return manifest

    def save(self, manifest: Manifest) -> None:
        text = json.dumps(manifest.as_json(), ensure_ascii=False, indent=1)
        temporary = self.path / f"{MANIFEST}.part"
        temporary.write_text(f"{text}\n", encoding="utf-8")
        os.replace(temporary, self.path / MANIFEST)

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table. Raises NotAnExportFolder."""
        path = self.table(name)
        if not path.is_file():
            return
        with path.open("rb") as file:
            number = 0
            while line := file.readline(_LONGEST_LINE):
                number += 1
                try:
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise TypeError("no object")
                except (ValueError, TypeError, RecursionError) as exc:
                    reason = f"{path.name}, line {number}: {exc}"
                    raise NotAnExportFolder(folder=self.path.name, reason=reason) from exc
                yield row

    def complete(self, temporary: Path, name: str) -> None:
        """Put a finished file in its place."""
        os.replace(temporary, self.table(name))
