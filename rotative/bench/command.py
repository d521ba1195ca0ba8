"""`rotative bench KIND`: parses, measures, prints. A kind is a module or a folder in this one and one line of `KINDS`.

It gives three functions:

    add_arguments(parser)           its own options; --json is there already
    run(options, home) -> dict      the results, as JSON knows them; home: the newsroom the user is in, or None;
                                    anything in the list `wrong` makes the command end with code 1
    text(results) -> str            the same for a person

It is imported when asked for, and before Django is set up: measurements that need a newsroom's database have a process of
their own (`rotative.bench.inside`), since a bench measures several newsrooms in one run.
"""

import argparse
import importlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from rotative.bench.machine import described, machine

# Name of the module or folder here, with a line of help.
KINDS = {
    "send": "letters a second beside smtp-source and send_messages, and an audience frozen",
    "press": "publish → live and the full bake, by size of the archive, beside Hugo",
    "compose": "the choice of an edition, exact, over hard days",
    "import": "a WordPress export brought in, with and without comments, and the memory it takes",
    "comments": "comments accepted a second by a running newsroom, and what its readers notice",
    "subjects": "names found in articles: the index of 50,000, one article, an archive",
    "serve": "the front beside nginx with the same files, and the memory of the tree",
}


class Kind(Protocol):
    """A kind of measurement, as its module offers it."""

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None: ...

    @staticmethod
    def run(options: argparse.Namespace, home: Path | None) -> dict[str, Any]: ...

    @staticmethod
    def text(results: dict[str, Any]) -> str: ...


def main(arguments: Sequence[str], *, home: Path | None) -> int:
    """Measure and return the exit code. home: the newsroom the user is in, None outside one. Raises what the bench raises."""
    parser = argparse.ArgumentParser(prog="rotative bench", description="Measures this machine.")
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for name, meaning in KINDS.items():
        one = kinds.add_parser(name, help=meaning, description=meaning)
        if name in arguments[:1]:
            one.add_argument("--json", action="store_true", help="one JSON object on standard output")
            _module(name).add_arguments(one)
    options = parser.parse_args(arguments)
    kind = _module(options.kind)
    report: dict[str, Any] = {"machine": machine(), "results": kind.run(options, home)}
    wrong: list[str] = report["results"].get("wrong", [])
    print(json.dumps(report) if options.json else "\n".join([_shown(kind, report), *wrong]))  # noqa: T201 a command's output
    return 1 if wrong else 0


def _module(name: str) -> Kind:
    # Only the kind that is asked for: it may need programs or modules that others do not.
    return cast(Kind, importlib.import_module(f"rotative.bench.{name}"))  # the user names it


def _shown(kind: Kind, report: dict[str, Any]) -> str:
    return f"{described(report['machine'])}\n{kind.text(report['results'])}"
