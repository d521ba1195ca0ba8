"""The encoder of pictures: a child process with limits, so that no file holds a request or the press."""

import contextlib
import json
import os
import select
import subprocess
import sys
import time
import weakref
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from rotative.media.errors import EncoderNotStarted, PictureDamaged, PictureTooHeavy

_PROGRAM = Path(__file__).with_name("encoder_process.py")
# A picture has at most this area; a camera of 2026 makes 24 to 61 megapixels, a newspaper prints 3.
MOST_PIXELS = 40_000_000
# The longest side that is kept in memory while renditions are made: twice the widest one.
LONGEST = 2_560
# For one picture in all its renditions. On one busy core the largest one allowed took 6 s.
LONGEST_S = 60.0
# For the process to load the image library, on a machine that is busy.
START_S = 20.0


@dataclass(frozen=True, kw_only=True)
class Order:
    """One rendition to make."""

    # Where the file is written.
    to: str
    # The part of the picture that is shown: left, top, right, bottom, in pixels of the upright picture.
    rect: tuple[float, float, float, float]
    # Pixels.
    width: int
    height: int
    # "avif", "webp", "jpeg" or "png".
    format: str
    # 1 to 100; PNG has none.
    quality: int


class Encoder:
    """A child process that is started when it is first needed and ends with the block."""

    def __init__(self, *, longest_s: float = LONGEST_S) -> None:
        self._longest_s = longest_s
        self._child: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[[subprocess.Popen[bytes]], Encoder] | None = None

    def __enter__(self) -> "Encoder":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The number of the process, 0 while there is none."""
        return self._child.pid if self._child else 0

    def encode(self, source: Path, files: list[Order], *, turn: int = 0, longest: int = LONGEST) -> None:
        """Decode a picture once and write all its files; without any it is only read to its end.

        turn: degrees clockwise, before anything else. longest: pixels a side that are kept in memory.
        Raises PictureDamaged, PictureTooHeavy, EncoderNotStarted.
        """
        order = {
            "source": os.fspath(source),
            "most_pixels": MOST_PIXELS,
            "longest": longest,
            "turn": turn,
            "files": [asdict(file) for file in files],
        }
        answer = self._ask(json.dumps(order).encode() + b"\n")
        if answer is None or answer["fault"] == "heavy":
            self.close()
            raise PictureTooHeavy
        if answer["fault"]:
            raise PictureDamaged

    def close(self) -> None:
        """End the process."""
        if self._end is not None:
            self._end()
        self._child, self._end = None, None

    def _ask(self, line: bytes) -> dict[str, str] | None:
        """Return the answer; None when the process reached a limit. Raises EncoderNotStarted."""
        if self._child is None:
            self._child = self._started()
            if _line(self._child, START_S) is None:
                self.close()
                raise EncoderNotStarted
        assert self._child.stdin is not None  # noqa: S101 it is a pipe
        try:
            self._child.stdin.write(line)
            self._child.stdin.flush()
        except BrokenPipeError:
            return None
        return _line(self._child, self._longest_s)

    def _started(self) -> "subprocess.Popen[bytes]":
        child = subprocess.Popen(
            [sys.executable, "-I", os.fspath(_PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            # Each arena of the allocator counts against the limit of addresses.
            env={"MALLOC_ARENA_MAX": "2"},
        )
        self._end = weakref.finalize(self, _end, child)
        return child


def _line(child: "subprocess.Popen[bytes]", longest_s: float) -> dict[str, str] | None:
    """Return the next answer of a process; None when it ends, or says nothing for so long."""
    assert child.stdout is not None  # noqa: S101 it is a pipe
    said = b""
    until = time.monotonic() + longest_s
    while not said.endswith(b"\n"):
        ready, _, _ = select.select([child.stdout], [], [], max(0.0, until - time.monotonic()))
        part = os.read(child.stdout.fileno(), 65_536) if ready else b""
        if not part:
            return None
        said += part
    found: dict[str, str] = json.loads(said)
    return found


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
    child.wait()
