"""Composes, approves and sends the demo's edition of today in every language."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from rotative.demo.pictures import LANGUAGES
from rotative.editions import reads
from rotative.editions.errors import NoEdition
from rotative.masthead import reads as masthead


class Command(BaseCommand):
    help = "Send the demo's edition of today, unless an earlier start of the day did."

    def handle(self, *args: Any, **options: Any) -> None:
        for language in LANGUAGES:
            try:
                reads.find(masthead.today(language), language)
            except NoEdition:
                self._send(language)

    def _send(self, language: str) -> None:
        for verb in ("compose", "approve", "send"):
            try:
                call_command("edition", verb, "--language", language, stdout=self.stdout)
            except CommandError as exc:
                # The demo is worth seeing without a letter.
                self.stderr.write(str(exc))
                return
