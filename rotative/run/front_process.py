"""The process of the front: forked by the supervisor with the application loaded, or started alone.

`python -m rotative.run.front_process HOME LISTENER READY` serves the files of a home and nothing else: without an
application this process never imports Django and never opens the database.
"""

import argparse
import gc
import logging
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rotative.server import granian_worker
from rotative.server.app import Front
from rotative.server.wsgi_bridge import WsgiApplication, WsgiBridge

# What a request in progress may still take after SIGTERM.
GRACE_S = 10.0
# A reader waits no longer than this for the application to let go of the interpreter.
SWITCH_INTERVAL_S = 0.0005


@dataclass(frozen=True, kw_only=True)
class Application:
    """The application that answers the requests that no file answers."""

    # Returns the WSGI callable; called in the bridge's thread.
    load: Callable[[], WsgiApplication]
    upload_max_bytes: int
    # True when it could not be loaded; `load` then says why.
    failed: bool = False


def run(home: Path, listener: socket.socket, ready: int, application: Application | None) -> int:
    """Serve until SIGTERM; return the exit code. A line is written to `ready` once requests are taken."""
    logging.getLogger("_granian").setLevel(logging.WARNING)
    front = Front(home / "public", media=home / "media", static=home / "static")
    bridge = None
    if application is not None:
        bridge = front.bridge = WsgiBridge(application.load, upload_max_bytes=application.upload_max_bytes)
    gc.freeze()
    sys.setswitchinterval(SWITCH_INTERVAL_S)

    def on_ready() -> None:
        os.write(ready, b"ready\n")
        if bridge is not None:
            bridge.start()

    granian_worker.serve(front, listener, ready=on_ready)
    if bridge is not None:
        bridge.stop(GRACE_S)
    return 0


def preload() -> Application:
    """Load the Django application of the home in force, with all that the first request would load."""
    # A front that serves files alone never imports Django. Importing wsgi sets it up.
    from django.db import connections  # noqa: PLC0415 see above
    from django.urls import get_resolver  # noqa: PLC0415 see above

    from rotative.core import conf  # noqa: PLC0415 see above
    from rotative.core.sqlite import base as sqlite  # noqa: PLC0415 see above
    from rotative.run import wsgi  # noqa: PLC0415 see above

    _ = get_resolver().url_patterns
    # Nothing that was opened while loading may be shared by several processes.
    connections.close_all()
    sqlite.save_memory()
    return Application(load=lambda: wsgi.application, upload_max_bytes=conf.get("upload_max_bytes"))


def main(arguments: list[str]) -> None:
    """Serve files alone; never returns."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("listener", type=int, help="descriptor of the listening socket")
    parser.add_argument("ready", type=int, help="descriptor that gets a line once requests are taken")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    code = run(options.home, socket.socket(fileno=options.listener), options.ready, None)
    # Threads of granian may still be there; nothing is left to be done in them.
    os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
