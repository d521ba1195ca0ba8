"""Two presses with the same pages: the folder first, which the front reads, then the bucket, which a network reads."""

from collections.abc import Iterator
from itertools import chain

from rotative.bake.store.folder import FolderPress, Kind, Press, file_name


class MirroredPress:
    """Every page in both. What one of them lacks or has otherwise counts as missing, so verification finds it."""

    def __init__(self, folder: FolderPress, copy: Press) -> None:
        self._folder = folder
        self._copy = copy
        self.hands = copy.hands

    def write(self, path: str, body: bytes, *, kind: Kind = "live") -> bool:
        # While the bucket is away, our own front is right all the same; the page's stale row stays until both are.
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

    def sweep(self) -> int:
        """Remove what a crash left in the folder; a bucket has nothing half written. Returns the number of files."""
        return self._folder.sweep()

    def sync(self) -> None:
        """Flush the folder to the disk; what the bucket confirmed is kept there already."""
        self._folder.sync()
