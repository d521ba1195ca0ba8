"""Writes the records of any source, as articles, pages, comments and pictures."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Final

from django.db import transaction

from rotative.articles import bulk_publish
from rotative.bake import queue
from rotative.importers.models import ImportedItem
from rotative.importers.records import (
    ArticleRecord,
    AuthorRecord,
    MediaRecord,
    OutletRecord,
    PageRecord,
    Record,
    SectionRecord,
    Skipped,
    TagRecord,
)
from rotative.importers.report import Report
from rotative.importers.tasks import index_changed, index_imported
from rotative.importers.writer import section_menu
from rotative.importers.writer.articles import ArticleWriter
from rotative.importers.writer.awaited import Awaited
from rotative.importers.writer.comments import CommentedArticle
from rotative.importers.writer.files.article_media import MediaWriter
from rotative.importers.writer.imported import Imported
from rotative.importers.writer.job import Job, Options
from rotative.importers.writer.matching import Traits, differ, match, renumber, traits
from rotative.importers.writer.newsroom_languages import NewsroomLanguages
from rotative.importers.writer.paths import Paths
from rotative.importers.writer.redirects import RedirectWriter
from rotative.importers.writer.standing_pages import StandingPageWriter
from rotative.importers.writer.terms import TermWriter
from rotative.importers.writer.upload_addresses import UploadAddresses

# Articles per transaction; an interruption loses at most these.
BATCH: Final = 200

Kind: Final = ImportedItem.Kind


def write(records: Iterable[Record], *, options: Options) -> Report:
    """Write the records in batches of one transaction each; items that are imported already stay as they are.

    An interruption at any moment leaves whole batches; the next run goes on behind them.
    records: the outlet comes first.
    """
    started = time.monotonic()
    stream = iter(records)
    outlet = next(stream)
    if not isinstance(outlet, OutletRecord):
        raise TypeError(outlet)
    report = Report(dry_run=options.dry_run)
    imported = Imported(outlet.source, dry_run=options.dry_run)
    writer = Writer(Job(outlet=outlet, options=options, report=report, imported=imported))
    writer.begin()
    for record in stream:
        writer.take(record)
    writer.finish()
    report.seconds = time.monotonic() - started
    return report


class Writer:
    """Sorts the records of one import and hands them to the writer of each kind."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.terms = TermWriter(job)
        self.media = MediaWriter(job)
        self.awaited = Awaited(job, self.media)
        self.redirects = RedirectWriter(job)
        self.uploads = UploadAddresses(job, self.redirects)
        self.languages = NewsroomLanguages(job)
        paths = Paths(job)
        self.articles = ArticleWriter(
            job,
            terms=self.terms,
            paths=paths,
            languages=self.languages,
            redirects=self.redirects,
            uploads=self.uploads,
            awaited=self.awaited,
        )
        self.pages = StandingPageWriter(
            job,
            paths=paths,
            languages=self.languages,
            redirects=self.redirects,
            uploads=self.uploads,
            awaited=self.awaited,
        )
        self._batch: list[ArticleRecord] = []
        # The items of this run, by kind and source id.
        self._seen: dict[tuple[str, str], Traits] = {}
        # Source id of an attachment → that of the first article that shows it.
        self._shown_by: dict[str, str] = {}
        self._has_new_media = False

    def begin(self) -> None:
        """Store what the source says about its pictures and documents: another file of it may need it."""
        with transaction.atomic():
            self._has_new_media = self.media.described.store()

    def take(self, record: Record) -> None:
        """Take one record. Articles and pages wait until their batch is full."""
        match record:
            case AuthorRecord() | SectionRecord() | TagRecord():
                self.terms.describe(record)
            case Skipped():
                self._count_item()
                self.job.report.skipped += 1
                self.job.report.note_all([record.problem])
            case MediaRecord():
                self._count_item()
                self.media.carry(record)
            case ArticleRecord():
                self._count_item()
                self.job.report.comments_in_file += len(record.comments) + _refused_comments(record)
                self._batch.append(record)
                if len(self._batch) >= BATCH:
                    self.flush()

    def finish(self) -> None:
        """Write the last batch, the terms that no article uses, and the redirects of the pages of pictures."""
        self.flush()
        with transaction.atomic(), self._marks_together():
            self.terms.write_unused(self.languages.choose_for_name)
            self._save_terms()
            self.redirects.write_home(self.languages.choose(self.job.outlet.language))
        if not self.job.dry_run:
            with transaction.atomic(), self._marks_together():
                section_menu.arrange(self.terms.new_sections)
        self.media.count_others()
        changed = self._fill()
        if not self.job.dry_run:
            bulk_publish.number_lists()
            if self.job.report.articles:
                transaction.on_commit(partial(index_imported.enqueue, self.job.source), robust=True)
            elif changed:
                transaction.on_commit(partial(index_changed.enqueue, changed), robust=True)
        self.uploads.write_library(self._library(), shown_by=self._shown_by)

    def _fill(self) -> list[int]:
        """Give articles of earlier runs what this one has brought; return the primary keys of those that changed."""
        if not (self._has_new_media or self.job.options.has_files):
            return []
        for record in self.media.described.newly():
            self.media.describe(record)
        found = self.awaited.fill()
        if not self.job.dry_run:
            self.uploads.write_in_bodies(self.awaited.filled)
        return found

    def _library(self) -> Iterator[MediaRecord]:
        """Yield the pictures and documents whose addresses this run can say something new about."""
        yield from self.job.options.attachments()
        if self.job.report.articles:
            yield from self.media.described.of_earlier_runs()

    def flush(self) -> None:
        """Write the articles of the batch in one transaction, then its pages one by one."""
        batch, self._batch = self._batch, []
        new = self._new(batch)
        # Each picture is saved in its own transaction and stays even when the batch fails.
        media = {record.source_id: self.media.of_article(record) for record in new}
        with transaction.atomic(), self._marks_together():
            self.articles.write([record for record in new if not isinstance(record, PageRecord)], media)
            self._save_terms()
        for record in new:
            if isinstance(record, PageRecord):
                self.pages.write(record, media[record.source_id])

    def _marks_together(self) -> AbstractContextManager[None]:
        """Mark the pages of a transaction at its end; a dry run does not touch the queue."""
        return nullcontext() if self.job.dry_run else queue.together()

    def _count_item(self) -> None:
        self.job.report.items += 1
        self.job.options.progress()

    def _new(self, batch: list[ArticleRecord]) -> list[ArticleRecord]:
        """Return the records that are not imported yet; of the others, write new comments."""
        new: list[ArticleRecord] = []
        for kind in (Kind.ARTICLE, Kind.PAGE):
            records = [record for record in batch if _kind(record) == kind]
            matches = match(self.job.imported, kind, list(self._without_doubles(kind, records)))
            new += matches.new
            self._update(matches.known)
        return new

    def _without_doubles(self, kind: str, records: Iterable[ArticleRecord]) -> Iterator[ArticleRecord]:
        """Yield each item of the file once; a different item with a number already seen gets a number of its own."""
        for record in records:
            first = self._seen.get((kind, record.source_id))
            one = record
            if first is not None and differ(traits(record), first, in_one_file=True):
                one = renumber(record)
                first = self._seen.get((kind, one.source_id))
            if first is None:
                self._seen[kind, one.source_id] = traits(record)
                self._note_shown(one)
                yield one
            else:
                self.job.report.skipped += 1
                self.job.report.note("double", example=record.path or record.headline)

    def _note_shown(self, record: ArticleRecord) -> None:
        """Remember which attachments an article shows."""
        if not isinstance(record, PageRecord):
            numbers = (block.media_id for block in record.pictures())
            for number in filter(None, (record.picture_id, *numbers)):
                self._shown_by.setdefault(number, record.source_id)

    def _update(self, known: list[tuple[ArticleRecord, ImportedItem]]) -> None:
        """Count the items that are imported already, and write their new comments."""
        self.job.report.already_there += len(known)
        for record, item in known:
            if item.digest != record.digest:
                self.job.report.note("changed_at_source", example=record.path or record.headline)
        articles = [
            CommentedArticle(record=record, article_id=item.object_id)
            for record, item in known
            if item.kind == Kind.ARTICLE
        ]
        if any(article.record.comments for article in articles):
            with transaction.atomic():
                self.articles.write_comments(articles)
                self.job.imported.save()

    def _save_terms(self) -> None:
        """Save what the transaction imported, and redirect the old addresses of its terms."""
        self.job.imported.save()
        self.redirects.write_terms(self.terms.addresses.take())


def _kind(record: ArticleRecord) -> str:
    return Kind.PAGE if isinstance(record, PageRecord) else Kind.ARTICLE


def _refused_comments(record: ArticleRecord) -> int:
    return sum(problem.count for problem in record.problems if problem.kind == "comment_skipped")
