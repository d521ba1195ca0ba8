"""Mails that came back, from a Maildir: each is handled before it leaves `new`, so that a crash loses none."""

from collections import Counter
from collections.abc import Callable
from itertools import islice
from os import scandir
from pathlib import Path

from django.conf import settings

from rotative.core import conf
from rotative.mail.errors import NoMaildir, QuarantineFull
from rotative.mail.models import Receipt
from rotative.mail.returns import inbound, quarantine, reader
from rotative.mail.returns.parsing.mail import MOST_BYTES

# Mails of one run, so that the worker's other duties are not late.
_MOST = 25
# Names of mails for which there was no room in `returned`, so that they are not read again at every run.
_waiting: set[str] = set()


def folder() -> Path | None:
    """Return the Maildir of the settings; None when there is none."""
    written = conf.get("bounce_maildir")
    return Path(settings.HOME) / written if written else None


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
        if outcome is not None:
            found[outcome] += 1
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
    try:
        with scandir(place / "new") as entries:
            return [entry.name for entry in islice(entries, limit)]
    except OSError as exc:
        raise NoMaildir(path=place) from exc


def _handle(place: Path, name: str, stop: Callable[[], bool]) -> Receipt.Outcome | None:
    """Handle one mail and return its outcome; None if another worker was faster."""
    path = place / "new" / name
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES)
        outcome = inbound.receive(raw, stop=stop)
        if conf.get("bounce_keep"):
            # "Seen", as Maildirs write it.
            path.rename(place / "cur" / f"{name.partition(':')[0]}:2,S")
        else:
            path.unlink()
    except FileNotFoundError:
        return None
    return outcome
