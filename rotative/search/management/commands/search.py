"""The command `rotative search rebuild`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext
from tqdm import tqdm

from rotative.articles.models import Article
from rotative.core.arguments import whole_number
from rotative.search import actions


class Command(BaseCommand):
    help = "Bring the search index in line with the articles; interrupted, run it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["rebuild"])
        parser.add_argument("--fresh", action="store_true", help="empty the index first")
        parser.add_argument(
            "--after", type=whole_number(0), default=0, metavar="ID", help="skip articles up to this id"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Article.objects.filter(pk__gt=options["after"]).count()
        with tqdm(total=waiting, disable=not sys.stderr.isatty(), unit="article") as bar:
            done = actions.rebuild(after=options["after"], fresh=options["fresh"], progress=bar.update)
        totals = ngettext("%(count)d article looked at.", "%(count)d articles looked at.", done)
        self.stdout.write(totals % {"count": done})
