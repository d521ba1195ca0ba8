"""`rotative bake`: print pages."""

import json
import sys
import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from tqdm import tqdm

from rotative.bake import appearance, oven, queue_sql, verify
from rotative.bake.errors import UnknownPath
from rotative.bake.management import bake_arguments as arguments
from rotative.bake.models import PublicPath
from rotative.bake.parallel import Crew, Report, Stopping, crowded
from rotative.bake.store import configured
from rotative.bake.verify import Verdict
from rotative.core.sql import execute

# With fewer pages than this a second process costs more than it saves.
_WORTH_A_PROCESS = 100


class Command(BaseCommand):
    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        _thrifty()
        if options["verify"]:
            self._verify(options)
        elif options["helper"]:
            _help(options["jobs"])
        elif options["paths"] or options["all"] or options["stale"]:
            self._bake(options)
        else:
            self.stderr.write("Say what to bake: PATH…, --all, --stale or --verify.")
            sys.exit(2)

    def _verify(self, options: dict[str, Any]) -> None:
        with tqdm(total=PublicPath.objects.count(), unit="page", disable=_quiet(options)) as bar:
            verdict = verify.verify(configured.press(), progress=bar.update)
        self.stdout.write(
            _json(verdict, whole=options["list"]) if options["json"] else self._summary(verdict)
        )
        if not verdict.fresh:
            sys.exit(1)

    def _summary(self, verdict: Verdict) -> str:
        lines = [
            f"  {kind}: {path}"
            for kind, paths in (
                ("stale", verdict.stale),
                ("missing", verdict.missing),
                ("surplus", verdict.surplus),
            )
            for path in paths[:20]
        ]
        counts = f"{len(verdict.stale)} stale, {len(verdict.missing)} missing, {len(verdict.surplus)} surplus"
        return "\n".join([*lines, f"{verdict.checked} paths checked: {counts}."])

    def _bake(self, options: dict[str, Any]) -> None:
        started = time.monotonic()
        stopping = Stopping()
        totals = _bake_named(options["paths"]) if options["paths"] else _bake_waiting(options, stopping)
        seconds = round(time.monotonic() - started, 3)
        done = {**asdict(totals), "seconds": seconds}
        if options["json"]:
            self.stdout.write(json.dumps(done))
        else:
            self.stdout.write(
                f"{totals.baked} pages baked, {totals.unchanged} unchanged, {totals.failed} failed in {seconds:.1f} s;"
                f" {totals.reframed} got a new frame alone."
            )
        if stopping():
            self.stderr.write(f"Stopped; {oven.due()} pages still wait. `rotative bake --stale` goes on.")
        if totals.failed or stopping():
            sys.exit(1)


def _thrifty() -> None:
    """Let SQLite use 40 MB less in each process, for 3 % more time: no mapped file, and half the page cache."""
    if connection.vendor == "sqlite":
        for statement in queue_sql.LESS_MEMORY:
            execute(statement)


def _quiet(options: dict[str, Any]) -> bool | None:
    # None lets tqdm check whether standard error is a terminal.
    return True if options["json"] else None


def _json(verdict: Verdict, *, whole: bool) -> str:
    found = {"stale": verdict.stale, "missing": verdict.missing, "surplus": verdict.surplus}
    return json.dumps(
        {
            "checked": verdict.checked,
            **{name: list(paths) if whole else len(paths) for name, paths in found.items()},
        }
    )


def _bake_named(paths: list[str]) -> oven.Totals:
    """Print the pages at these paths. Raises UnknownPath."""
    pages = {page.path: page for page in PublicPath.objects.filter(path__in=paths)}
    for path in paths:
        if path not in pages:
            raise UnknownPath(path=path)
    return oven.bake_paths(configured.press(), pages.values())


def _bake_waiting(options: dict[str, Any], stopping: Stopping) -> oven.Totals:
    """Print what is stale, or with --all the whole site, in several processes."""
    press = configured.press()
    # What a newer version of Rotative prints otherwise waits as well; no worker may have noted it yet.
    if options["all"] or appearance.changed():
        appearance.adopt()
    waiting = oven.due()
    with (
        stopping.listening(),
        tqdm(total=waiting, unit="page", smoothing=0.1, disable=_quiet(options)) as bar,
    ):
        crew = Crew(min(options["jobs"] - 1, waiting // _WORTH_A_PROCESS), progress=bar.update)
        totals = oven.bake_stale(press, progress=crew.count, stop=stopping, crowded=crowded(crew.size))
        if stopping():
            crew.stop()
        totals += crew.finish()
        # The pages of a helper that was killed, and those that other ovens had taken.
        totals += oven.bake_out(press, progress=crew.count, stop=stopping)
    if options["all"] and not stopping():
        verify.tidy(press)
        press.sweep()
        totals += oven.bake_out(press, stop=stopping)
    return totals


def _help(size: int) -> None:
    """Bake what is stale for the process that started this one. size: number of processes of the whole crew."""
    stopping = Stopping()
    report = Report(stopping)
    with stopping.listening():
        totals = oven.bake_stale(
            configured.press(), progress=report.progress, stop=stopping, crowded=crowded(size)
        )
        report.totals(totals)
