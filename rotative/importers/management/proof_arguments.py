"""The arguments of `rotative proof`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser

HELP = "Asks the site for every old address: exit code 1 when one is dead or needs more than one redirect."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="exports of the old site; without any, what was imported"
    )
    parser.add_argument(
        "--urls",
        action="append",
        default=[],
        metavar="FILE",
        help="a list of addresses or an access log, also .gz",
    )
    parser.add_argument("--csv", metavar="FILE", help="write a line for each address")
    parser.add_argument(
        "--site", default="", metavar="URL", help="ask a running server instead of the printed files"
    )
    parser.add_argument("--category-base", default="", metavar="WORD", help="as at the import")
    parser.add_argument("--tag-base", default="", metavar="WORD", help="as at the import")
    parser.add_argument(
        "--old-url",
        default="",
        metavar="URL",
        help="of Ghost: the old site's address; this newsroom's if not given",
    )
    parser.add_argument("--permalinks", default="", metavar="PATTERN", help="of Ghost: as at the import")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
