"""The command `rotative subjects`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from tqdm import tqdm

from rotative.articles.management import subjects_arguments as arguments
from rotative.articles.suggesting import walk
from rotative.core.errors import RotativeError
from rotative.core.languages import CODES
from rotative.masthead.reads import open_languages
from rotative.subjects.finding.jsonl.find_command import find_with, find_with_file
from rotative.subjects.models import Subject
from rotative.subjects.newsroom_index import newsroom_index
from rotative.subjects.vocabularies.loading import load
from rotative.subjects.vocabularies.vocabulary_terms import VOCABULARIES


class Command(BaseCommand):
    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"find": self._find, "load": self._load, "suggest": self._suggest}[options["verb"]](options)
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

    def _suggest(self, options: dict[str, Any]) -> None:
        scope = walk.Scope(
            language=options["language"], since=options["since"], subject_id=options["subject"]
        )
        if scope.language and scope.language not in CODES:
            raise CommandError(gettext("No such language: %(code)s.") % {"code": scope.language})
        if scope.subject_id is not None and not Subject.objects.filter(pk=scope.subject_id).exists():
            raise CommandError(gettext("No such subject: %(id)d.") % {"id": scope.subject_id})
        waiting = walk.waiting(scope, restart=options["restart"])
        with tqdm(total=waiting, disable=not sys.stderr.isatty(), unit="article") as bar:
            done = walk.walk(scope, restart=options["restart"], progress=bar.update)
        told = gettext(
            "Articles looked at: %(articles)d; suggestions added: %(added)d, removed because no longer right: %(removed)d."
        )
        self.stdout.write(told % {"articles": done.articles, "added": done.added, "removed": done.removed})
