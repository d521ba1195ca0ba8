"""A press of two with the same pages: first the folder, which our server reads, then the bucket, for a network."""

from collections.abc import Iterator
from itertools import chain

from rotative.bake.store.file_names import Kind, file_name
from rotative.bake.store.folder import FolderPress, Press


class MirroredPress:
    """Every page in both stores. A page that is missing or different in one of them counts as missing."""

    def __init__(self, folder: FolderPress, copy: Press) -> None:
        self._folder = folder
        self._copy = copy
        self.hands = copy.hands

    def write(self, path: str, body: bytes, *, kind: Kind = "live") -> bool:
        # When the bucket cannot be reached, our own server is right all the same; the page stays stale until both are.
        printed = self._folder.write(path, body, kind=kind)
        copied = self._copy.write(path, body, kind=kind)
        return printed or copied

    def remove(self, path: str) -> None:
        self._folder.remove(path)
        self._copy.remove(path)

    def paths(self) -> Iterator[tuple[str, Kind]]:
        beyond = (page for page in self._copy.paths() if not (self._folder.root / file_name(*page)).exists())
        return chain(self._folder.paths(), beyond)

    def read(self, path: str, *, kind: Kind = "live") -> bytes | None:
        body = self._folder.read(path, kind=kind)
        if body is None or self._copy.read(path, kind=kind) != body:
            return None
        return body

    def kept(self, path: str, *, kind: Kind = "live") -> bytes | None:
        # Writing compares with the bucket.
        return self._folder.kept(path, kind=kind)

    def sweep(self) -> int:
        """Remove what a crash left in the folder, and return the number of files. A bucket has no half-written objects."""
        return self._folder.sweep()

    def sync(self) -> None:
        """Flush the folder to the disk; the bucket keeps what it has confirmed."""
        self._folder.sync()
