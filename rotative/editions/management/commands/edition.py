"""The daily letter: compose, preview, approve, send, status."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from rotative.core import conf
from rotative.core.errors import RotativeError
from rotative.editions import actions, reads
from rotative.editions.letter.for_selection import content_of
from rotative.editions.management import edition_arguments as arguments
from rotative.editions.models import Edition
from rotative.mail.reads import Status
from rotative.mail.sending.pump import pump
from rotative.mail.sending.selection import Selection
from rotative.masthead import reads as masthead


class Command(BaseCommand):
    help = arguments.HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or conf.get("language")
        on = options["date"] or masthead.today(language)
        try:
            if options["verb"] == "compose":
                budget_s = options["minutes"] * 60 if options["minutes"] else None
                self._composed(actions.compose_edition(on, language, budget_s=budget_s), options)
            else:
                getattr(self, f"_{options['verb']}")(reads.find(on, language), options)
        except RotativeError as error:
            raise CommandError(gettext(error.message) % error.fields) from error

    def _composed(self, edition: Edition, options: dict[str, Any]) -> None:
        card = reads.card_of(edition)
        items = [
            {
                "article": item.article_id,
                "headline": item.headline,
                "section": item.section.name,
                "length": str(item.kind),
                "seconds": item.seconds,
                "pinned": item.pinned,
            }
            for item in card.items
        ]
        if options["json"]:
            fields = {"date": str(card.edition_on), "language": card.language, "seconds": card.seconds}
            self._say(json.dumps({**fields, "budget_s": card.budget_s, "items": items}, ensure_ascii=False))
            return
        for item in items:
            self._say(f"{item['seconds']:>4} s  {item['length']:<8}  {item['section']}: {item['headline']}")
        self._say(f"{len(items)} stories, {card.seconds} of {card.budget_s} seconds.")

    def _preview(self, edition: Edition, options: dict[str, Any]) -> None:
        minutes = options["minutes"] or edition.budget_s // 60
        letter = content_of(edition, Selection(minutes=minutes))
        if options["html"]:
            options["html"].write_text(letter.html, encoding="utf-8")
        if options["json"]:
            size_bytes = len(letter.html.encode())
            self._say(
                json.dumps(
                    {
                        "subject": letter.subject_line,
                        "seconds": letter.seconds,
                        "html_bytes": size_bytes,
                        "shortened": letter.shortened,
                        "left_out": letter.left_out,
                    }
                )
            )
        else:
            self._say(letter.text)

    def _approve(self, edition: Edition, options: dict[str, Any]) -> None:
        actions.approve(edition)
        if options["json"]:
            self._say(
                json.dumps(
                    {"date": str(edition.edition_on), "language": edition.language, "state": edition.state}
                )
            )
        else:
            self._say(f"The edition of {edition.edition_on} in {edition.language} may be sent.")

    def _send(self, edition: Edition, options: dict[str, Any]) -> None:
        if options["resend_doubtful"]:
            actions.resend_doubtful(edition)
        actions.start_sending(edition)
        if options["now"]:
            actions.end_wait(edition)
        if edition.mailing is not None:
            pump(edition.mailing)
        self._status(edition, options)

    def _pause(self, edition: Edition, options: dict[str, Any]) -> None:
        actions.pause(edition)
        self._status(edition, options)

    def _resume(self, edition: Edition, options: dict[str, Any]) -> None:
        actions.resume(edition)
        self._status(edition, options)

    def _stop(self, edition: Edition, options: dict[str, Any]) -> None:
        actions.stop(edition)
        self._status(edition, options)

    def _status(self, edition: Edition, options: dict[str, Any]) -> None:
        self._counted(reads.status(edition), options)

    def _counted(self, status: Status, options: dict[str, Any]) -> None:
        counts = asdict(status)
        self._say(
            json.dumps(counts) if options["json"] else ", ".join(f"{n} {name}" for name, n in counts.items())
        )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
