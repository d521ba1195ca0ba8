"""Newsrooms with large archives, made once and kept for the next run if the user names a folder for them."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from rotative.bench import inside
from rotative.bench.watch import Run, watched

# Of each article of an archive, unless an option says otherwise; as `manage demo_archive` has it.
SUBJECTS_EACH = 2
# Written when the archive is whole.
_READY = "archive-ready"


@contextlib.contextmanager
def apart() -> Iterator[None]:
    """Hide what the environment says about the user's own newsroom, such as its database, inside the block.

    Compiled modules are kept meanwhile, as in an installation: otherwise each process would begin by compiling them all.
    """
    kept = {name: value for name, value in os.environ.items() if _is_hidden(name)}
    for name in kept:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(kept)


def _is_hidden(name: str) -> bool:
    named = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE")
    return name.startswith("ROTATIVE_") or name in named


def newsroom(folder: Path, articles: int, *, subjects: int = SUBJECTS_EACH, quiet: bool = False) -> Path:
    """Make a newsroom with so many articles, its pages not printed yet, and return its home; one made before is used again.

    subjects: of each article. Call it, and what measures there, inside `apart`.
    """
    home = folder / (
        f"articles-{articles}" if subjects == SUBJECTS_EACH else f"articles-{articles}-subjects-{subjects}"
    )
    if not (home / "rotative.toml").exists():
        _rotative("init", str(home), "--name", "L’Estuaire")
    elif (home / _READY).exists():
        # Its tables may be of an earlier version.
        _rotative("manage", "newsroom", "--home", str(home))
    if not (home / _READY).exists():
        verbosity = "0" if quiet else "1"
        told = ("--subjects", str(subjects), "--verbosity", verbosity, "--home", str(home))
        _rotative("manage", "demo_archive", str(articles), *told)
        (home / _READY).touch()
    return home


def rotative(home: Path, *arguments: str) -> Run:
    """Run one of our commands in that newsroom. Raises CommandFailed."""
    return watched([sys.executable, "-m", "rotative", *arguments], inside.environment(home))


def _rotative(*arguments: str) -> None:
    command = [sys.executable, "-m", "rotative", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
