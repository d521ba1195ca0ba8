"""The arguments of `rotative subscribers`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser
from pathlib import Path

from rotative.core.languages import CODES
from rotative.subscribers.lists.list_states import EVERY, ListState

HELP = "Import subscribers from CSV, export them, or forget one."
# What may be said of all people of a file.
STATES = {
    "confirmed": ListState.CONFIRMED,
    "unsubscribed": ListState.LEFT,
    "bounced": ListState.BOUNCED,
    "complained": ListState.COMPLAINED,
}


def add_arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    import_ = verbs.add_parser("import", help="Add the people of a CSV file; who left stays away.")
    import_.add_argument("file", type=Path)
    import_.add_argument("--consent", default="", help="Where these people agreed; kept as evidence.")
    import_.add_argument("--language", choices=CODES, default="", help="For rows that name none.")
    import_.add_argument(
        "--state", choices=STATES, help="Of rows that say none themselves; they agreed if not given."
    )
    import_.add_argument(
        "--ignore",
        action="append",
        nargs="?",
        const=EVERY,
        default=[],
        metavar="COLUMN",
        help="A column that need not be read; without a name, every one that is no yes or no.",
    )
    import_.add_argument("--dry-run", action="store_true", help="Report only; change nothing.")
    import_.add_argument("--json", action="store_true")
    export = verbs.add_parser("export", help="Write every subscriber as CSV.")
    export.add_argument("file", type=Path, nargs="?", help="Standard output if not given.")
    forget = verbs.add_parser(
        "forget", help="Erase a person; a hash stays, so that no import brings them back."
    )
    forget.add_argument("address")
