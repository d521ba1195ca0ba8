"""`rotative check`: what is wrong with this installation, with the remedy."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotative.project.checkup import Finding, examine
from rotative.project.management import checkup_arguments as arguments


class Command(BaseCommand):
    help = arguments.HELP
    # They are among what is reported.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        found = examine(deploy=options["deploy"])
        if options["json"]:
            self.stdout.write(json.dumps({"findings": [asdict(one) for one in found]}, ensure_ascii=False))
        else:
            self.stdout.write(told(found))
        if found:
            sys.exit(1)


def told(found: Sequence[Finding]) -> str:
    """Return the findings for a person, errors first, one line of totals last."""
    ordered = sorted(found, key=lambda one: one.level)
    lines = [f"{one.level:<8} {one.message}\n         → {one.remedy}  [{one.code}]" for one in ordered]
    if not found:
        return _("Nothing is wrong.")
    totals = ngettext("%(count)d thing is wrong.", "%(count)d things are wrong.", len(found)) % {
        "count": len(found)
    }
    return "\n".join([*lines, totals])
