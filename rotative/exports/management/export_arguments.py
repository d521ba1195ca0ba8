"""The arguments of `rotative export`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser
from pathlib import Path

HELP = "Writes the newsroom into a folder or one file, in an open form, or its articles for WordPress."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        type=Path,
        metavar="DIR|FILE.zip",
        nargs="?",
        help="a new folder, or one to go on with; or one file",
    )
    parser.add_argument(
        "--revisions", action="store_true", help="every earlier state of articles and pages as well"
    )
    parser.add_argument(
        "--wxr", type=Path, metavar="FILE", help="an XML file for WordPress, instead of DIR or with it"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
