"""The languages of an import: those the newsroom publishes in, those the import opens, and those that stay closed."""

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
    """The languages in which the import writes.

    The language of the old site is opened, and those that the person who imports has named. What is in another language
    becomes a draft: one Spanish post makes no Spanish edition.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self._published = set(masthead.languages())
        language = job.outlet.language
        self._default = language if language in CODES else conf.get("language")
        # On an installation that is being made, every language is open.
        all_open = set() if MastheadLanguage.objects.exists() else set(CODES)
        self._may_open = {self._default, *job.options.languages, *all_open}

    def choose(self, language: str) -> str:
        """Return the language itself where Rotative knows it, else the outlet's; add it to the masthead if it may be opened."""
        if language not in CODES:
            self.job.report.note("language_unknown", detail=language, example=self.job.source)
            language = self._default
        if language not in self._published and language in self._may_open:
            self._published.add(language)
            self.job.report.note("language_added", detail=language, example=language)
            if not self.job.dry_run:
                _publish_in(language, self.job.outlet)
        return language

    def is_open(self, language: str) -> bool:
        """Return True when readers get pages in this language."""
        return language in self._published

    def choose_for_page(self, language: str) -> tuple[str, bool]:
        """Return the language of a standing page and whether readers get it; a page needs a front page above it."""
        chosen = self.choose(language)
        return (chosen, True) if self.is_open(chosen) else (self._default, False)

    def choose_for_name(self, name: str) -> str:
        """Return the language of a section, subject or byline that no article uses."""
        language = detect(name, default=self._default)
        return self.choose(
            language if self.is_open(language) or language in self._may_open else self._default
        )


def _publish_in(language: str, outlet: OutletRecord) -> None:
    """Add a language to the masthead, with a front page of its own."""
    first = Masthead.objects.first()
    if first is not None and not first.languages.filter(language=language).exists():
        MastheadLanguage.objects.create(
            masthead=first, language=language, name=outlet.name[:120] or language, motto=outlet.motto[:200]
        )
    pages.ensure_front(language)
