"""The old site's uploads in a folder on this machine."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rotative.importers.errors import UnknownMediaFolder
from rotative.importers.media_names import COPY
from rotative.importers.writer.files.media_fetch import Fetcher

# The folders of uploads, inside the one that was named.
_PLACES: Final = (
    "", "uploads", "wp-content/uploads", "images", "media", "files", "content/images", "content/media", "content/files",
)  # fmt: skip


class MediaFiles:
    """The files of the old site that are at hand: in folders, else fetched from the site itself."""

    def __init__(self, folders: Sequence[MediaFolder], fetcher: Fetcher | None) -> None:
        self._folders = folders
        self._fetcher = fetcher

    def find(self, file: str, url: str) -> Path | None:
        """Return the file of this path under the uploads, or of this address; None when it is not at hand."""
        found = next((path for folder in self._folders if (path := folder.find(file))), None)
        return found or (self._fetcher.fetch(url) if self._fetcher else None)


class MediaFolder:
    """The folder given with `--media`."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UnknownMediaFolder(folder=folder)
        self.root = folder.resolve()
        self._by_name: dict[str, list[Path]] | None = None

    def find(self, file: str) -> Path | None:
        """Return the file at that path under the uploads, else the only file of that name.

        The full picture is preferred to its smaller copies. None when there is none or more than one.
        """
        names = tuple(dict.fromkeys((COPY.sub("", file), file)))
        for name in names:
            for place in _PLACES:
                if found := self._inside(self.root / place / name):
                    return found
        return next((found for name in names if (found := self._listed(name))), None)

    def _inside(self, path: Path) -> Path | None:
        """Return the real path when it is a file of this folder."""
        try:
            real = path.resolve()
            return real if real.is_relative_to(self.root) and real.is_file() else None
        except (OSError, ValueError):
            return None

    def _listed(self, file: str) -> Path | None:
        """Return the file whose path differs only in case or in the way accents are written, else the only one of that name."""
        if self._by_name is None:
            self._by_name = {}
            for folder, _, names in os.walk(self.root):
                for name in names:
                    self._by_name.setdefault(_folded(name), []).append(Path(folder, name))
        found = self._by_name.get(_folded(file.rsplit("/", 1)[-1]), [])
        # With two files of one name, only the path can say which is meant.
        meant = [path for path in found if f"/{_folded(str(path))}".endswith(f"/{_folded(file)}")]
        chosen = meant if len(meant) == 1 else found
        return self._inside(chosen[0]) if len(chosen) == 1 else None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower()
