"""Paths: which of them articles and pages of an import can keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rotative.articles.models import Article
from rotative.bake.models import PublicPath
from rotative.bake.store.file_names import PathRefused, canonical
from rotative.core import addresses
from rotative.core.old_addresses import LANGUAGE
from rotative.core.text import slug as slug_of
from rotative.importers.records import ArticleRecord
from rotative.importers.writer.imported import split
from rotative.importers.writer.job import Job

# The first parts of paths at which the software itself answers.
RESERVED: Final = frozenset({"desk", "_", "static", "media"})


def is_possible(path: str) -> bool:
    """Return True when a page can be stored at the path and the software does not answer there."""
    try:
        canonical(path)
    except PathRefused:
        return False
    return path.split("/")[1] not in RESERVED


def old_slug(record: ArticleRecord, language: str) -> str:
    """Return the slug that editors see: the end of the old path; "" without one."""
    return slug_of(record.path.rstrip("/").rsplit("/", 1)[-1], language) if record.path else ""


class Paths:
    """The paths that are taken already."""

    def __init__(self, job: Job) -> None:
        self.job = job
        # Of the batch.
        self._taken: set[str] = set()
        # Of the whole dry run, which writes none into the database.
        self._counted: set[str] = set()

    def look_up(self, records: Iterable[ArticleRecord]) -> None:
        """Begin a batch: find out which of its old paths are taken."""
        self._taken = set()
        for part in split({record.path for record in records if record.path}):
            self._taken.update(PublicPath.objects.filter(path__in=part).values_list("path", flat=True))
            self._taken.update(Article.objects.filter(path__in=part).values_list("path", flat=True))
            self._taken.update(self._counted.intersection(part))

    def choose(self, record: ArticleRecord, article: Article) -> str:
        """Return the path of a published article: the old one, or a usual one where that is taken or impossible."""
        path = self._in_language(record, article)
        if not path or path in self._taken or not is_possible(path):
            if path:
                self.job.report.note("address_taken", example=path)
            path = self._usual(record, article)
        self._taken.add(path)
        return path

    def _in_language(self, record: ArticleRecord, article: Article) -> str:
        """Return the old path; of one that answered only with `?lang=ar`, the path below its language."""
        if not LANGUAGE.search(record.old_query):
            return record.path
        return f"{addresses.prefix(article.language)}{record.path}" if record.path else ""

    def count(self, paths: Iterable[str]) -> None:
        """Remember the paths of a dry run."""
        self._counted.update(paths)

    def has_page(self, path: str) -> bool:
        """Return True when a public page has the path, or would have it after a dry run."""
        return path in self._counted or PublicPath.objects.filter(path=path).exists()

    def _usual(self, record: ArticleRecord, article: Article) -> str:
        path = addresses.article(
            article.language,
            article.section.slug,
            article.slug or slug_of(record.headline, article.language) or record.source_id,
        )
        return f"{path.rstrip('/')}-{record.source_id}/" if self._is_taken(path) else path

    def _is_taken(self, path: str) -> bool:
        return (
            path in self._taken
            or self.job.options.takes(path)
            or self.has_page(path)
            or Article.objects.filter(path=path).exists()
        )
