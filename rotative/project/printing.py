"""`rotative conf`: configurations for the servers around a newsroom."""

from collections.abc import Callable
from pathlib import Path

from rotative.project.nginx import nginx
from rotative.project.systemd import systemd


def conf(what: str, home: Path) -> str:
    """The text of a configuration: `nginx` or `systemd`."""
    printers: dict[str, Callable[[Path], str]] = {"nginx": nginx, "systemd": systemd}
    return printers[what](home)
