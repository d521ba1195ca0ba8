"""The command `rotative export`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from tqdm import tqdm

from rotative.core.errors import RotativeError
from rotative.exports.management import export_arguments as arguments
from rotative.exports.write_folder import write_folder
from rotative.exports.wxr.write_wxr import count_items, write_wxr
from rotative.exports.zip_file import is_zip, write_zip


class Command(BaseCommand):
    """The command; it prints one line of totals."""

    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["folder"] is None and options["wxr"] is None:
            raise CommandError("Name a folder, or a file with --wxr.", returncode=2)
        bars = Bars(shown=sys.stderr.isatty() and not options["json"])
        figures: dict[str, Any] = {}
        lines: list[str] = []
        try:
            if options["folder"] is not None:
                write = write_zip if is_zip(options["folder"]) else write_folder
                written = write(options["folder"], revisions=options["revisions"], progress=bars.begin)
                figures |= written.as_dict()
                lines.append(_line(figures))
            if options["wxr"] is not None:
                wxr = write_wxr(options["wxr"], step=bars.begin("wxr", count_items())).as_dict()
                figures["wxr"] = wxr
                lines.append(_wxr_line(wxr))
        except RotativeError as exc:
            raise CommandError(gettext(exc.message) % exc.fields, returncode=1) from exc
        except OSError as exc:
            raise CommandError(f"{exc.filename or ''}: {exc.strerror}.", returncode=1) from exc
        finally:
            bars.close()
        self.stdout.write(json.dumps(figures, ensure_ascii=False) if options["json"] else "\n".join(lines))


class Bars:
    """A progress bar for each step; shows nothing outside a terminal."""

    def __init__(self, *, shown: bool) -> None:
        self.shown = shown
        self._bar: Any = None

    def begin(self, name: str, rows: int) -> Callable[[], None]:
        self.close()
        self._bar = tqdm(total=rows, desc=name, disable=not self.shown, leave=False)
        update: Callable[[], None] = self._bar.update
        return update

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _line(figures: dict[str, Any]) -> str:
    rows = figures["rows"]
    missing = figures["files_missing"]
    lost = f"; {len(missing)} files are missing: {', '.join(missing[:20])}" if missing else ""
    return (
        f"{rows['articles']} articles, {rows['pages']} pages, {rows['comments']} comments, {rows['subjects']} subjects, "
        f"{rows['dossiers']} dossiers; {figures['files']} files written, {figures['files_already_there']} already there{lost}."
    )


def _wxr_line(figures: dict[str, Any]) -> str:
    missing = figures["pictures_missing"]
    lost = f"; {len(missing)} pictures have no file yet: {', '.join(missing[:20])}" if missing else ""
    counted = ", ".join(
        f"{figures[name]} {name}" for name in ("articles", "pages", "comments", "pictures", "documents")
    )
    return f"For WordPress: {counted}{lost}."
