"""Import, export or forget subscribers."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from rotative.core.errors import RotativeError
from rotative.core.languages import CODES
from rotative.subscribers import actions
from rotative.subscribers.lists.export_list import export_csv
from rotative.subscribers.lists.import_list import Report, import_list
from rotative.subscribers.lists.list_states import ListState
from rotative.subscribers.lists.survey import EVERY

# What may be said of all people of a file.
STATES = {
    "confirmed": ListState.CONFIRMED,
    "unsubscribed": ListState.LEFT,
    "bounced": ListState.BOUNCED,
    "complained": ListState.COMPLAINED,
}


class Command(BaseCommand):
    help = "Import subscribers from CSV, export them, or forget one."

    def add_arguments(self, parser: ArgumentParser) -> None:
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

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"import": self._import, "export": self._export, "forget": self._forget}[options["verb"]](options)
        except RotativeError as error:
            raise CommandError(gettext(error.message) % error.fields) from error
        except OSError as error:
            if error.filename is None:
                # It is about the standard output: its reader has stopped reading, or the disk is full. The caller says so.
                raise
            raise CommandError(f"{error.filename}: {error.strerror}.") from error

    def _import(self, options: dict[str, Any]) -> None:
        report = import_list(
            options["file"].read_bytes(),
            name=options["file"].name,
            consent=options["consent"],
            language=options["language"],
            state=STATES.get(options["state"]),
            ignore=_names(options["ignore"]),
            dry_run=options["dry_run"],
        )
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict()))
            return
        self._say(report, dry_run=options["dry_run"])

    def _say(self, report: Report, *, dry_run: bool) -> None:
        self.stdout.write(
            f"{'Would add' if dry_run else 'Added'} {report.added}; {report.already_there} already there, "
            f"{report.unsubscribed} had left, {report.suppressed} suppressed, {report.unconfirmed} not confirmed in the file, "
            f"{len(report.bad_lines)} bad addresses."
        )
        if report.added_as_left or report.added_as_suppressed or report.stopped:
            self.stdout.write(
                f"By their own line {report.added_as_left} left and letters to {report.added_as_suppressed} came back or "
                f"were reported: they are kept as such. {report.stopped} subscribers get no further letter."
            )
        if report.unread:
            self.stdout.write(f"Columns that were not read: {', '.join(report.unread)}.")
        if report.bad_lines:
            self.stdout.write(f"Bad addresses in lines {_list(report.bad_lines)}.")
        if report.unknown_choices:
            self.stdout.write(
                f"A language, minutes, a date, a section, a subject, a day or a pause that cannot be used in lines {_list(report.unknown_choices)};"
                " the rest of these lines is kept."
            )

    def _export(self, options: dict[str, Any]) -> None:
        if options["file"] is None:
            export_csv(sys.stdout)
            return
        with options["file"].open("w", encoding="utf-8", newline="") as target:
            count = export_csv(target)
        self.stdout.write(f"{count} subscribers written.")

    def _forget(self, options: dict[str, Any]) -> None:
        actions.forget(options["address"])
        self.stdout.write("Forgotten.")


def _list(lines: list[int]) -> str:
    return ", ".join(map(str, lines[:50])) + ("…" if len(lines) > 50 else "")


def _names(given: list[str]) -> list[str]:
    """Return the names of columns as they were given, and the parts of those with commas."""
    return [*given, *(part.strip() for name in given for part in name.split(","))]
