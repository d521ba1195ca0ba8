"""The command `rotative import`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from tqdm import tqdm

from rotative.core.errors import RotativeError
from rotative.importers.actions import import_ghost, import_wordpress
from rotative.importers.management import import_arguments as arguments
from rotative.importers.report import EXPLANATIONS, FIGURES, NAMES, PLACES, Report


class Command(BaseCommand):
    """The command; it prints the report of the import."""

    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        bar = Bar(shown=sys.stderr.isatty() and not options["json"])
        try:
            report = _SOURCES[options["source"]](options, bar)
        except RotativeError as exc:
            raise CommandError(gettext(exc.message) % exc.fields, returncode=1) from exc
        finally:
            bar.close()
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            for line in lines(report):
                self.stdout.write(line)


def _wordpress(options: dict[str, Any], bar: Bar) -> Report:
    return import_wordpress(
        Path(options["file"]),
        media=_path(options["media"]),
        category_base=options["category_base"],
        tag_base=options["tag_base"],
        dry_run=options["dry_run"],
        started=bar.started,
    )


def _ghost(options: dict[str, Any], bar: Bar) -> Report:
    return import_ghost(
        Path(options["file"]),
        site=options["site"],
        media=_path(options["media"]),
        permalinks=options["permalinks"],
        comments=_path(options["comments"]),
        members=_path(options["members"]),
        consent=options["consent"],
        dry_run=options["dry_run"],
        started=bar.started,
    )


_SOURCES: dict[str, Callable[[dict[str, Any], Bar], Report]] = {"wordpress": _wordpress, "ghost": _ghost}


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None


class Bar:
    """A progress bar; shows nothing outside a terminal."""

    def __init__(self, *, shown: bool) -> None:
        self.shown = shown
        self._bar: Any = None

    def started(self, items: int) -> Callable[[], None]:
        self._bar = tqdm(total=items, disable=not self.shown, unit=" items")
        update: Callable[[], None] = self._bar.update
        return update

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def lines(report: Report) -> list[str]:
    """Format the report for a person: problems first, one line of totals last."""
    found = []
    for problem in report.problems:
        meaning = gettext(EXPLANATIONS[problem.kind]) if problem.kind in EXPLANATIONS else problem.kind
        said = gettext(problem.detail) if problem.detail in PLACES else problem.detail
        detail = f" ({said})" if said else ""
        example = f" — {problem.example}" if problem.example else ""
        found.append(f"{problem.count:>7}  {meaning}{detail}{example}")
    totals = ", ".join(f"{gettext(NAMES[name])} {getattr(report, name)}" for name in FIGURES)
    if report.subscribers is not None:
        counted = ((name, value) for name, value in report.subscribers.items() if isinstance(value, int))
        found.append(f"Members: {', '.join(f'{name} {value}' for name, value in counted if value)}.")
    prefix = gettext("Dry run, nothing was written: ") if report.dry_run else ""
    return [*found, f"{prefix}{totals} ({report.seconds:.1f} s)"]
