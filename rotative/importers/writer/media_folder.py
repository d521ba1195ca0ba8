"""The old site's uploads in a folder on this machine."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from rotative.importers.errors import UnknownMediaFolder

_UPLOADS: Final = re.compile(
    r"(?:^|/)(?:wp-content/uploads|content/images|content/media|content/files|files|uploads)/"
    r"(?:sites/\d+/|size/\w+/(?:format/\w+/)?)?(.+)$"
)
# The endings WordPress adds to the name of a smaller copy.
_COPY: Final = re.compile(r"(?:-\d+x\d+|-scaled|-e\d{10,}|@2x)(?=\.\w+$)")
_KEY_LETTERS: Final = 200
# The folders of uploads, inside the one that was named.
_PLACES: Final = ("", "uploads", "wp-content/uploads", "images", "content/images")


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
        names = tuple(dict.fromkeys((_COPY.sub("", file), file)))
        for name in names:
            for place in _PLACES:
                if found := self._inside(self.root / place / name):
                    return found
        return next((found for name in names if (found := self._named(name))), None)

    def _inside(self, path: Path) -> Path | None:
        """Return the real path when it is a file of this folder."""
        try:
            real = path.resolve()
            return real if real.is_relative_to(self.root) and real.is_file() else None
        except (OSError, ValueError):
            return None

    def _named(self, file: str) -> Path | None:
        if self._by_name is None:
            self._by_name = {}
            for folder, _, names in os.walk(self.root):
                for name in names:
                    self._by_name.setdefault(name.lower(), []).append(Path(folder, name))
        found = self._by_name.get(file.rsplit("/", 1)[-1].lower(), [])
        # With two files of one name, only the path can say which is meant.
        return self._inside(found[0]) if len(found) == 1 else None


def file_of(url: str) -> str:
    """Return the path under the uploads folder of a picture's address."""
    path = unquote(urlsplit(url).path)
    found = _UPLOADS.search(path)
    return found[1] if found else path.lstrip("/")


def key_of(file: str) -> str:
    """Return one name for a picture and all its smaller copies."""
    key = _COPY.sub("", file)
    return key if len(key) <= _KEY_LETTERS else hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
