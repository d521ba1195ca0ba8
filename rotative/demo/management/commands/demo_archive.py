"""Fills a newsroom with synthetic articles, for `rotative demo --articles` and the benchmarks."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from rotative.core.arguments import whole_number
from rotative.demo import archive


class Command(BaseCommand):
    help = "Add published synthetic articles, older than all others."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("articles", type=whole_number(1), metavar="N", help="how many")
        parser.add_argument(
            "--searchable",
            action="store_true",
            help="put them into the search index, which takes longer than all the rest",
        )
        parser.add_argument(
            "--subjects",
            type=whole_number(1),
            default=archive.SUBJECTS_EACH,
            metavar="N",
            help=f"subjects of each article ({archive.SUBJECTS_EACH})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started, count = time.monotonic(), options["articles"]
        with tqdm(
            total=count, unit="article", desc="archive", disable=options["verbosity"] == 0 or None
        ) as bar:
            archive.add(
                count,
                searchable=options["searchable"],
                subjects_each=options["subjects"],
                progress=bar.update,
            )
        self.stdout.write(f"{count} articles added in {time.monotonic() - started:.1f} s.")
