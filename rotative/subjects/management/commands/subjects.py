"""Find the subjects that articles name."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from rotative.core.errors import RotativeError
from rotative.subjects.finding.jsonl.find_command import find_with, find_with_file
from rotative.subjects.management import subjects_arguments as arguments
from rotative.subjects.newsroom_index import newsroom_index


class Command(BaseCommand):
    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"find": self._find}[options["verb"]](options)
        except RotativeError as error:
            raise CommandError(gettext(error.message) % error.fields) from error

    def _find(self, options: dict[str, Any]) -> None:
        if options["vocabulary"]:
            find_with_file(options["vocabulary"])
        else:
            find_with(newsroom_index())
