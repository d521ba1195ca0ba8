"""`rotative conf`: configurations for the servers around a newsroom."""

from pathlib import Path

from rotative.project.nginx import nginx
from rotative.project.systemd import systemd


def conf(what: str, home: Path) -> str:
    """The text of a configuration: `nginx` or `systemd`."""
    return {"nginx": nginx, "systemd": systemd}[what](home)
