"""The arguments of `rotative check`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser

# Django's own checks are among what is reported.
CHECKED = False
HELP = "Say what is wrong with this installation, with the remedy; changes nothing."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--deploy",
        action="store_true",
        help="also what a machine in service must have: mail relay, worker",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
