"""The arguments of `rotative subjects`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser
from pathlib import Path

HELP = "Find the subjects that articles name."


def add_arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    find = verbs.add_parser(
        "find", help="Read articles as JSON lines from the standard input, write the subjects of each."
    )
    find.add_argument(
        "--vocabulary",
        type=Path,
        metavar="FILE",
        help="Subjects as JSON lines; those of the newsroom if not given.",
    )
