"""Comments that another import brought already: a plug-in had kept them in the old site and in the other program as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from rotative.comments.models import Comment
from rotative.importers.models import ImportedItem
from rotative.importers.records import CommentRecord
from rotative.importers.writer.comments import CommentedArticle
from rotative.importers.writer.imported import split
from rotative.importers.writer.job import Job

# Article, second, and words without spaces.
_Mark = tuple[int, datetime, str]


class CommentsHere:
    """Recognizes comments by their article, their second and their words."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def claim(self, articles: list[CommentedArticle]) -> list[CommentedArticle]:
        """Note comments that are here as imported, so that answers find them; return the articles, in a dry run without these."""
        numbers = [comment.source_id for article in articles for comment in article.record.comments]
        known = self.job.imported.find(ImportedItem.Kind.COMMENT, numbers)
        marks = self._marks(articles, known)
        claimed: set[str] = set()
        for article in articles:
            for comment in article.record.comments:
                mark = _mark(article.article_id, comment)
                if mark in marks and comment.source_id not in known and comment.source_id not in claimed:
                    claimed.add(comment.source_id)
                    self.job.imported.add(ImportedItem.Kind.COMMENT, comment.source_id, marks.pop(mark))
        if not claimed:
            return articles
        self.job.report.note("comment_here", count=len(claimed), example=articles[0].record.path)
        if not self.job.dry_run:
            self.job.imported.save()
            return articles
        self.job.report.comments_already_there += len(claimed)
        return [_without(article, claimed) for article in articles]

    def _marks(self, articles: list[CommentedArticle], known: Mapping[str, ImportedItem]) -> dict[_Mark, int]:
        """Return the comments that are under articles to which new ones come, by their marks, without those of this source."""
        own = {item.object_id for item in known.values()}
        open_articles = (
            article.article_id
            for article in articles
            if any(comment.source_id not in known for comment in article.record.comments)
        )
        found: dict[_Mark, int] = {}
        for part in split(dict.fromkeys(open_articles)):
            rows = Comment.objects.filter(article_id__in=part)
            for pk, article_id, at, text in rows.values_list("pk", "article_id", "written_at", "text"):
                if pk not in own:
                    found.setdefault((article_id, at.replace(microsecond=0), _bare(text)), pk)
        return found


def _mark(article_id: int, comment: CommentRecord) -> _Mark | None:
    at = comment.written_at
    return (article_id, at.replace(microsecond=0), _bare(comment.text)) if at else None


def _bare(text: str) -> str:
    return "".join(text.split())


def _without(article: CommentedArticle, claimed: set[str]) -> CommentedArticle:
    kept = tuple(one for one in article.record.comments if one.source_id not in claimed)
    return replace(article, record=replace(article.record, comments=kept))
