"""Mails that came back, out of a Maildir: each is handled before it leaves `new`, so that a death loses none."""

from collections import Counter
from itertools import islice
from os import scandir
from pathlib import Path

from django.conf import settings

from rotative.core import conf
from rotative.editions import returns
from rotative.editions.errors import NoMaildir
from rotative.editions.models import Receipt
from rotative.subscribers.bounces.mail import MOST_BYTES

# Mails of one turn, so that what else the worker does is not late.
_MOST = 25


def folder() -> Path | None:
    """The Maildir of the settings; None where none is read."""
    written = conf.get("bounce_maildir")
    return Path(settings.HOME) / written if written else None


def turn(limit: int = _MOST) -> Counter[Receipt.Outcome]:
    """Handle what is new, at most `limit` mails; how many came to what.

    Raises NoMaildir, AsideFull, DatabaseError: what was not handled then is still new.
    """
    place = folder()
    if place is None:
        return Counter()
    try:
        with scandir(place / "new") as entries:
            names = [entry.name for entry in islice(entries, limit)]
    except OSError as exc:
        raise NoMaildir(path=place) from exc
    return Counter(outcome for name in names if (outcome := _handle(place, name)) is not None)


def _handle(place: Path, name: str) -> Receipt.Outcome | None:
    """What a mail came to; None where another worker was quicker."""
    path = place / "new" / name
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES)
        outcome = returns.receive(raw)
        if conf.get("bounce_keep"):
            # "Seen", as Maildirs write it.
            path.rename(place / "cur" / f"{name.partition(':')[0]}:2,S")
        else:
            path.unlink()
    except FileNotFoundError:
        return None
    return outcome
