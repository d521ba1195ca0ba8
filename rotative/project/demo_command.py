"""`rotative demo`: a filled newsroom, served, with a letter in its mailbox."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rotative.core.errors import RotativeError, gettext_noop
from rotative.project import home
from rotative.run.serve import parse_bind, serve

# The account of the demo’s desk, kept so that a second start prints it again.
_PASSWORD_FILE = "desk.json"  # noqa: S105 a file's name


# In every folder that the demo made, and in no other.
_MARK_FILE = ".demo"


class NotADemo(RotativeError):
    code = "demo.not_a_demo"
    message = gettext_noop(
        "%(folder)s is not the demo's own folder; nothing was changed in it. Name a new folder with --home, or none."
    )


def demo(named: str | None, *, bind: str, build_only: bool, articles: int) -> int:
    """Make (or find again) the demo's home, fill it, print its addresses and serve it; return the exit code.

    Raises NotADemo for a folder that it did not make: a demo sends letters and sets the address of the site.
    """
    # An exception, so that the processes started here are ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    folder = Path(named).absolute() if named else Path(tempfile.gettempdir()) / f"rotative-demo-{os.getuid()}"
    host, port = parse_bind(bind)
    site = f"http://{host}:{port}"
    print(f"The demo lives in {folder}.", flush=True)
    _prepare(folder, site, mail_port=port + 1)
    code = _build(folder, articles=articles)
    if code or build_only:
        return code
    with subprocess.Popen(_rotative(folder, "mailbox")) as catcher:
        try:
            _say("letters")
            _wait_for(catcher, port + 1)
            _run(_rotative(folder, "demo_letters"))
            _greet(folder, site)
            return serve(folder, bind=bind)
        finally:
            catcher.terminate()


def _wait_for(catcher: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the mailbox takes letters, or has ended: the first letters would find nobody."""
    while catcher.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)


def _prepare(folder: Path, site: str, *, mail_port: int) -> None:
    """Make the home, or find it again, and give it the settings of a demo. Raises NotADemo."""
    if not _is_own(folder):
        raise NotADemo(folder=folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / _MARK_FILE).touch()
    if not (folder / home.SETTINGS_FILE).exists():
        home.create(folder, site_url=site)
    _set(folder, site_url=site, smtp_host="127.0.0.1", smtp_port=mail_port, mailbox=True)


def _is_own(folder: Path) -> bool:
    """Return whether the demo made this folder, or may make it: it is missing, or an empty one of this account."""
    if folder.is_symlink():
        return False
    if not folder.exists():
        return True
    # In a folder for everybody somebody else may have been first.
    ours = folder.is_dir() and folder.stat().st_uid == os.getuid() and not folder.stat().st_mode & 0o022
    return ours and ((folder / _MARK_FILE).is_file() or not any(folder.iterdir()))


def _build(folder: Path, *, articles: int) -> int:
    """Fill the home and print its pages; return the exit code of the first step that fails, or 0."""
    _say("database, stylesheets and scripts")
    code = _run(_rotative(folder, "newsroom", "--name", "L’Estuaire")) or _fill(folder)
    if articles and not code:
        _say("archive")
        code = _run(_rotative(folder, "demo_archive", str(articles), "--searchable"))
    if code:
        return code
    _say("pages")
    return _run(_rotative(folder, "bake", "--all"))


def _fill(folder: Path) -> int:
    """Fill the home, keep the account of its desk and return the exit code."""
    filled = subprocess.run(_rotative(folder, "demo_fill"), check=False, stdout=subprocess.PIPE, text=True)
    if filled.stdout.startswith("{"):
        file = folder / _PASSWORD_FILE
        file.touch(mode=0o600)
        file.write_text(filled.stdout, encoding="utf-8")
    return filled.returncode


def _run(command: Sequence[str]) -> int:
    """Run a command and return its exit code; it is ended when this process is."""
    with subprocess.Popen(command) as running:
        try:
            return running.wait()
        except BaseException:
            running.terminate()
            raise


def _say(step: str) -> None:
    """Print the step that begins, as `demo_fill` prints its own."""
    print(f"demo: {step}", file=sys.stderr, flush=True)


def _greet(folder: Path, site: str) -> None:
    account = json.loads((folder / _PASSWORD_FILE).read_text(encoding="utf-8"))
    print(
        f"\n  The paper   {site}/   {site}/ar/\n  The desk    {site}/desk/   user {account['user']}, password {account['password']}"
        f"\n  The mailbox {site}/_/mailbox/\n",
        flush=True,
    )


def _rotative(folder: Path, *arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", "rotative", "manage", *arguments, "--home", str(folder)]


def _set(folder: Path, **values: str | int | bool) -> None:
    """Write settings into the home's file, keeping its other lines."""
    file = folder / home.SETTINGS_FILE
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split("=")[0].strip() not in values]
    file.write_text(
        "\n".join([*kept, *(f"{name} = {json.dumps(value)}" for name, value in values.items())]) + "\n",
        encoding="utf-8",
    )
