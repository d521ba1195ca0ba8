"""`rotative conf`: configurations for the servers around a newsroom."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from rotative.core.conf import get
from rotative.mail.message.dkim import record_line
from rotative.project.deploy.nginx import nginx
from rotative.project.deploy.systemd import systemd


def conf(what: str, home: Path) -> str:
    """Return the text of a configuration: `nginx`, `systemd` or `dkim`. Raises BadSigningKey, BadNginxValue."""
    printers: dict[str, Callable[[Path], str]] = {"nginx": _nginx, "systemd": _systemd, "dkim": _dkim}
    return printers[what](home)


def _nginx(home: Path) -> str:
    host = urlsplit(get("site_url")).hostname
    return nginx(
        home,
        server_name=host or "_",
        upload_max_bytes=get("upload_max_bytes"),
        hsts_seconds=get("hsts_seconds"),
    )


def _systemd(home: Path) -> str:
    written = get("bounce_maildir")
    return systemd(home, maildir=home / written if written else None)


def _dkim(_home: Path) -> str:
    return record_line()
