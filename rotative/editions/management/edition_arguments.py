"""The arguments of `rotative edition`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from rotative.core.arguments import whole_number
from rotative.core.languages import CODES

HELP = "Compose, look at, approve and send the daily letter."


def add_arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    compose = verbs.add_parser("compose", help="Choose the stories that fit the reading budget.")
    compose.add_argument(
        "--minutes", type=whole_number(1), help="Reading budget; five unless the draft has its own."
    )
    preview = verbs.add_parser("preview", help="Show the letter.")
    preview.add_argument("--minutes", type=whole_number(1), help="As readers with this budget get it.")
    preview.add_argument("--html", type=Path, metavar="FILE", help="Write the HTML letter there.")
    verbs.add_parser("approve", help="Let the edition out: its web copy appears, and it may be sent.")
    send = verbs.add_parser(
        "send", help="Hand the letters over to the relay; once more, and nothing is sent twice."
    )
    send.add_argument(
        "--resend-doubtful",
        action="store_true",
        help="Also send again, once and with the same Message-ID, what may have been lost in a crash.",
    )
    send.add_argument(
        "--now",
        action="store_true",
        help="Do not wait for the seconds in which the desk can still call the letters back.",
    )
    verbs.add_parser("pause", help="Hand over no further letter until resumed.")
    verbs.add_parser("resume", help="Let a paused edition go on.")
    verbs.add_parser("stop", help="Hand over no further letter, ever, and take the web copy away.")
    verbs.add_parser("status", help="Count the deliveries by state.")
    for verb in verbs.choices.values():
        verb.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="Today if not given.")
        verb.add_argument("--language", choices=CODES, help="The outlet's first if not given.")
        verb.add_argument("--json", action="store_true", help="Print one JSON object and nothing else.")
