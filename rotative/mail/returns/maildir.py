"""Mails that came back, from a Maildir: each is handled before it leaves `new`, so that a crash loses none."""

import logging
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import monotonic

from django.conf import settings

from rotative.core import conf
from rotative.mail.errors import NoMaildir, QuarantineFull
from rotative.mail.models import Receipt
from rotative.mail.returns import inbound, quarantine, reader
from rotative.mail.returns.parsing.mail import MOST_BYTES

log = logging.getLogger("rotative.mail")

# Mails of one run, so that the worker's other duties are not late.
_MOST = 25
# Names of mails for which there was no room in `returned`, so that they are not read again at every run.
_waiting: set[str] = set()
# Seconds until a mail that could not be read or moved is tried again.
_AGAIN_S = 600.0
# Paths of such mails, and when each is tried again.
_failed: dict[str, float] = {}
# Paths of entries that a log line spoke of.
_told: set[str] = set()


def folder() -> Path | None:
    """Return the Maildir of the settings; None when there is none."""
    written = conf.get("bounce_maildir")
    return Path(settings.HOME) / written if written else None


def read_mails() -> list[Path]:
    """Return the mails that were handled and kept, by name."""
    place = folder()
    if place is None or not (place / "cur").is_dir():
        return []
    with os.scandir(place / "cur") as entries:
        return sorted(Path(entry.path) for entry in entries if entry.is_file(follow_symlinks=False))


def has_new() -> bool:
    """Tell whether a mail waits to be handled. Raises NoMaildir."""
    place = folder()
    return place is not None and bool(_listed(place, 1))


def run_once(limit: int = _MOST, *, stop: Callable[[], bool] = lambda: False) -> Counter[Receipt.Outcome]:
    """Handle at most `limit` new mails; count them by outcome. The counter is empty when nothing is new.

    stop: asked between two mails and while one is read. Raises NoMaildir, DatabaseError, ReadingStopped: mails that were not
    handled are then still new. Raises QuarantineFull when the only new mails wait for room in `returned`.
    """
    place = folder()
    found: Counter[Receipt.Outcome] = Counter()
    if place is None:
        return found
    names = _names(place, limit)
    if _waiting and not names:
        raise QuarantineFull(count=quarantine.MOST, folder=quarantine.folder())
    if not names:
        reader.rest()
    for name in names:
        if stop():
            break
        try:
            outcome = _handle(place, name, stop)
        except QuarantineFull:
            # The mails after it may still be understood: zero is counted, so that the counter is not empty.
            _waiting.add(name)
            found[Receipt.Outcome.ASIDE] += 0
            continue
        # Zero for a mail that could not be read, for the same reason.
        found[outcome or Receipt.Outcome.ASIDE] += outcome is not None
    return found


def _names(place: Path, limit: int) -> list[str]:
    """Return the mails to handle now; those that waited for room are among them once there is some."""
    if _waiting and quarantine.count() < quarantine.MOST:
        _waiting.clear()
    listed = _listed(place, limit + len(_waiting))
    names = [name for name in listed if name not in _waiting][:limit]
    if not names:
        # The list is complete; others may have been taken away.
        _waiting.intersection_update(listed)
    return names


def _listed(place: Path, limit: int) -> list[str]:
    """Return names of mails to read. Anything else in `new` stays there, and one log line speaks of it."""
    seen: set[str] = set()
    try:
        with os.scandir(place / "new") as entries:
            names = list(islice(_mails(entries, seen), limit))
    except OSError as exc:
        raise NoMaildir(path=place) from exc
    if len(names) < limit:
        # All names were seen.
        _told.intersection_update(seen)
        for path in _failed.keys() - seen:
            del _failed[path]
    return names


def _mails(entries: Iterable[os.DirEntry[str]], seen: set[str]) -> Iterator[str]:
    """Return the names of files that are to be read now; add the path of every entry to `seen`."""
    for entry in entries:
        seen.add(entry.path)
        if not entry.is_file(follow_symlinks=False):
            _tell(entry.path, "Not a mail in the Maildir", "returns_not_a_mail")
        elif _failed.get(entry.path, 0.0) <= monotonic():
            yield entry.name


def _handle(place: Path, name: str, stop: Callable[[], bool]) -> Receipt.Outcome | None:
    """Handle one mail; return its outcome, None if another worker was faster or the file cannot be read."""
    path = place / "new" / name
    try:
        raw = _read(path)
    except OSError as exc:
        _fail(path, exc)
        return None
    outcome = inbound.receive(raw, stop=stop)
    try:
        if conf.get("bounce_keep"):
            # "Seen", as Maildirs write it.
            path.rename(place / "cur" / f"{name.partition(':')[0]}:2,S")
        else:
            path.unlink()
    except OSError as exc:
        return outcome if _fail(path, exc) else None
    return outcome


def _read(path: Path) -> bytes:
    """Read a mail from a regular file: a pipe would hold up the others, a link lead out of the Maildir. Raises OSError."""
    with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("not a regular file")
        return file.read(MOST_BYTES)


def _fail(path: Path, failure: OSError) -> bool:
    """Leave a mail alone for some time; False if it is gone, because another worker was faster."""
    if not os.path.lexists(path):
        return False
    _failed[str(path)] = monotonic() + _AGAIN_S
    _tell(
        str(path), "Returned mail not read or not moved", "returns_mail_failed", reason=type(failure).__name__
    )
    return True


def _tell(path: str, sentence: str, event: str, **fields: str) -> None:
    """Say it once for each path. Its name may be a stranger's choice, so the line does not have it."""
    if path not in _told:
        _told.add(path)
        log.warning(sentence, extra={"event": event, **fields})
