"""Postfix's sink on a free port: it takes every letter and keeps none."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rotative.core.errors import RotativeError, gettext_noop

_START_S = 10.0


class SinkAbsent(RotativeError):
    code = "bench.sink_absent"
    message = gettext_noop("smtp-sink did not start within %(seconds)d s. Run it by hand to see why.")


@dataclass(frozen=True, kw_only=True)
class Sink:
    """The address at which the sink listens."""

    host: str
    port: int


@contextmanager
def running(program: str) -> Iterator[Sink]:
    """Run the sink, and end it afterwards. Raises SinkAbsent."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = Sink(host="127.0.0.1", port=probe.getsockname()[1])
    command = [program, "-u", "nobody", f"{place.host}:{place.port}", "100"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(place)
            yield place
        finally:
            process.terminate()


def _wait_for(place: Sink) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        try:
            socket.create_connection((place.host, place.port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise SinkAbsent(seconds=_START_S)
