"""Writes the articles of a batch, with their bylines, subjects, comments and redirects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from rotative.articles import actions as articles
from rotative.articles import bulk_publish
from rotative.articles.models import Article, ArticleByline, ArticleSubject, Section
from rotative.core import addresses, clock
from rotative.core.sql.rows_sql import Table
from rotative.importers.models import AwaitedMedia, ImportedItem
from rotative.importers.records import ArticleRecord, SectionRecord, TagRecord
from rotative.importers.writer.awaited import Awaited, name_of
from rotative.importers.writer.comments import CommentedArticle, CommentWriter
from rotative.importers.writer.files.article_media import ArticleMedia
from rotative.importers.writer.job import Job
from rotative.importers.writer.newsroom_languages import NewsroomLanguages
from rotative.importers.writer.paths import Paths, old_slug
from rotative.importers.writer.published_or_draft import is_empty, is_published, is_scheduled, note_drafts
from rotative.importers.writer.redirects import RedirectWriter
from rotative.importers.writer.streamfield import ALT_LETTERS, Lacking, body_value
from rotative.importers.writer.terms import TermWriter
from rotative.importers.writer.upload_addresses import UploadAddresses, file_urls

# The fields that an import sets; all others are those of a new article.
_FIELDS: Final = (
    "locale_id", "translation_key", "form", "section_id", "headline", "slug", "standfirst", "picture_id", "picture_alt",
    "picture_caption", "comments_open", "search_title", "search_description", "share_title", "share_description",
    "share_picture_id", "hidden_from_search", "original_url",
    "live", "has_unpublished_changes", "state", "path", "card_digest", "word_count", "aged", "published_at",
    "first_published_at", "last_published_at",
)  # fmt: skip
# Names in it make translation keys: the same at every run.
_KEYS: Final = UUID("6b1f6f0e-0d4b-4c39-9a57-1f6f5b3f2f40")
_COLUMNS: Final = (*_FIELDS, "body", "created_at", "edited_at")


@dataclass(frozen=True, kw_only=True)
class _Built:
    """An article ready to be saved."""

    record: ArticleRecord
    article: Article
    # Primary keys, in order.
    bylines: tuple[int, ...]
    subjects: tuple[int, ...]
    lacking: tuple[Lacking, ...]


class ArticleWriter:
    """Writes articles, all of a batch with the same few statements."""

    def __init__(
        self,
        job: Job,
        *,
        terms: TermWriter,
        paths: Paths,
        languages: NewsroomLanguages,
        redirects: RedirectWriter,
        uploads: UploadAddresses,
        awaited: Awaited,
    ) -> None:
        self.job = job
        self.terms = terms
        self.paths = paths
        self.languages = languages
        self.redirects = redirects
        self.uploads = uploads
        self.awaited = awaited
        self.comments = CommentWriter(job)

    def write(self, records: Sequence[ArticleRecord], media: Mapping[str, ArticleMedia]) -> None:
        """Write new articles, inside the transaction of their batch.

        media: by source id of the article.
        """
        self.paths.look_up(records)
        languages = [self.languages.choose(record.language) for record in records]
        pairs = list(zip(records, languages, strict=True))
        self.terms.look_up((term, language) for record, language in pairs for term in _terms(record))
        keys = self._translation_keys(pairs)
        built = [
            self._build(record, language, media[record.source_id], key)
            for (record, language), key in zip(pairs, keys, strict=True)
        ]
        if self.job.dry_run:
            self._count(built)
        else:
            self._save(built, media)

    def _translation_keys(self, pairs: Sequence[tuple[ArticleRecord, str]]) -> list[UUID]:
        """Return the key of each article: translations of each other share one, unless it is taken in their language."""
        wanted = [
            uuid5(_KEYS, f"{self.job.source} {record.translation_group}") for record, _language in pairs
        ]
        grouped = [
            key for key, (record, _language) in zip(wanted, pairs, strict=True) if record.translation_group
        ]
        taken = (
            set(
                Article.objects.filter(translation_key__in=grouped).values_list(
                    "translation_key", "locale__language_code"
                )
            )
            if grouped
            else set()
        )
        found: list[UUID] = []
        for key, (record, language) in zip(wanted, pairs, strict=True):
            if record.translation_group and (key, language) not in taken:
                taken.add((key, language))
                found.append(key)
            else:
                found.append(uuid5(_KEYS, f"{self.job.source} article {record.source_id}"))
        return found

    def write_comments(self, articles: Iterable[CommentedArticle]) -> None:
        """Write the new comments of articles that are imported already."""
        self.comments.write(articles)

    def _build(self, record: ArticleRecord, language: str, media: ArticleMedia, key: UUID) -> _Built:
        section = self._section(record, language)
        live = is_published(record) and self.languages.is_open(language)
        body, lacking = body_value(record.blocks, media, name=name_of(self.job.source, record))
        article = Article(
            locale=self.terms.locale(language),
            translation_key=key,
            form=record.form,
            section=section,
            headline=record.headline,
            slug=old_slug(record, language),
            standfirst=record.standfirst,
            body=body,
            picture_id=media.head,
            picture_alt=record.picture_alt[:ALT_LETTERS],
            picture_caption=record.picture_caption,
            search_title=record.search_title,
            search_description=record.search_description,
            share_title=record.share_title,
            share_description=record.share_description,
            share_picture_id=media.share,
            hidden_from_search=record.hidden_from_search,
            original_url=record.original_url,
            comments_open=record.comments_open,
            live=live,
            has_unpublished_changes=not live,
            state=Article.State.PUBLISHED if live else Article.State.DRAFT,
        )
        if live:
            article.published_at = self._published_at(record)
            article.first_published_at = article.last_published_at = article.published_at
            article.path = self.paths.choose(record, article)
        bylines, subjects = self._bylines(record, language), self._subjects(record, language)
        self._note_closed(record, language)
        note_drafts(record, self.job.report)
        self.job.report.note_all(record.problems, where=record.path or record.headline)
        self.job.report.articles += 1
        return _Built(record=record, article=article, bylines=bylines, subjects=subjects, lacking=lacking)

    def _note_closed(self, record: ArticleRecord, language: str) -> None:
        if not self.languages.is_open(language):
            self.job.report.note("language_not_open", detail=language, example=record.path or record.headline)

    def _section(self, record: ArticleRecord, language: str) -> Section:
        if not record.sections:
            self.job.report.note("section_missing", example=record.path or record.headline)
        return self.terms.section(record.sections[0] if record.sections else None, language)

    def _published_at(self, record: ArticleRecord) -> datetime:
        """Return the date of publication; now, where it is missing or in the future."""
        at, now = record.published_at or record.updated_at, clock.now()
        if at is None or at > now:
            kind = "date_missing" if at is None else "date_ahead"
            self.job.report.note(kind, example=record.path or record.headline)
            return now
        return at

    def _bylines(self, record: ArticleRecord, language: str) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.terms.byline(login, language) for login in record.authors))

    def _subjects(self, record: ArticleRecord, language: str) -> tuple[int, ...]:
        for section in record.sections[1:]:
            example = f"{record.path or record.headline}: {section.name}"
            self.job.report.note("second_section", example=example)
        return tuple(dict.fromkeys(self.terms.subject(term, language) for term in _terms(record)))

    def _count(self, built: Sequence[_Built]) -> None:
        """Count what a dry run does not save."""
        self.paths.count(one.article.path for one in built if one.article.path)
        for one in built:
            self.comments.write([CommentedArticle(record=one.record, article_id=0)])

    def _save(self, built: Sequence[_Built], media: Mapping[str, ArticleMedia]) -> None:
        live = [one.article for one in built if one.article.live]
        bulk_publish.prepare(live, bylines=(one.bylines for one in built if one.article.live))
        _insert(built)
        for one in built:
            self.job.imported.add(
                ImportedItem.Kind.ARTICLE, one.record.source_id, one.article.pk, one.record.digest
            )
        bulk_publish.publish(live)
        self.comments.write([CommentedArticle(record=one.record, article_id=one.article.pk) for one in built])
        self._save_addresses([(one.record, one.article.path) for one in built if one.article.path])
        self._redirect_emptied(built)
        for one in built:
            if is_scheduled(one.record) and self.languages.is_open(one.article.language):
                articles.publish(Article.objects.get(pk=one.article.pk), at=one.record.published_at)
        self._await(built, media)

    def _redirect_emptied(self, built: Sequence[_Built]) -> None:
        """Lead the readers of articles of which nothing is left to their section."""
        self.redirects.write_emptied(
            (one.record, addresses.section(one.article.language, one.article.section.slug))
            for one in built
            if one.record.status == "published"
            and is_empty(one.record)
            and not one.record.protected
            and self.languages.is_open(one.article.language)
        )

    def _await(self, built: Sequence[_Built], media: Mapping[str, ArticleMedia]) -> None:
        """Note what the articles lack, for a later run."""
        rows = [
            row
            for one in built
            if (row := self.awaited.note(
                ImportedItem.Kind.ARTICLE, one.article.pk, one.record, media[one.record.source_id], one.lacking
            ))
        ]  # fmt: skip
        if rows:
            scheduled = dict(
                Article.objects.filter(pk__in=[row.object_id for row in rows]).values_list(
                    "pk", "latest_revision_id"
                )
            )
            for row in rows:
                row.revision_id = scheduled[row.object_id]
            AwaitedMedia.objects.bulk_create(rows)

    def _save_addresses(self, articles: Sequence[tuple[ArticleRecord, str]]) -> None:
        """Redirect the former addresses of published articles, their numbers, and the files in their bodies."""
        self.redirects.write_items(articles)
        self.uploads.write_in_bodies(
            ((*file_urls(record.blocks), *record.files), path) for record, path in articles
        )


def _terms(record: ArticleRecord) -> tuple[TagRecord | SectionRecord, ...]:
    """Return what becomes a subject of the article: the tags, then the sections after the first."""
    return (*record.tags, *record.sections[1:])


def _insert(built: Sequence[_Built]) -> None:
    """Insert articles with their bylines and subjects."""
    now = clock.now()
    rows = (
        [*(getattr(one.article, name) for name in _FIELDS), _body(one.article), now, now] for one in built
    )
    for one, pk in zip(built, Table(Article(), _COLUMNS).insert_numbered(rows), strict=True):
        one.article.pk = pk
    Table(ArticleByline(), ("article_id", "byline_id", "sort_order")).insert(
        (one.article.pk, byline, order) for one in built for order, byline in enumerate(one.bylines)
    )
    Table(ArticleSubject(), ("article_id", "subject_id", "sort_order")).insert(
        (one.article.pk, subject, order) for one in built for order, subject in enumerate(one.subjects)
    )


def _body(article: Article) -> str:
    return json.dumps(article.body.get_prep_value())
