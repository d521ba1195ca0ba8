"""What one machine handed over, line by line, so that a crash leaves no letter unaccounted for.

"D id attempt": the relay is ready for the letter, its body goes out next. "A id code attempt": the relay answered.
Lines are written to the operating system one by one: they survive the death of the process. The database stays the
truth; the journal only says what became of rows that a dead process left in `sending`.
"""

import os
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

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)

    def handing(self, delivery_id: int, attempt: int) -> None:
        """The body goes out next."""
        os.write(self._file, b"D %d %d\n" % (delivery_id, attempt))

    def answered(self, delivery_id: int, code: str, attempt: int) -> None:
        """The relay's word on the letter."""
        os.write(self._file, b"A %d %b %d\n" % (delivery_id, code.replace(" ", ":").encode(), attempt))


def read(edition_id: int) -> dict[int, Trace]:
    """The last trace of each delivery, by id; nothing of a letter whose body never went out."""
    traces: dict[int, Trace] = {}
    try:
        lines = path(edition_id).read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return traces
    for line in lines:
        parts = line.decode("ascii", "replace").split(" ")
        if len(parts) == 3 and parts[0] == "D":
            traces[int(parts[1])] = Trace(attempt=int(parts[2]), code="")
        elif len(parts) == 4 and parts[0] == "A":
            traces[int(parts[1])] = Trace(attempt=int(parts[3]), code=parts[2].replace(":", " "))
    return traces
