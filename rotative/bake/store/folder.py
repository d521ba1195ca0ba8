"""The press: the store of baked files, the only thing that a reader's request needs.

A page is a set of files: the identity `index.html` and its variants `index.html.br` and `index.html.gz`. A set is
printed under a lock on its folder. Every file is written under a temporary name and renamed: the variants first, the
identity last, all with the same modification time. A reader who opens a file therefore always gets a whole page, old or
new. A variant belongs to its identity exactly when their times are equal: a set that a crash left half renamed is found
and printed again, even if the page has its old bytes again by then. For a withdrawn or moved page the identity is
renamed first, so that no variant exists without it.

Removing works in the same order: variants first, identity last. A server that prefers `index.html.br` can then never
show a page whose identity is gone.

Files are not flushed to the disk one by one: a killed process loses nothing that was written, only a power failure can,
and one `fsync` a file would make a full bake ten times longer. `FolderPress.sync` flushes a whole batch at once; after
a power failure `rotative bake --verify` finds what was lost.
"""

import contextlib
import ctypes
import fcntl
import itertools
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from rotative.bake.errors import BakeError
from rotative.bake.store import compression
from rotative.bake.store.file_names import (
    KIND_SUFFIXES,
    TEMPORARY,
    Kind,
    canonical,
    file_name,
    identity_name,
    page_of,
)
from rotative.core.errors import gettext_noop

# A folder may be pruned, or a temporary file swept, by another process between two of our steps.
_ATTEMPTS = 5


class NotPrinted(BakeError):
    code = "bake.not_printed"
    message = gettext_noop(
        "The file of %(path)s could not be written: %(reason)s. Check the public folder and its disk."
    )


class Press(Protocol):
    """A store of printed pages. Paths are decoded text; a path has at most one kind at a time."""

    # Number of threads that may call `write` and `remove` at the same time with a gain.
    hands: int

    def write(self, path: str, body: bytes, *, kind: Kind = "live") -> bool:
        """Print a page; return whether anything changed. Raises PathRefused, NotPrinted."""
        ...

    def remove(self, path: str) -> None:
        """Remove a page, whatever its kind; do nothing when there is none."""
        ...

    def paths(self) -> Iterator[tuple[str, Kind]]:
        """Yield every page, as `canonical` spells it, in no particular order."""
        ...

    def read(self, path: str, *, kind: Kind = "live") -> bytes | None:
        """Return the bytes of a page; None when it is missing or its variants were made of other bytes."""
        ...

    def kept(self, path: str, *, kind: Kind = "live") -> bytes | None:
        """Return the bytes of a page without a look at its variants and copies, so that the caller can print it again."""
        ...


class MemoryPress:
    """Pages in a dictionary, for tests."""

    hands = 1

    def __init__(self) -> None:
        self.pages: dict[str, tuple[Kind, bytes]] = {}

    def write(self, path: str, body: bytes, *, kind: Kind = "live") -> bool:
        name = canonical(path)
        changed = self.pages.get(name) != (kind, body)
        self.pages[name] = (kind, body)
        return changed

    def remove(self, path: str) -> None:
        self.pages.pop(canonical(path), None)

    def paths(self) -> Iterator[tuple[str, Kind]]:
        return iter([(path, kind) for path, (kind, _body) in self.pages.items()])

    def read(self, path: str, *, kind: Kind = "live") -> bytes | None:
        printed, body = self.pages.get(canonical(path), (None, None))
        return body if printed == kind else None

    def kept(self, path: str, *, kind: Kind = "live") -> bytes | None:
        return self.read(path, kind=kind)


