"""`rotative demo`: a filled newsroom, served, with a letter in its mailbox."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from rotative.bench import inside
from rotative.core.errors import RotativeError, gettext_noop
from rotative.project import home
from rotative.run.supervisor import parse_bind, serve

# Who may enter the demo’s desk, kept so that a second start prints it again.
_PASSWORD_FILE = "desk.json"  # noqa: S105 a file's name


class NotADemo(RotativeError):
    code = "demo.not_a_demo"
    message = gettext_noop(
        "%(folder)s contains a newsroom that is no demo; nothing was changed in it. Name another folder with --home, or none."
    )


def demo(named: str | None, *, bind: str, build_only: bool, articles: int) -> int:
    """Make (or find again) the demo's home, fill it, print its addresses and serve it; returns the exit code.

    Raises NotADemo for a home that is somebody's newsroom: a demo sends letters and sets the address of the site.
    """
    # As an exception, so that what runs is ended as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    folder = Path(named).resolve() if named else Path(tempfile.gettempdir()) / f"rotative-demo-{os.getuid()}"
    host, port = parse_bind(bind)
    site = f"http://{host}:{port}"
    print(f"The demo lives in {folder}.", flush=True)
    code = _prepare(folder, site, mail_port=port + 1, articles=articles)
    if code or build_only:
        return code
    with subprocess.Popen(_rotative(folder, "mailbox")) as catcher:
        try:
            _letters(folder)
            _greet(folder, site)
            return serve(folder, bind=bind)
        finally:
            catcher.terminate()


def _prepare(folder: Path, site: str, *, mail_port: int, articles: int) -> int:
    settings = folder / home.SETTINGS_FILE
    if settings.exists() and not tomllib.loads(settings.read_text(encoding="utf-8")).get("mailbox"):
        raise NotADemo(folder=folder)
    if not settings.exists():
        home.create(folder, site_url=site)
    _set(folder, site_url=site, smtp_host="127.0.0.1", smtp_port=mail_port, mailbox=True)
    filling = subprocess.run(_rotative(folder, "newsroom", "--name", "L’Estuaire"), check=False)
    if filling.returncode:
        return filling.returncode
    filled = subprocess.run(
        _rotative(folder, "demo_fill"),
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    if filled.returncode:
        return filled.returncode
    if filled.stdout.startswith("{"):
        (folder / _PASSWORD_FILE).write_text(filled.stdout, encoding="utf-8")
        (folder / _PASSWORD_FILE).chmod(0o600)
    if articles:
        inside.measured(folder, "rotative.demo.archive", articles=articles, searchable=True)
    return _run(_rotative(folder, "bake", "--all"))


def _run(command: Sequence[str]) -> int:
    """The exit code of a command that is ended when this process is."""
    with subprocess.Popen(command) as running:
        try:
            return running.wait()
        except BaseException:
            running.terminate()
            raise


def _letters(folder: Path) -> None:
    """Compose and send today's edition in both languages, unless an earlier start of the day did."""
    for language in ("fr", "ar"):
        day = ("--language", language)
        known = subprocess.run(_rotative(folder, "edition", "status", *day), check=False, capture_output=True)
        if known.returncode == 0:
            continue
        for verb in ("compose", "approve", "send"):
            subprocess.run(_rotative(folder, "edition", verb, *day), check=False)


def _greet(folder: Path, site: str) -> None:
    account = json.loads((folder / _PASSWORD_FILE).read_text(encoding="utf-8"))
    print(
        f"\n  The paper   {site}/   {site}/ar/\n  The desk    {site}/desk/   user {account['user']}, password {account['password']}"
        f"\n  The mailbox {site}/_/mailbox/\n",
        flush=True,
    )


def _rotative(folder: Path, *arguments: str) -> Sequence[str]:
    command = arguments if arguments[0] in ("bake", "edition") else ("manage", *arguments)
    return [sys.executable, "-m", "rotative", *command, "--home", str(folder)]


def _set(folder: Path, **values: str | int | bool) -> None:
    """Write settings into the home's file, keeping its other lines."""
    file = folder / home.SETTINGS_FILE
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split("=")[0].strip() not in values]
    file.write_text(
        "\n".join([*kept, *(f"{name} = {json.dumps(value)}" for name, value in values.items())]) + "\n",
        encoding="utf-8",
    )
