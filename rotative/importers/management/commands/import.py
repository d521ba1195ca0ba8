"""The command `rotative import`."""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from rotative.core.errors import RotativeError
from rotative.core.languages import CODES
from rotative.importers import report_file
from rotative.importers.actions import WordPressChoices, import_ghost, import_wordpress
from rotative.importers.discussions.actions import import_discussions
from rotative.importers.errors import WrongOption
from rotative.importers.management import import_arguments as arguments
from rotative.importers.management.progress_bar import Bar
from rotative.importers.newsroom.read_folder import read_export
from rotative.importers.report import EXPLANATIONS, FIGURES, NAMES, PLACES, Report
from rotative.importers.wordpress.reading_choices import FORMS, Form

# The tables whose rows are counted for a person.
_COUNTED = (
    "articles",
    "pages",
    "comments",
    "subjects",
    "sections",
    "bylines",
    "dossiers",
    "pictures",
    "documents",
)


class Command(BaseCommand):
    """The command; it prints the report of the import."""

    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        bar = Bar(shown=sys.stderr.isatty() and not options["json"])
        if options["source"] == "rotative":
            self._bring_newsroom(options, bar)
            return
        try:
            report = _SOURCES[options["source"]](options, bar)
            if options["report"]:
                report_file.write(report, Path(options["report"]))
        except RotativeError as exc:
            raise CommandError(gettext(exc.message) % exc.fields, returncode=1) from exc
        finally:
            bar.close()
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            for line in lines(report):
                self.stdout.write(line)
        if options.get("proof") and not options["dry_run"]:
            self._prove(options)

    def _prove(self, options: dict[str, Any]) -> None:
        """Print what waits, then ask for every old address that the export knows."""
        said = StringIO() if options["json"] else self.stdout
        call_command("bake", "--stale", "--jobs", "1", stdout=said)
        urls = [part for name in options["urls"] for part in ("--urls", name)]
        known = options["file"] if isinstance(options["file"], list) else [options["file"]]
        choices = {"category-base": "category_base", "tag-base": "tag_base", "old-url": "site"}
        choices |= {"permalinks": "permalinks"}
        bases = [f"--{name}={options.get(option, '')}" for name, option in choices.items()]
        call_command(
            "proof", *known, "--csv", options["proof"], *urls, *bases, stdout=said, stderr=self.stderr
        )

    def _bring_newsroom(self, options: dict[str, Any], bar: Bar) -> None:
        try:
            read = read_export(
                Path(options["folder"]),
                dry_run=options["dry_run"],
                progress=lambda _name, rows: bar.started(rows),
            )
        except RotativeError as exc:
            raise CommandError(gettext(exc.message) % exc.fields, returncode=1) from exc
        finally:
            bar.close()
        if options["json"]:
            self.stdout.write(json.dumps(read.as_dict(), ensure_ascii=False))
            return
        for name in read.files_missing:
            self.stdout.write(f"{name}: this file is missing in the export.")
        prefix = gettext("Dry run, nothing was written: ") if read.dry_run else ""
        counted = ", ".join(f"{name} {read.rows[name]}" for name in _COUNTED)
        self.stdout.write(f"{prefix}{counted}, files {read.files}; already there {read.already_there}")


def _wordpress(options: dict[str, Any], bar: Bar) -> Report:
    return import_wordpress(
        [Path(file) for file in options["file"]],
        choices=_choices(options),
        started=bar.started,
        open_languages=_ask if sys.stdin.isatty() and not options["json"] else lambda found: (),
    )


def _choices(options: dict[str, Any]) -> WordPressChoices:
    """Return what the options say. Raises WrongOption."""
    return WordPressChoices(
        media=Path(options["media"]) if options["media"] else None,
        category_base=options["category_base"],
        tag_base=options["tag_base"],
        languages=_languages(options["languages"]),
        as_articles=_forms(options["as_articles"]),
        field_map=Path(options["map"]) if options["map"] else None,
        merge_names=options["merge_names"],
        recover=options["recover"],
        fetch=options["fetch"],
        dry_run=options["dry_run"],
    )


def _languages(text: str) -> tuple[str, ...]:
    named = tuple(re.split(r"[\s,;]+", text.strip().lower())) if text.strip() else ()
    for code in named:
        if code not in CODES:
            reason = gettext("%(code)s is none of %(codes)s") % {"code": code, "codes": ", ".join(CODES)}
            raise WrongOption(option="--languages", reason=reason)
    return named


def _forms(text: str) -> dict[str, Form]:
    found: dict[str, Form] = {}
    for pair in filter(None, re.split(r"[\s,;]+", text.strip())):
        kind, _, form = pair.partition("=")
        known = next((one for one in FORMS if one == (form or "article")), None)
        if known is None or not kind:
            reason = gettext("%(pair)s is not of the form type=%(forms)s") % {
                "pair": pair,
                "forms": "|".join(FORMS),
            }
            raise WrongOption(option="--as-articles", reason=reason)
        found[kind] = known
    return found


def _ask(found: Sequence[str]) -> Sequence[str]:
    """Ask which languages are to be opened."""
    named = ", ".join(found)
    question = gettext(
        "The export has texts in %(languages)s. Languages to open (empty for none, drafts are kept): "
    )
    return _languages(input(question % {"languages": named}))


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


def _discussions(options: dict[str, Any], bar: Bar) -> Report:
    return import_discussions(
        Path(options["file"]),
        options["source"],
        site=options["site"],
        dry_run=options["dry_run"],
        started=bar.started,
    )


_SOURCES: dict[str, Callable[[dict[str, Any], Bar], Report]] = {
    "wordpress": _wordpress, "ghost": _ghost, "disqus": _discussions, "commento": _discussions,
}  # fmt: skip


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None


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
