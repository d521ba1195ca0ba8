"""`rotative bench KIND`: parses, measures, prints. A kind is a module of this folder and one line of `KINDS`.

The module gives three functions:

    add_arguments(parser)           its own options; --json is there already
    run(options, home) -> dict      the results, as JSON knows them; home: the newsroom the user stands in, or None;
                                    what stands in a list `wrong` makes the command end with code 1
    text(results) -> str            the same for a person

It is imported when asked for, and before Django is set up: what needs a newsroom's database is measured in a process of
its own (`rotative.bench.inside`), since a bench measures several newsrooms in one run.
"""

import argparse
import importlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from rotative.bench.machine import described, machine

# Kind → module of this folder, with a line of help.
KINDS = {
    "send": "letters a second beside smtp-source and send_messages, and an audience frozen",
    "press": "publish → live and the full bake, by size of the archive, beside Hugo",
    "compose": "the choice of an edition, exact, over hard days",
    "serve": "the front beside nginx with the same files, and the memory of the tree",
}


class Kind(Protocol):
    """What a bench module offers."""

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None: ...

    @staticmethod
    def run(options: argparse.Namespace, home: Path | None) -> dict[str, Any]: ...

    @staticmethod
    def text(results: dict[str, Any]) -> str: ...


def main(arguments: Sequence[str], *, home: Path | None) -> int:
    """The exit code. home: the newsroom the user stands in, None outside one. Raises what the bench raises."""
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
    print(json.dumps(report) if options.json else "\n".join([_told(kind, report), *wrong]))  # noqa: T201 a command's output
    return 1 if wrong else 0


def _module(name: str) -> Kind:
    return cast(Kind, importlib.import_module(f"rotative.bench.{name}"))


def _told(kind: Kind, report: dict[str, Any]) -> str:
    return f"{described(report['machine'])}\n{kind.text(report['results'])}"
