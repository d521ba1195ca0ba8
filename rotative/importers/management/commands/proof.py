"""The command `rotative proof`, and what `rotative import --proof` says."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from rotative.core.errors import RotativeError
from rotative.importers.management import proof_arguments as arguments
from rotative.importers.management.progress_bar import Bar
from rotative.importers.proof.actions import prove_move
from rotative.importers.proof.old_urls import KINDS
from rotative.importers.proof.proving import MOST_SHOWN, Proof


class Command(BaseCommand):
    """The command; it prints a summary and ends with 1 when an address is dead."""

    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        bar = Bar(shown=sys.stderr.isatty() and not options["json"], unit=" addresses")
        try:
            proof = prove_move(
                list(map(Path, options["files"])),
                urls=list(map(Path, options["urls"])),
                site_url=options["site"],
                table=Path(options["csv"]) if options["csv"] else None,
                category_base=options["category_base"],
                tag_base=options["tag_base"],
                old_url=options["old_url"],
                permalinks=options["permalinks"],
                started=bar.started,
            )
        except RotativeError as exc:
            raise CommandError(gettext(exc.message) % exc.fields, returncode=1) from exc
        finally:
            bar.close()
        if options["json"]:
            self.stdout.write(json.dumps(as_json(proof), ensure_ascii=False))
        else:
            for line in lines(proof):
                self.stdout.write(line)
        if not proof.passed:
            sys.exit(1)


def as_json(proof: Proof) -> dict[str, Any]:
    counts = {
        name: proof.count(name)
        for name in ("answers", "withdrawn", "elsewhere", "unread", "outside", "chain", "dead")
    }
    failed = [
        {"address": one.asked.address, "kind": one.asked.kind, "status": one.status} for one in proof.failed
    ]
    return {"asked": proof.asked, **counts, "failed": failed}


def lines(proof: Proof) -> list[str]:
    """Format the result for a person: kinds first, then what failed, the verdict last."""
    kinds = {kind for kind, _verdict in proof.counted}
    found = [_of_kind(proof, kind) for kind in KINDS if kind in kinds]
    for one in proof.failed:
        reason = (
            gettext("needs %(hops)d redirects") % {"hops": one.hops} if one.verdict == "chain" else one.status
        )
        found.append(f"   {one.asked.address} — {reason}")
    failed = proof.count("dead") + proof.count("chain")
    if failed + proof.count("outside") > MOST_SHOWN:
        found.append(
            "   " + gettext("… and %(count)d more: --csv writes them all.") % {"count": failed - MOST_SHOWN}
        )
    return [*found, _verdict(proof, failed)]


def _of_kind(proof: Proof, kind: str) -> str:
    answered = sum(proof.count(verdict, kind) for verdict in ("answers", "withdrawn", "elsewhere"))
    asked = sum(number for (each, _verdict), number in proof.counted.items() if each == kind)
    line = f"{answered:>7} / {asked}  {gettext(KINDS[kind])}"
    if outside := proof.count("outside", kind):
        line += gettext(" (%(count)d to what the export does not have)") % {"count": outside}
    if unread := proof.count("unread", kind):
        line += gettext(" (%(count)d deleted or never published on the old site)") % {"count": unread}
    return line


def _verdict(proof: Proof, failed: int) -> str:
    if failed:
        return gettext("%(failed)d of %(asked)d old addresses do not answer in one step.") % {
            "failed": failed,
            "asked": proof.asked,
        }
    asked = proof.asked - proof.count("unread") - proof.count("outside")
    return gettext("Every one of %(asked)d old addresses answers.") % {"asked": asked}
