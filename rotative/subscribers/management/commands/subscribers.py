"""Import, export or forget subscribers."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from rotative.core.errors import RotativeError
from rotative.subscribers import actions
from rotative.subscribers.lists.export_list import export_csv
from rotative.subscribers.lists.import_list import Report, import_list
from rotative.subscribers.management import subscribers_arguments as arguments


class Command(BaseCommand):
    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

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
            state=arguments.STATES.get(options["state"]),
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
            f"{report.unsubscribed} had left, {report.suppressed} suppressed, {report.unconfirmed} never confirmed and wait, "
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
