"""The home, the disk, the files that came with the version, the relay and the worker."""

import os
import shutil
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.db import DatabaseError
from django.utils.translation import gettext as _

from rotative.core import conf, languages
from rotative.mail.errors import BadRelay
from rotative.mail.sending.smtp_relay import targets
from rotative.masthead import reads as masthead
from rotative.project import home
from rotative.project.checkup.finding import Finding

LOW_BYTES = 1_000_000_000
EMPTY_BYTES = 100_000_000
CONNECT_S = 5.0


def folders(place: Path) -> Iterator[Finding]:
    """Report folders of the home that cannot be written to, and secrets that strangers can read."""
    for folder in (place, *(place / name for name in home.FOLDERS)):
        if not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(
                code="home.not_writable",
                level="error",
                message=_("This account cannot write to %(path)s.") % {"path": folder},
                remedy=_("Make it, and give it to the account that runs rotative: mkdir -p, chown."),
            )
    for name in (home.SETTINGS_FILE, home.DATABASE_FILE):
        if (place / name).exists() and (place / name).stat().st_mode & stat.S_IROTH:
            yield Finding(
                code="home.readable_secrets",
                level="warning",
                message=_("Every account of this machine can read %(file)s.") % {"file": name},
                remedy=_("It contains secrets of the newsroom: chmod 600 %(file)s.") % {"file": place / name},
            )


def disk(place: Path) -> Iterator[Finding]:
    """Report a disk without room for what the press will print."""
    free = shutil.disk_usage(place).free
    if free < LOW_BYTES:
        yield Finding(
            code="disk.full" if free < EMPTY_BYTES else "disk.low",
            level="error" if free < EMPTY_BYTES else "warning",
            message=_("Only %(megabytes)d MB are free on the newsroom's disk.")
            % {"megabytes": free // 1_000_000},
            remedy=_(
                "Free some, or move the home to a larger disk: when it is full, nothing can be published."
            ),
        )


def catalogues(folder: Path) -> Iterator[Finding]:
    """Report translations of the outlet's languages that were not compiled since they were last edited."""
    for code in dict.fromkeys((conf.get("language"), *_languages())):
        source = folder / code / "LC_MESSAGES" / "django.po"
        compiled = source.with_suffix(".mo")
        if code == languages.SOURCE or (
            compiled.exists() and (not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime)
        ):
            continue
        yield Finding(
            code="catalogue.missing",
            level="error",
            message=_("The translation into %(language)s is missing or older than its source.")
            % {"language": code},
            remedy=_("Run make install where Rotative was cloned, or install the package again."),
        )


def _languages() -> tuple[str, ...]:
    try:
        return tuple(masthead.languages())
    except DatabaseError:
        return ()


def static_files() -> Iterator[Finding]:
    """Report styles and scripts of the desk that are missing where the server looks, or of another version."""
    missing = [name for name, source in _collectable() if _differs(source, Path(settings.STATIC_ROOT) / name)]
    if missing:
        yield Finding(
            code="static.not_collected",
            level="error",
            message=_("Files of the desk that are missing or old: %(count)d, %(example)s for one.")
            % {"count": len(missing), "example": missing[0]},
            remedy=_("Run rotative manage newsroom."),
        )


def _collectable() -> Iterator[tuple[str, Path]]:
    """Yield each file once: where two applications have the same name, the first one is used."""
    seen: set[str] = set()
    for finder in get_finders():
        for path, storage in finder.list([]):
            name = f"{storage.prefix}/{path}" if getattr(storage, "prefix", "") else path
            if name not in seen:
                seen.add(name)
                yield name, Path(storage.path(path))


def _differs(source: Path, copy: Path) -> bool:
    try:
        return source.stat().st_size != copy.stat().st_size
    except OSError:
        return True


def relay() -> Iterator[Finding]:
    """Report relays at which nothing listens; nothing is sent to them."""
    try:
        places = [(target.host, target.port) for target in targets()]
    except BadRelay:
        # Reported with the settings.
        return
    for host, port in dict.fromkeys([*places, (conf.get("smtp_host"), conf.get("smtp_port"))]):
        try:
            socket.create_connection((host, port), timeout=CONNECT_S).close()
        except OSError as exc:
            yield Finding(
                code="relay.unreachable",
                level="error",
                message=_("The mail relay at %(host)s:%(port)d does not answer: %(reason)s.")
                % {"host": host, "port": port, "reason": exc.strerror or exc},
                remedy=_("Start it, or correct smtp_host and smtp_port in rotative.toml."),
            )


def worker(place: Path) -> Iterator[Finding]:
    """Report that no worker of this machine listens for a wake-up."""
    try:
        # Without a reader, opening fails; nothing is written.
        os.close(os.open(place / "bell", os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        yield Finding(
            code="worker.absent",
            level="error",
            message=_(
                "No worker runs on this machine: nothing is printed, scheduled articles do not appear."
            ),
            remedy=_("Start rotative serve, which runs one, or rotative worker."),
        )
