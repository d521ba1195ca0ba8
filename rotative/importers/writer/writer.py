"""The one writer: takes the records of any source and makes them articles, pages, comments, pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import uuid4

from django.db import transaction
from wagtail.blocks import StreamValue

from rotative.articles import actions as articles
from rotative.articles import bulk_publish
from rotative.articles.models import Article, ArticleByline, ArticleSubject
from rotative.bake import keys, queue
from rotative.bake.models import PublicPath
from rotative.core import addresses, clock, conf
from rotative.core.languages import CODES
from rotative.core.text import slug as slug_of
from rotative.importers.language import detect
from rotative.importers.models import ImportedItem
from rotative.importers.records import (
    ArticleRecord,
    AuthorRecord,
    MediaRecord,
    OutletRecord,
    PageRecord,
    Picture,
    Record,
    SectionRecord,
    Skipped,
    TagRecord,
)
from rotative.importers.report import Report
from rotative.importers.tasks import index_imported
from rotative.importers.writer import matching, streamfield
from rotative.importers.writer.comments import Threads
from rotative.importers.writer.imported import Ledger, slices
from rotative.importers.writer.pictures import Library, MediaFolder
from rotative.importers.writer.redirects import Forwards, base_of, possible
from rotative.importers.writer.terms import Terms
from rotative.masthead import reads as masthead
from rotative.masthead.models import Masthead, MastheadLanguage
from rotative.pages import actions as pages
from rotative.pages.models import StandingPage

# Articles per transaction: an interruption loses at most these.
BATCH: Final = 200

Kind: Final = ImportedItem.Kind


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to import."""

    # Count and report, write nothing.
    dry_run: bool = False
    # The old site's uploads, None when there are none at hand.
    media: MediaFolder | None = None
    # The attachment of a number, anywhere in the source.
    attachment: Callable[[str], MediaRecord | None] = lambda number: None
    # Every attachment of the source, once more, after the articles are in.
    attachments: Callable[[], Iterable[MediaRecord]] = lambda: ()
    # The source has an item at exactly this path.
    takes: Callable[[str], bool] = lambda path: False
    # Called once for each item of the source.
    progress: Callable[[], None] = lambda: None


def write(records: Iterable[Record], *, options: Options) -> Report:
    """Bring the records in, in batches of one transaction each; what is there already is left alone.

    Stopping it at any instant leaves whole batches; the next run goes on behind them.
    """
    started = time.monotonic()
    report = Report(dry_run=options.dry_run)
    stream = iter(records)
    outlet = next(stream)
    if not isinstance(outlet, OutletRecord):
        raise TypeError(outlet)
    writer = Writer(outlet=outlet, options=options, report=report)
    for record in stream:
        writer.take(record)
    writer.finish()
    report.seconds = time.monotonic() - started
    return report


