"""The arguments of `rotative subjects`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path

HELP = "Find the subjects that articles name; load a vocabulary to begin with, and suggest subjects for the whole archive."


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
    load = verbs.add_parser(
        "load",
        help="Make subjects of a vocabulary: the themes of the news (IPTC Media Topics, CC BY 4.0) or the countries (Unicode CLDR).",
    )
    load.add_argument("vocabulary", choices=["mediatopics", "countries"], help="The vocabulary.")
    load.add_argument(
        "--languages",
        metavar="CODES",
        help="Languages of the names, with commas between: fr,ar. Those of the outlet if not given.",
    )
    load.add_argument("--dry-run", action="store_true", help="Only say what would be done.")
    suggest = verbs.add_parser(
        "suggest",
        help="Look for subjects in the published articles, newest first, and keep them as suggestions for the desk.",
    )
    suggest.add_argument("--language", default="", metavar="CODE", help="Only articles in this language: fr.")
    suggest.add_argument(
        "--since", type=_day, metavar="DATE", help="Only articles published since: 2020-01-31."
    )
    suggest.add_argument("--subject", type=int, metavar="ID", help="Only this subject.")
    suggest.add_argument(
        "--restart",
        action="store_true",
        help="Look at all of them again, not only at what is left or edited.",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise ArgumentTypeError(f"{text!r} is no date such as 2020-01-31") from exc
