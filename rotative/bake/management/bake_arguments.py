"""The arguments of `rotative bake`, read without Django: asking for help costs nothing."""

import os
from argparse import SUPPRESS, ArgumentParser

from rotative.core.arguments import whole_number

HELP = "Print pages: those named, all, or those that are stale; or verify that every file is right."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="public paths, as they stand in the address")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="the whole site")
    which.add_argument("--stale", action="store_true", help="what waits to be printed")
    which.add_argument(
        "--verify", action="store_true", help="compare every file with a fresh rendering; changes nothing"
    )
    parser.add_argument(
        "--jobs",
        type=whole_number(1),
        default=os.cpu_count() or 1,
        help="processes (as many as there are cores)",
    )
    parser.add_argument("--helper", action="store_true", help=SUPPRESS)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument(
        "--list", action="store_true", help="with --verify --json: lists of paths instead of counts"
    )