class Writer:
    """One import under way."""

    def __init__(self, *, outlet: OutletRecord, options: Options, report: Report) -> None:
        self.outlet = outlet
        self.options = options
        self.report = report
        self.ledger = Ledger(outlet.source, dry_run=options.dry_run)
        self.terms = Terms(ledger=self.ledger, report=report, takes=options.takes)
        self.library = Library(
            source=outlet.source, folder=options.media, report=report, dry_run=options.dry_run
        )
        self.threads = Threads(ledger=self.ledger, report=report, dry_run=options.dry_run)
        self.forwards = Forwards(ledger=self.ledger, takes=options.takes, dry_run=options.dry_run)
        self.languages = set(masthead.languages())
        self.default = outlet.language if outlet.language in CODES else conf.get("language")
        self.batch: list[ArticleRecord] = []
        # Kind and number of each item of this run, and what it is told from others by.
        self._seen: dict[tuple[str, str], matching.Face] = {}
        # Number of an attachment → that of the first article that shows it.
        self._shown: dict[str, str] = {}
        # Of a dry run, whose paths are not in the database.
        self._dry_paths: set[str] = set()

    def take(self, record: Record) -> None:
        """One record; articles wait for their batch."""
        if isinstance(record, AuthorRecord | SectionRecord | TagRecord):
            self.terms.describe(record)
            return
        self.report.items += 1
        self.options.progress()
        if isinstance(record, Skipped):
            self.report.skipped += 1
            self.report.note_all([record.problem])
        elif isinstance(record, MediaRecord):
            self.library.carry(record)
        elif isinstance(record, ArticleRecord):
            self.report.comments_in_file += len(record.comments) + _refused(record)
            self.batch.append(record)
            if len(self.batch) >= BATCH:
                self.flush()

    def finish(self) -> None:
        """What is left: the last batch, terms nobody used, addresses of pictures' own pages."""
        self.flush()
        with transaction.atomic():
            self.terms.finish(lambda name: self._language(detect(name, default=self.default)))
            self._store_terms()
        if not self.options.dry_run:
            bulk_publish.number_lists()
            if self.report.articles:
                transaction.on_commit(partial(index_imported.enqueue, self.outlet.source), robust=True)
        self.forwards.attachments(self.options.attachments(), shown=self._shown)

    # A batch

    def flush(self) -> None:
        batch, self.batch = self.batch, []
        fresh = self._fresh(batch)
        stories = [record for record in fresh if not isinstance(record, PageRecord)]
        # Pictures first: they are written one by one and stay, whatever becomes of the batch.
        pictures = {record.source_id: self._pictures(record) for record in fresh}
        with transaction.atomic():
            taken = self._taken(stories)
            made = [(record, self._article(record, pictures[record.source_id], taken)) for record in stories]
            self._save(made)
            self._store_terms()
        for record in fresh:
            if isinstance(record, PageRecord):
                self._page(record, pictures[record.source_id])

    def _fresh(self, batch: list[ArticleRecord]) -> list[ArticleRecord]:
        """Those not imported yet; the others only bring what comments are new."""
        fresh: list[ArticleRecord] = []
        for kind in (Kind.ARTICLE, Kind.PAGE):
            mine = [record for record in batch if _kind(record) == kind]
            there, unknown = matching.sorted_out(self.ledger, kind, list(self._once(kind, mine)))
            fresh += unknown
            self._known(there)
        return fresh

    def _once(self, kind: str, records: Iterable[ArticleRecord]) -> Iterator[ArticleRecord]:
        """Each item of the file once; of two different ones that bear one number, the second gets its own."""
        for record in records:
            first = self._seen.get((kind, record.source_id))
            one = record
            face = matching.face_of(record)
            if first is not None and matching.differs(face, first, in_one_file=True):
                one = matching.renamed(record)
                first = self._seen.get((kind, one.source_id))
            if first is None:
                self._seen[kind, one.source_id] = face
                if kind == Kind.ARTICLE:
                    for number in _attachments(one):
                        self._shown.setdefault(number, one.source_id)
                yield one
            else:
                self.report.skipped += 1
                self.report.note("double", example=record.path or record.headline)

    def _known(self, there: list[tuple[ArticleRecord, ImportedItem]]) -> None:
        self.report.already_there += len(there)
        for record, item in there:
            if item.digest != record.digest:
                self.report.note("changed_at_source", example=record.path or record.headline)
        stories = [(record, item.object_id) for record, item in there if item.kind == Kind.ARTICLE]
        if any(record.comments for record, _ in stories):
            with transaction.atomic():
                self.threads.write(stories)
                self.ledger.write()

    def _store_terms(self) -> None:
        self.ledger.write()
        moved, self.terms.moved = self.terms.moved, {}
        base = base_of(self.outlet.url)
        self.forwards.add({base + path: target for path, target in moved.items()})

    def _pictures(self, record: ArticleRecord) -> dict[str, int | None]:
        """Pictures of the body by address, and the featured one under ""."""
        found: dict[str, int | None] = {}
        for block in record.blocks:
            if isinstance(block, Picture) and block.url not in found:
                media = self.options.attachment(block.media_id) if block.media_id else None
                found[block.url] = self.library.of_block(block, media)
        if record.picture_id:
            media = self.options.attachment(record.picture_id)
            found[""] = self.library.get(media) if media else None
            if found[""] is None:
                self.report.note(
                    "picture_missing", detail="at the head", example=media.url if media else record.path
                )
        return found

    # Articles

    def _article(self, record: ArticleRecord, pictures: dict[str, int | None], taken: set[str]) -> Article:
        language = self._language(record.language)
        section = self._section(record, language)
        live = self._is_live(record)
        article = Article(
            locale=self.terms.locale(language),
            translation_key=uuid4(),
            section=section,
            headline=record.headline,
            slug=_slug(record, language),
            standfirst=record.standfirst,
            body=_body(record, pictures),
            picture_id=pictures.get(""),
            comments_open=record.comments_open,
            live=live,
            has_unpublished_changes=not live,
            state=Article.State.PUBLISHED if live else Article.State.DRAFT,
        )
        if live:
            self._place(article, record, taken)
        article.article_bylines = [
            ArticleByline(byline_id=pk, sort_order=number)
            for number, pk in enumerate(self._bylines(record, language))
        ]
        article.article_subjects = [
            ArticleSubject(subject_id=pk, sort_order=number)
            for number, pk in enumerate(self._subjects(record, language))
        ]
        self.report.note_all(record.problems, where=record.path or record.headline)
        self.report.articles += 1
        return article

    def _is_live(self, record: ArticleRecord) -> bool:
        where = record.path or record.headline
        if record.status == "private":
            self.report.note("private_kept_as_draft", example=where)
        if record.status == "scheduled" and not _is_due(record):
            self.report.note("schedule_passed", example=where)
        return record.status == "published" and not record.protected

    def _place(self, article: Article, record: ArticleRecord, taken: set[str]) -> None:
        """Where and when a published article stands: as before, unless that cannot be."""
        article.published_at = self._dated(record)
        article.first_published_at = article.last_published_at = article.published_at
        path = record.path
        if not path or path in taken or not possible(path):
            if path:
                self.report.note("address_taken", example=path)
            base = addresses.article(
                article.language,
                article.section.slug,
                article.slug or slug_of(record.headline, article.language) or record.source_id,
            )
            path = base if not self._is_taken(base, taken) else f"{base.rstrip('/')}-{record.source_id}/"
        article.path = path
        taken.add(path)

    def _dated(self, record: ArticleRecord) -> datetime:
        """When it was published; now, where that is not known or is still to come."""
        at, now = record.published_at or record.updated_at, clock.now()
        if at is None or at > now:
            kind = "date_missing" if at is None else "date_ahead"
            self.report.note(kind, example=record.path or record.headline)
            return now
        return at

    def _is_taken(self, path: str, taken: set[str]) -> bool:
        return (
            path in taken
            or self.options.takes(path)
            or path in self._dry_paths
            or PublicPath.objects.filter(path=path).exists()
            or Article.objects.filter(path=path).exists()
        )

    def _taken(self, records: list[ArticleRecord]) -> set[str]:
        """Which of the wanted paths somebody has."""
        taken: set[str] = set()
        for part in slices({record.path for record in records if record.path}):
            taken.update(PublicPath.objects.filter(path__in=part).values_list("path", flat=True))
            taken.update(Article.objects.filter(path__in=part).values_list("path", flat=True))
            taken.update(self._dry_paths.intersection(part))
        return taken

    def _section(self, record: ArticleRecord, language: str) -> Any:
        if not record.sections:
            self.report.note("section_missing", example=record.path or record.headline)
        return self.terms.section(record.sections[0] if record.sections else None, language)

    def _bylines(self, record: ArticleRecord, language: str) -> list[int]:
        return list(dict.fromkeys(self.terms.byline(login, language) for login in record.authors))

    def _subjects(self, record: ArticleRecord, language: str) -> list[int]:
        for section in record.sections[1:]:
            self.report.note("second_section", example=f"{record.path or record.headline}: {section.name}")
        found = [self.terms.subject(tag, language) for tag in record.tags]
        found += [self.terms.subject(section, language) for section in record.sections[1:]]
        return list(dict.fromkeys(found))

    def _save(self, made: list[tuple[ArticleRecord, Article]]) -> None:
        if self.options.dry_run:
            self._dry_paths.update(article.path for _, article in made if article.path)
            for record, _ in made:
                self.threads.write([(record, 0)])
            return
        all_articles = [article for _, article in made]
        live = [article for article in all_articles if article.live]
        bulk_publish.prepare(live)
        Article.objects.bulk_create(all_articles, batch_size=BATCH)
        for child in (ArticleByline, ArticleSubject):
            name = "article_bylines" if child is ArticleByline else "article_subjects"
            rows = [_of(row, article) for article in all_articles for row in getattr(article, name).all()]
            child.objects.bulk_create(rows, batch_size=1000)
        for record, article in made:
            self.ledger.add(Kind.ARTICLE, record.source_id, article.pk, record.digest)
        bulk_publish.publish(live)
        self.threads.write([(record, article.pk) for record, article in made])
        self.forwards.add(
            {
                former: article.path
                for record, article in made
                if article.path
                for former in record.former_paths
            }
        )
        for record, article in made:
            if record.status == "scheduled" and _is_due(record):
                articles.publish(article, at=record.published_at)

    # Pages

    def _page(self, record: ArticleRecord, pictures: dict[str, int | None]) -> None:
        """A standing page under the front page of its language."""
        language = self._language(record.language)
        self.report.pages += 1
        live = self._is_live(record)
        path = record.path
        if path and (self._is_taken_here(path) or not possible(path)):
            self.report.note("address_taken", example=path)
            path = ""
        self.report.note_all(record.problems, where=record.path or record.headline)
        if record.comments:
            self.report.note("comment_on_page", count=len(record.comments), example=record.path)
        if self.options.dry_run:
            self._dry_paths.add(path)
            return
        with transaction.atomic():
            self._save_page(record, language, path, pictures, live=live)
            self._store_terms()

    def _is_taken_here(self, path: str) -> bool:
        return path in self._dry_paths or PublicPath.objects.filter(path=path).exists()

    def _save_page(
        self, record: ArticleRecord, language: str, path: str, pictures: dict[str, int | None], *, live: bool
    ) -> None:
        front = pages.ensure_front(language)
        page = StandingPage(
            title=record.headline[:255],
            slug=_page_slug(front, record, language),
            intro=record.standfirst,
            body=_body(record, pictures),
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
        self.ledger.add(Kind.PAGE, record.source_id, page.pk, record.digest)
        if path:
            self.forwards.add(dict.fromkeys(record.former_paths, path))

    # Languages and addresses

    def _language(self, language: str) -> str:
        """A language of the newsroom; one it did not publish in yet is added to its masthead."""
        if language not in CODES:
            self.report.note("language_unknown", detail=language, example=self.outlet.source)
            language = self.default
        if language not in self.languages:
            self.languages.add(language)
            self.report.note("language_added", detail=language, example=language)
            if not self.options.dry_run:
                _publish_in(language, self.outlet)
        return language


def _attachments(record: ArticleRecord) -> Iterator[str]:
    """The numbers of the attachments an article shows."""
    numbers = (block.media_id for block in record.blocks if isinstance(block, Picture))
    yield from filter(None, (record.picture_id, *numbers))


def _kind(record: ArticleRecord) -> str:
    return Kind.PAGE if isinstance(record, PageRecord) else Kind.ARTICLE


def _refused(record: ArticleRecord) -> int:
    return sum(problem.count for problem in record.problems if problem.kind == "comment_skipped")


def _is_due(record: ArticleRecord) -> bool:
    return record.published_at is not None and record.published_at > clock.now()


def _body(record: ArticleRecord, pictures: dict[str, int | None]) -> StreamValue:
    block = Article._meta.get_field("body").stream_block
    return StreamValue(
        block, streamfield.raw(record.blocks, lambda picture: pictures.get(picture.url)), is_lazy=True
    )


def _slug(record: ArticleRecord, language: str) -> str:
    """What the editor sees as the article's slug: the end of its old path."""
    return slug_of(record.path.rstrip("/").rsplit("/", 1)[-1], language) if record.path else ""


def _page_slug(front: Any, record: ArticleRecord, language: str) -> str:
    wanted = _slug(record, language) or slug_of(record.headline, language) or "page"
    taken = set(front.get_children().values_list("slug", flat=True))
    number = 1
    while (slug := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return slug


def _of(row: Any, article: Article) -> Any:
    row.article_id = article.pk
    return row


def _publish_in(language: str, outlet: OutletRecord) -> None:
    """The outlet speaks one more language from now on."""
    first = Masthead.objects.first()
    if first is not None and not first.languages.filter(language=language).exists():
        MastheadLanguage.objects.create(
            masthead=first, language=language, name=outlet.name[:120] or language, motto=outlet.motto[:200]
        )
        queue.mark_stale([keys.MASTHEAD])
    pages.ensure_front(language)
