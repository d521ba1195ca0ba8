"""The languages of an import: those the newsroom publishes in, and those the import adds."""

from __future__ import annotations

from rotative.core import conf
from rotative.core.languages import CODES
from rotative.importers.language import detect
from rotative.importers.records import OutletRecord
from rotative.importers.writer.job import Job
from rotative.masthead import reads as masthead
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages import actions as pages


class NewsroomLanguages:
    """The languages in which the import writes."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._published = set(masthead.languages())
        language = job.outlet.language
        self._default = language if language in CODES else conf.get("language")

    def choose(self, language: str) -> str:
        """Return the language itself where Rotative knows it, else the outlet's; add it to the masthead if it is new."""
        if language not in CODES:
            self.job.report.note("language_unknown", detail=language, example=self.job.source)
            language = self._default
        if language not in self._published:
            self._published.add(language)
            self.job.report.note("language_added", detail=language, example=language)
            if not self.job.dry_run:
                _publish_in(language, self.job.outlet)
        return language

    def choose_for_name(self, name: str) -> str:
        """Return the language of a section, subject or byline that no article uses."""
        return self.choose(detect(name, default=self._default))


def _publish_in(language: str, outlet: OutletRecord) -> None:
    """Add a language to the masthead, with a front page of its own."""
    first = Masthead.objects.first()
    if first is not None and not first.languages.filter(language=language).exists():
        MastheadLanguage.objects.create(
            masthead=first, language=language, name=outlet.name[:120] or language, motto=outlet.motto[:200]
        )
    pages.ensure_front(language)
