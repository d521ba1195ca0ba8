"""Counts the addresses that were asked for in vain: by day, in one small file, and nothing about who asked."""

import contextlib
import fcntl
import json
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rotative.core import clock

# Days that are kept, and addresses of a day.
DAYS = 14
PER_DAY = 500
FILE = "missed.json"
# Seconds between two looks at the file, and addresses that wait in between.
_PAUSE_S = 10.0
_WAITING = 1000
_LETTERS = 300
# Programs look for weaknesses of other software all day; and an address may hold a person's.
_NOISE = re.compile(
    r"@|%40|/\.|\.(?:php\d?|aspx?|cgi|env|git|sql|bak|zip|gz|ini|ya?ml|exe|jsp|do)\b|^/(?:wp-(?:admin|includes|json|content/plugins)"
    r"|cgi-bin|vendor|admin|phpmyadmin|static|desk|_)(?:/|$)|[<>\"'\\]",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Missed:
    """An address at which nothing was found."""

    path: str
    count: int


class MissedAddresses:
    """The counter of one process. Processes add to the same file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._waiting: Counter[str] = Counter()
        self._written_at = 0.0

    def note(self, path: str) -> None:
        """Count an address; write what waits when the last time is long enough ago."""
        if len(path) > _LETTERS or _NOISE.search(path) or not path.isprintable():
            return
        if path in self._waiting or len(self._waiting) < _WAITING:
            self._waiting[path] += 1
        if time.monotonic() - self._written_at >= _PAUSE_S:
            self.write()

    def write(self) -> None:
        """Add what waits to the file; a disk that is full loses counts and nothing else."""
        self._written_at = time.monotonic()
        waiting, self._waiting = self._waiting, Counter()
        with contextlib.suppress(OSError), _locked(self._file):
            days = _read(self._file)
            today = f"{clock.now():%Y-%m-%d}"
            counted = Counter(days.get(today, {})) + waiting
            days[today] = dict(counted.most_common(PER_DAY))
            _write(self._file, {day: days[day] for day in sorted(days)[-DAYS:]})


def most_missed(file: Path, limit: int) -> list[Missed]:
    """Return the addresses of the last days that were asked for most."""
    total: Counter[str] = Counter()
    for counted in _read(file).values():
        total.update(counted)
    return [Missed(path=path, count=count) for path, count in total.most_common(limit)]


def forget(file: Path, path: str) -> None:
    """Take an address off, because it leads somewhere now or never will."""
    with contextlib.suppress(OSError), _locked(file):
        days = _read(file)
        for counted in days.values():
            counted.pop(path, None)
        _write(file, days)


def _read(file: Path) -> dict[str, dict[str, int]]:
    """Return day → address → times; nothing where the file is missing or damaged."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {
            str(day): {str(path): int(times) for path, times in counted.items()}
            for day, counted in found.items()
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _write(file: Path, days: dict[str, dict[str, int]]) -> None:
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    temporary.write_text(json.dumps(days, ensure_ascii=False), encoding="utf-8")
    temporary.replace(file)


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[None]:
    descriptor = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