class FolderPress:
    """Pages as files under a folder, which is made at the first writing."""

    # A second thread would only wait: for the same disk, or for the same interpreter.
    hands = 1

    def __init__(self, root: Path | str, *, variants: bool = True) -> None:
        """Use a folder. variants: False only to measure what they cost."""
        self.root = Path(root)
        self._variants = variants
        self._base = os.fspath(self.root)
        # Keeps the temporary files of different processes and presses apart.
        self._token = f"{TEMPORARY}{os.getpid()}-{os.urandom(3).hex()}-"
        self._numbers = itertools.count()

    def write(self, path: str, body: bytes, *, kind: Kind = "live") -> bool:
        spelled = canonical(path)
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._print(spelled, body, kind)
            except FileNotFoundError as exc:
                if attempt == _ATTEMPTS:
                    raise NotPrinted(path=path, reason=exc.strerror) from exc
            except OSError as exc:
                raise NotPrinted(path=path, reason=exc.strerror) from exc
        raise AssertionError

    def remove(self, path: str) -> None:
        spelled = canonical(path)
        folder = os.path.dirname(os.path.join(self._base, identity_name(spelled, "live")))
        if not os.path.isdir(folder):
            return
        try:
            with _locked(folder):
                for kind in KIND_SUFFIXES:
                    self._erase(os.path.join(self._base, identity_name(spelled, kind)), kind)
        except OSError as exc:
            raise NotPrinted(path=path, reason=exc.strerror) from exc
        self._prune(folder)

    def paths(self) -> Iterator[tuple[str, Kind]]:
        yield from _pages(self._base, "/")

    def read(self, path: str, *, kind: Kind = "live") -> bytes | None:
        name = os.path.join(self._base, file_name(path, kind))
        try:
            with open(name, "rb") as file:
                body = file.read()
                stamp = os.fstat(file.fileno()).st_mtime_ns
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        return body if _coherent(name, body, stamp) else None

    def kept(self, path: str, *, kind: Kind = "live") -> bytes | None:
        try:
            with open(os.path.join(self._base, file_name(path, kind)), "rb", buffering=0) as file:
                return file.read()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def sweep(self) -> int:
        """Remove what a crash left: temporary files and empty folders. Return the number of files.

        Safe while others print: a process that loses a temporary file writes it again.
        """
        swept = 0
        for folder, _folders, names in os.walk(self._base, topdown=False):
            for name in names:
                if name.startswith(TEMPORARY) and not name.startswith(self._token):
                    _unlink(os.path.join(folder, name))
                    swept += 1
            self._prune(folder)
        return swept

    def sync(self) -> None:
        """Flush everything printed so far to the disk, so that a power failure does not lose it."""
        try:
            folder = os.open(self._base, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            return
        try:
            if ctypes.CDLL(None, use_errno=True).syncfs(folder) != 0:
                os.sync()
        finally:
            os.close(folder)

    def _print(self, spelled: str, body: bytes, kind: Kind) -> bool:
        target = os.path.join(self._base, identity_name(spelled, kind))
        folder = os.path.dirname(target)
        with _locked(folder) as made:
            if made:
                # The folder is new: there is nothing to compare with and nothing to erase.
                self._replace(folder, target, body, kind, former=False)
                return True
            changed = not _printed(target, body)
            if changed:
                self._replace(folder, target, body, kind)
            for other in KIND_SUFFIXES:
                if other != kind:
                    identity = os.path.join(self._base, identity_name(spelled, other))
                    changed = self._erase(identity, other) or changed
        return changed

    def _replace(self, folder: str, target: str, body: bytes, kind: Kind, *, former: bool = True) -> None:
        stamp = time.time_ns()
        suffixes = compression.suffixes(target, len(body)) if self._variants else ()
        files: list[tuple[str, str]] = []
        try:
            for suffix in (*suffixes, ""):
                temporary = os.path.join(folder, f"{self._token}{next(self._numbers)}")
                files.append((temporary, target + suffix))
                _write_file(temporary, compression.compress(body, suffix, name=target), stamp)
            for suffix in set(compression.SUFFIXES).difference(suffixes) if former else ():
                _unlink(target + suffix)
            for temporary, name in files if kind == "live" else files[::-1]:
                os.rename(temporary, name)
        except BaseException:
            for temporary, _name in files:
                _unlink(temporary)
            raise

    @staticmethod
    def _erase(identity: str, kind: Kind) -> bool:
        # Each system call interrupts the rendering thread; for a page that was never withdrawn one call is enough.
        if kind != "live" and not os.path.lexists(identity):
            return False
        erased = [_unlink(identity + suffix) for suffix in (*compression.SUFFIXES, "")]
        return any(erased)

    def _prune(self, folder: str) -> None:
        while len(folder) > len(self._base):
            try:
                os.rmdir(folder)
            except FileNotFoundError:
                pass
            except OSError:
                return
            folder = os.path.dirname(folder)


def compress_folder(root: Path) -> int:
    """Write the variants of every text file under a folder that lacks them or is newer; return the number of such files.

    A variant has the time of its file. For files that the press did not write, such as the collected static files of the desk.
    """
    done = 0
    for folder, _folders, names in os.walk(root):
        present = set(names)
        for name in names:
            path = os.path.join(folder, name)
            facts = os.stat(path)
            missing = [
                suffix
                for suffix in compression.suffixes(name, facts.st_size)
                if name + suffix not in present or os.stat(path + suffix).st_mtime_ns != facts.st_mtime_ns
            ]
            if missing:
                body = Path(path).read_bytes()
                for suffix in missing:
                    temporary = os.path.join(folder, f"{TEMPORARY}{os.getpid()}-{name}{suffix}")
                    _write_file(temporary, compression.compress(body, suffix), facts.st_mtime_ns)
                    os.rename(temporary, path + suffix)
                done += 1
    return done


def _pages(folder: str, prefix: str) -> Iterator[tuple[str, Kind]]:
    pages: set[tuple[str, Kind]] = set()
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                elif not entry.name.startswith(TEMPORARY):
                    pages.add(page_of(entry.name))
    except FileNotFoundError:
        return
    for name, kind in pages:
        yield prefix + name, kind
    for name in folders:
        yield from _pages(os.path.join(folder, name), f"{prefix}{name}/")


@contextlib.contextmanager
def _locked(folder: str) -> Iterator[bool]:
    """Lock a folder, against other processes as well, and make it when it does not exist.

    Yields whether this call made it and no other thread or process used it before it was locked.
    """
    made = False
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        made = _made(folder)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield made and not os.listdir(descriptor)
    finally:
        os.close(descriptor)


def _made(folder: str) -> bool:
    """Make a folder and its parents; return False when it existed before."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        return False
    except FileNotFoundError:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        return _made(folder)
    return True


def _printed(target: str, body: bytes) -> bool:
    """Return whether exactly these bytes are printed already, with variants made of them."""
    try:
        # Most changed pages have another length.
        if os.stat(target).st_size != len(body):
            return False
        with open(target, "rb") as file:
            status = os.fstat(file.fileno())
            if file.read() != body:
                return False
    except FileNotFoundError:
        return False
    return _coherent(target, body, status.st_mtime_ns)


def _coherent(target: str, body: bytes, stamp: int) -> bool:
    wanted = compression.suffixes(target, len(body))
    return all(
        _belongs(target, suffix, body, stamp, wanted=suffix in wanted) for suffix in compression.SUFFIXES
    )


def _belongs(target: str, suffix: str, body: bytes, stamp: int, *, wanted: bool) -> bool:
    try:
        if os.stat(target + suffix).st_mtime_ns == stamp:
            return wanted
    except FileNotFoundError:
        return not wanted
    # It may have been copied without its times: compare the bytes.
    try:
        return wanted and compression.same(Path(target + suffix).read_bytes(), suffix, body)
    except OSError:
        return False


def _write_file(name: str, body: bytes, stamp: int) -> None:
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        with memoryview(body) as view:
            written = 0
            while written < len(body):
                written += os.write(descriptor, view[written:])
        os.utime(descriptor, ns=(stamp, stamp))
    finally:
        os.close(descriptor)


def _unlink(name: str) -> bool:
    try:
        os.unlink(name)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
