"""The arguments of `rotative search`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser

from rotative.core.arguments import whole_number

HELP = "Bring the search index in line with the articles; interrupted, run it again."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["rebuild"])
    parser.add_argument(
        "--fresh", action="store_true", help="write every article again; empty a damaged index first"
    )
    parser.add_argument(
        "--after", type=whole_number(0), default=0, metavar="ID", help="skip articles up to this id"
    )
