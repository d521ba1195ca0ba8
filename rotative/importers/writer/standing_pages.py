"""Writes standing pages below the front page of their language."""

from __future__ import annotations

from itertools import count

from django.db import transaction

from rotative.core import addresses
from rotative.core.text import slug as slug_of
from rotative.importers.models import ImportedItem
from rotative.importers.records import PageRecord
from rotative.importers.writer.awaited import Awaited, name_of
from rotative.importers.writer.files.article_media import ArticleMedia
from rotative.importers.writer.job import Job
from rotative.importers.writer.newsroom_languages import NewsroomLanguages
from rotative.importers.writer.paths import Paths, is_possible, old_slug
from rotative.importers.writer.published_or_draft import is_empty, is_published, note_drafts
from rotative.importers.writer.redirects import RedirectWriter
from rotative.importers.writer.streamfield import body_value
from rotative.importers.writer.upload_addresses import UploadAddresses, file_urls
from rotative.pages import actions as pages
from rotative.pages.models import FrontPage, StandingPage
from rotative.pages.reads import path_of


class StandingPageWriter:
    """Writes one standing page after another, each in its own transaction."""

    def __init__(
        self,
        job: Job,
        *,
        paths: Paths,
        languages: NewsroomLanguages,
        redirects: RedirectWriter,
        uploads: UploadAddresses,
        awaited: Awaited,
    ) -> None:
        self.job = job
        self.paths = paths
        self.languages = languages
        self.redirects = redirects
        self.uploads = uploads
        self.awaited = awaited

    def write(self, record: PageRecord, media: ArticleMedia) -> None:
        """Write a new page; its comments are only counted, since pages have none."""
        language, is_open = self.languages.choose_for_page(record.language)
        if not is_open:
            self.job.report.note(
                "language_not_open", detail=record.language, example=record.path or record.headline
            )
        path = self._path(record)
        self._report(record)
        if self.job.dry_run:
            self.paths.count([path])
            return
        with transaction.atomic():
            page = self._save(record, language, path, media, live=is_published(record) and is_open)
            self.job.imported.add(ImportedItem.Kind.PAGE, record.source_id, page.pk, record.digest)
            if page.live:
                at = path or path_of(page)
                self.redirects.write_items([(record, at)])
                self.uploads.write_in_bodies([((*file_urls(record.blocks), *record.files), at)])
            elif record.status == "published" and is_empty(record) and not record.protected and is_open:
                self.redirects.write_emptied([(record, addresses.front(language))])
            self.job.imported.save()

    def _path(self, record: PageRecord) -> str:
        """Return the old path; "" for the usual one where it is taken or impossible."""
        path = record.path
        if path and (self.paths.has_page(path) or not is_possible(path)):
            self.job.report.note("address_taken", example=path)
            return ""
        return path

    def _report(self, record: PageRecord) -> None:
        report = self.job.report
        report.pages += 1
        note_drafts(record, report)
        report.note_all(record.problems, where=record.path or record.headline)
        if record.comments:
            report.note("comment_on_page", count=len(record.comments), example=record.path)

    def _save(
        self, record: PageRecord, language: str, path: str, media: ArticleMedia, *, live: bool
    ) -> StandingPage:
        front = pages.ensure_front(language)
        body, lacking = body_value(record.blocks, media, name=name_of(self.job.source, record))
        page = StandingPage(
            title=record.headline[:255],
            slug=_free_slug(front, record, language),
            intro=record.standfirst,
            body=body,
            path_kept=path,
            live=live,
        )
        if live:
            pages.add_standing(front, page, in_menu=False)
        else:
            page.locale = front.locale
            page.has_unpublished_changes = True
            front.add_child(instance=page)
            page.save_revision()
        if row := self.awaited.note(ImportedItem.Kind.PAGE, page.pk, record, media, lacking):
            row.revision_id = StandingPage.objects.values_list("latest_revision_id", flat=True).get(
                pk=page.pk
            )
            row.save()
        return page


def _free_slug(front: FrontPage, record: PageRecord, language: str) -> str:
    """Return the old slug or one made from the headline; a taken or reserved one gets a number."""
    wanted = old_slug(record, language) or slug_of(record.headline, language) or "page"
    taken = addresses.RESERVED | set(front.get_children().values_list("slug", flat=True))
    slugs = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(slug for slug in slugs if slug not in taken)
