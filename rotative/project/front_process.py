"""The process of the front, started by the supervisor: `python -m rotative.project.front_process HOME LISTENER READY`.

The application is imported by name, in the bridge's thread and after the first readers can be served: with
`--front-only` this process never imports Django and never opens the database.
"""

import argparse
import gc
import logging
import os
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from rotative.bake import front_worker
from rotative.bake.front import Front
from rotative.bake.front_bridge import WsgiApplication, WsgiBridge

# Of requests that arrive before the application and its settings are loaded.
FIRST_BODY_MAX_BYTES = 10_000_000
# What a request in progress may still take after SIGTERM.
GRACE_S = 10.0
# A reader waits no longer than this for the application to let go of the interpreter.
SWITCH_INTERVAL_S = 0.0005


def main(arguments: list[str]) -> None:
    """Serve until told to stop; never returns."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("listener", type=int, help="descriptor of the listening socket")
    parser.add_argument("ready", type=int, help="descriptor that gets a line once requests are taken")
    parser.add_argument("--front-only", action="store_true")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("_granian").setLevel(logging.WARNING)
    front = Front(options.home / "public", media=options.home / "media", static=options.home / "static")
    bridge = None if options.front_only else application_bridge()
    front.bridge = bridge
    gc.freeze()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    front_worker.serve(front, socket.socket(fileno=options.listener), ready=_on_ready(options.ready, bridge))
    if bridge is not None:
        bridge.stop(GRACE_S)
    sys.stdout.flush()
    sys.stderr.flush()
    # Threads of granian and of the application may still be there; nothing is left to be done in them.
    os._exit(0)


def application_bridge() -> WsgiBridge:
    """The bridge to the Django application of the home in force, not loaded yet."""

    def load() -> WsgiApplication:
        application: WsgiApplication = _named("rotative.project.wsgi", "application")
        bridge.body_max_bytes = _named("rotative.core.conf", "get")("upload_max_bytes")
        return application

    bridge = WsgiBridge(load, body_max_bytes=FIRST_BODY_MAX_BYTES)
    return bridge


def _named(module: str, name: str) -> Any:
    return getattr(import_module(module), name)


def _on_ready(descriptor: int, bridge: WsgiBridge | None) -> Callable[[], None]:
    def ready() -> None:
        os.write(descriptor, b"ready\n")
        os.close(descriptor)
        if bridge is not None:
            bridge.start()

    return ready


if __name__ == "__main__":
    main(sys.argv[1:])
