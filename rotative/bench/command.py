"""`rotative bench`: parses, measures, prints."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from rotative.bench import serve


def main(arguments: Sequence[str], *, home: Path) -> int:
    """The exit code. home: the newsroom to measure."""
    parser = argparse.ArgumentParser(prog="rotative bench")
    kinds = parser.add_subparsers(dest="kind", required=True)
    serving = kinds.add_parser(
        "serve", help="the front beside nginx with the same file, and the memory of the tree"
    )
    serving.add_argument("--path", help="an article's path; the heaviest baked article unless given")
    serving.add_argument("--seconds", type=int, default=2, help="of each measurement")
    serving.add_argument("--rounds", type=int, default=5, help="pairs of measurements of each case")
    serving.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = parser.parse_args(arguments)
    with tqdm(total=serve.pairs(options.rounds), unit="pair", disable=True if options.json else None) as bar:
        report = serve.bench(
            home=home,
            path=options.path or _heaviest(home),
            seconds=options.seconds,
            rounds=options.rounds,
            progress=bar.update,
        )
    print(json.dumps(report) if options.json else serve.text(report))  # noqa: T201 a command's output
    return 0


def _heaviest(home: Path) -> str:
    """The path of the largest page two folders deep, where articles stand; the front page of an empty newsroom."""
    public = home / "public"
    pages = sorted(public.glob("[!_]*/*/index.html"), key=lambda page: page.stat().st_size)
    return f"/{pages[-1].parent.relative_to(public)}/" if pages else "/"
