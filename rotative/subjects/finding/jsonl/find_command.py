"""`rotative subjects find --vocabulary FILE`: without a newsroom, and without loading Django."""

import sys
from pathlib import Path

from rotative.core.errors import RotativeError, gettext_noop
from rotative.subjects.finding.index import Index
from rotative.subjects.finding.jsonl.json_lines import capped, found_lines, vocabulary


class NoVocabulary(RotativeError):
    code = "subjects.finding.no_vocabulary"
    message = gettext_noop("%(path)s cannot be read (%(problem)s). Name a file of JSON lines.")


def find_with_file(path: Path) -> int:
    """Read articles from the standard input and write what is found in them; return the exit code.

    Raises NoVocabulary and BadLine.
    """
    try:
        with path.open("rb") as stream:
            known = vocabulary(capped(stream), source=str(path))
    except OSError as exc:
        raise NoVocabulary(path=path, problem=exc.strerror) from exc
    return find_with(Index(known))


def find_with(index: Index) -> int:
    """Read articles from the standard input and write what is found in them; return the exit code. Raises BadLine."""
    out = sys.stdout
    for line in found_lines(index, capped(sys.stdin.buffer), source="standard input"):
        out.write(f"{line}\n")
    return 0
