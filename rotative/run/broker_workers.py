"""`rotative worker` where a broker is set: a ticker and two Celery workers, one for pages and one for letters.

Imported only there.
"""

import contextlib
import os

from rotative.core import conf
from rotative.run import broker
from rotative.run.children import Child
from rotative.run.supervisor import Supervisor, signals


def run() -> int:
    """Work until SIGTERM or Ctrl-C; returns the exit code."""
    with signals() as wakeup:
        ready, ready_writer = os.pipe()
        children = [
            Child(title="rotative ticker", run=_ticker),
            Child(title="rotative look", run=lambda: broker.work("look", processes=1)),
            Child(
                title="rotative letters",
                run=lambda: broker.work("letters", processes=conf.get("letter_processes")),
            ),
        ]
        try:
            os.write(ready_writer, b".")
            return Supervisor(children, wakeup=wakeup, ready=ready).run("Workers: pages and letters.")
        finally:
            for descriptor in (ready, ready_writer):
                with contextlib.suppress(OSError):
                    os.close(descriptor)


def _ticker() -> int:
    broker.Ticker().run()
    return 0
