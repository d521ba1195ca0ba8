"""A record of each letter that one machine handed over, so that a crash leaves no letter unaccounted for.

"D id attempt": the relay is ready for the letter, its body goes out next. "A id code attempt": the relay answered.
A line reaches the operating system before the act that it announces: it survives the death of the process. It reaches the disk
before the database says “sent”: that a letter went out survives a power failure. The database stays the truth; the journal only
settles the rows that a dead process left in `sending`.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Trace:
    """The last line of the journal about a delivery."""

    attempt: int
    # The relay's answer; "" when it was not heard.
    code: str


def path(mailing_id: int) -> Path:
    """Return the place of a mailing's journal."""
    return Path(settings.HOME) / "logs" / f"mailing-{mailing_id}.journal"


class Journal:
    """The journal of one mailing, open for appending."""

    def __init__(self, mailing_id: int) -> None:
        place = path(mailing_id)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._lines: list[bytes] = []
        # Lines of an earlier process may not be on the disk yet.
        self._unsynced = True

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.flush()
        finally:
            os.close(self._file)

    def handing(self, delivery_id: int, attempt: int) -> None:
        """Note that the body goes out after the next flush."""
        self._lines.append(b"D %d %d\n" % (delivery_id, attempt))

    def answered(self, delivery_id: int, code: str, attempt: int) -> None:
        """Note the relay's answer to the letter."""
        self._lines.append(b"A %d %b %d\n" % (delivery_id, code.replace(" ", ":").encode(), attempt))

    def sync(self) -> None:
        """Bring the flushed lines to the disk; do nothing where they are there. It takes some milliseconds.

        Another thread may note and flush lines meanwhile.
        """
        if self._unsynced:
            self._unsynced = False
            os.fdatasync(self._file)

    def flush(self) -> None:
        """Hand the noted lines to the operating system, in one piece."""
        if not self._lines:
            return
        block = b"".join(self._lines)
        self._lines.clear()
        while block:
            block = block[os.write(self._file, block) :]
        self._unsynced = True


def traces_of(mailing_id: int, delivery_ids: set[int]) -> dict[int, Trace]:
    """Return the last trace of each of these deliveries, by id; a letter whose body never went out has none."""
    return {number: trace for number, trace in _traces(path(mailing_id)) if number in delivery_ids}


def _traces(place: Path) -> Iterator[tuple[int, Trace]]:
    try:
        file = place.open("rb")
    except FileNotFoundError:
        return
    with file:
        for line in file:
            if line.endswith(b"\n") and (found := _parsed(line)):
                yield found


def _parsed(line: bytes) -> tuple[int, Trace] | None:
    parts = line.decode("ascii", "replace").split()
    try:
        if len(parts) == 3 and parts[0] == "D":
            return int(parts[1]), Trace(attempt=int(parts[2]), code="")
        if len(parts) == 4 and parts[0] == "A":
            return int(parts[1]), Trace(attempt=int(parts[3]), code=parts[2].replace(":", " "))
    except ValueError:
        # Torn by a disk that was full.
        pass
    return None
