"""What one machine handed over, line by line, so that a crash leaves no letter unaccounted for.

"D id attempt": the relay is ready for the letter, its body goes out next. "A id code attempt": the relay answered.
Lines reach the operating system before what they announce is done: they survive the death of the process. The database
stays the truth; the journal only says what became of rows that a dead process left in `sending`.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Trace:
    """The last thing the journal knows of a delivery."""

    attempt: int
    # The relay's answer; "" when it was not heard.
    code: str


def path(edition_id: int) -> Path:
    """Where the journal of an edition is kept."""
    return Path(settings.HOME) / "logs" / f"edition-{edition_id}.journal"


class Journal:
    """The journal of one edition, open for appending."""

    def __init__(self, edition_id: int) -> None:
        place = path(edition_id)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._lines: list[bytes] = []

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
        """The body goes out after the next flush."""
        self._lines.append(b"D %d %d\n" % (delivery_id, attempt))

    def answered(self, delivery_id: int, code: str, attempt: int) -> None:
        """The relay's word on the letter."""
        self._lines.append(b"A %d %b %d\n" % (delivery_id, code.replace(" ", ":").encode(), attempt))

    def flush(self) -> None:
        """Hand what was noted to the operating system, in one piece."""
        if not self._lines:
            return
        block = b"".join(self._lines)
        self._lines.clear()
        while block:
            block = block[os.write(self._file, block) :]


def of(edition_id: int, delivery_ids: set[int]) -> dict[int, Trace]:
    """The last trace of each of these deliveries, by id; nothing of a letter whose body never went out."""
    return {number: trace for number, trace in _traces(path(edition_id)) if number in delivery_ids}


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
