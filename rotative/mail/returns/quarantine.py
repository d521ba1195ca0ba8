"""Mails that came back and that nobody could read, or that anybody could have written: kept for some days."""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from rotative.core import clock, conf
from rotative.mail.errors import QuarantineFull
from rotative.mail.returns.parsing.mail import MOST_BYTES

FOLDER = "returned"
# Files in the folder; further mails wait where they are.
MOST = 2000


def folder() -> Path:
    """Return the folder of the kept mails; only its owner may read it."""
    return Path(settings.HOME) / FOLDER


def keep(raw: bytes, *, why: str) -> None:
    """Keep a mail's first half mebibyte; keeping it again changes nothing. why: one word. Raises QuarantineFull."""
    place = folder()
    place.mkdir(mode=0o700, exist_ok=True)
    path = _path(raw, why)
    if path.exists():
        return
    if count() >= MOST:
        raise QuarantineFull(count=MOST, folder=place)
    partial = path.with_suffix(f".{os.getpid()}")
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(raw[:MOST_BYTES])
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)


def keeps(raw: bytes, *, why: str) -> bool:
    """Tell whether a mail is kept for this reason."""
    return _path(raw, why).exists()


def kept() -> list[Path]:
    """Return all of them, by name."""
    return sorted(folder().glob("*.eml"))


def why(path: Path) -> str:
    """Return the reason for which a mail is kept, one word."""
    return path.name.split(".")[1]


def count() -> int:
    """Count the kept mails."""
    return sum(1 for _ in folder().glob("*.eml"))


def tidy() -> int:
    """Delete the mails that nobody looked at in time; return how many."""
    before = (clock.now() - timedelta(days=conf.get("quarantine_days"))).timestamp()
    old = [path for path in folder().glob("*") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _path(raw: bytes, why: str) -> Path:
    return folder() / f"{sha256(raw).hexdigest()[:24]}.{why}.eml"
