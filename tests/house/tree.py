"""The files of the repository that the rules look at."""

import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """List every file of the repository that exists, also those not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(path for name in sorted(set(listed.stdout.splitlines())) if (path := ROOT / name).is_file())


def ours(*suffixes: str, under: str = "") -> Iterator[Path]:
    """Yield the files of the repository that have one of these suffixes."""
    folder = ROOT / under
    return (path for path in files() if path.suffix in suffixes and path.is_relative_to(folder))


def code() -> list[Path]:
    """List the Python files of the package; migrations are written by Django."""
    return [path for path in ours(".py", under="rotative") if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def found_in(paths: Iterable[Path], rule: Callable[[str], list[str]]) -> list[str]:
    """Apply a rule of texts to files, and name the file before each problem."""
    return [
        f"{name_of(path)}: {problem}" for path in paths for problem in rule(path.read_text(encoding="utf-8"))
    ]
