"""The command `rotative subjects`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from tqdm import tqdm

from rotative.core.errors import RotativeError
from rotative.core.languages import CODES
from rotative.masthead.reads import open_languages
from rotative.subjects.finding.jsonl.find_command import find_with, find_with_file
from rotative.subjects.management import subjects_arguments as arguments
from rotative.subjects.newsroom_index import newsroom_index
from rotative.subjects.vocabularies.loading import load
from rotative.subjects.vocabularies.vocabulary_terms import VOCABULARIES


class Command(BaseCommand):
    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"find": self._find, "load": self._load}[options["verb"]](options)
        except RotativeError as error:
            raise CommandError(gettext(error.message) % error.fields) from error

    def _load(self, options: dict[str, Any]) -> None:
        asked = (options["languages"] or "").split(",") if options["languages"] else open_languages()
        if unknown := sorted(set(asked) - set(CODES)):
            raise CommandError(gettext("No such language: %(code)s.") % {"code": unknown[0]})
        terms = list(VOCABULARIES[options["vocabulary"]]())
        with tqdm(total=len(terms), disable=not sys.stderr.isatty(), unit="subject") as bar:
            done = load(terms, languages=asked, dry_run=options["dry_run"], progress=bar.update)
        told = gettext("%(made)d made, %(completed)d completed, %(there)d already there.")
        if options["dry_run"]:
            told = gettext(
                "Nothing is written: %(made)d to be made, %(completed)d to be completed, %(there)d already there."
            )
        self.stdout.write(
            told % {"made": done.made, "completed": done.completed, "there": done.already_there}
        )

    def _find(self, options: dict[str, Any]) -> None:
        if options["vocabulary"]:
            find_with_file(options["vocabulary"])
        else:
            find_with(newsroom_index())
