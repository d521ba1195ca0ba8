"""The command `rotative search rebuild`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext
from tqdm import tqdm

from rotative.articles.models import Article
from rotative.search import actions
from rotative.search.management import search_arguments as arguments


class Command(BaseCommand):
    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Article.objects.filter(pk__gt=options["after"]).count()
        with tqdm(total=waiting, disable=not sys.stderr.isatty(), unit="article") as bar:
            done = actions.rebuild(after=options["after"], fresh=options["fresh"], progress=bar.update)
        totals = ngettext("%(count)d article looked at.", "%(count)d articles looked at.", done)
        self.stdout.write(totals % {"count": done})
