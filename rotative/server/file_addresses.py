"""The addresses that the files know: pages, withdrawn pages, moved pages, and the numbers of a former site."""

import os
from functools import lru_cache
from pathlib import Path

from rotative.bake.store import file_names
from rotative.bake.store.file_names import PathRefused
from rotative.core import old_addresses

# Bytes. A file of a thousand numbers has about sixty thousand.
_MOST_BYTES = 4 * 1024 * 1024


class FileAddresses:
    """The addresses known from a folder of baked files. Each answer is one look at the disk."""

    def __init__(self, public: str) -> None:
        self._public = public

    def answers(self, path: str) -> bool:
        """Return whether a page, or one that says that it was withdrawn, is at a path."""
        try:
            live, gone = (file_names.file_name(path, kind) for kind in ("live", "gone"))
        except PathRefused:
            return False
        return any(_is_file(f"{self._public}/{name}") for name in (live, gone))

    def moved(self, path: str) -> str | None:
        """Return the target of a moved path, as a percent-encoded path or address, or None."""
        if numbered := old_addresses.numbered(path):
            return self._numbered(*numbered)
        try:
            name = f"{self._public}/{file_names.file_name(path, 'moved')}"
        except PathRefused:
            return None
        try:
            return Path(name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None

    def _numbered(self, kind: str, number: int) -> str | None:
        name = f"{self._public}{old_addresses.number_file(kind, number)}"
        try:
            status = os.stat(name)
            lines = _lines(name, status.st_mtime_ns, status.st_ino)
        except OSError:
            return None
        found = lines.find(f"\n{number} ")
        return lines[lines.find(" ", found) + 1 : lines.find("\n", found + 1)] if found >= 0 else None


@lru_cache(maxsize=4)
def _lines(name: str, _modified_ns: int, _inode: int) -> str:
    """Return a file of numbered addresses, each line after a line end."""
    with open(name, encoding="utf-8") as file:
        return f"\n{file.read(_MOST_BYTES).strip()}\n"


def _is_file(name: str) -> bool:
    try:
        return os.path.isfile(name)
    except (OSError, ValueError):
        return False
