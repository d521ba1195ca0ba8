"""Writes readers' comments, with their states and the comments they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rotative.bake import keys, queue
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.core.sql.rows_sql import Table
from rotative.importers.models import ImportedItem
from rotative.importers.records import ArticleRecord, CommentRecord, masked
from rotative.importers.writer.imported import split
from rotative.importers.writer.job import Job

_KIND: Final = ImportedItem.Kind.COMMENT
_NAME_LETTERS: Final = 80
_EMAIL_LETTERS: Final = 254
_NUMBER_DIGITS: Final = 18


@dataclass(frozen=True, kw_only=True)
class CommentedArticle:
    """An article of the source and what it became."""

    record: ArticleRecord
    # 0 in a dry run.
    article_id: int


class _Row(NamedTuple):
    """A comment as it is saved."""

    article_id: int
    name: str
    email: str
    text: str
    state: str
    written_at: datetime
    old_number: int | None


class CommentWriter:
    """Writes the comments of one batch of articles after another; comments that are imported already stay as they are."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def write(self, articles: Iterable[CommentedArticle]) -> None:
        """Write the comments that are not imported yet, first those that answer none."""
        given = list(articles)
        known = self.job.imported.find(_KIND, _numbers(given))
        articles = self._told_apart(given, known)
        known |= self.job.imported.find(_KIND, list(set(_numbers(articles)) - set(_numbers(given))))
        rows: dict[str, _Row] = {}
        for article in articles:
            for comment in article.record.comments:
                if comment.source_id in known:
                    self.job.report.comments_already_there += 1
                else:
                    rows[comment.source_id] = self._comment(comment, article)
        self.job.report.comments += len(rows)
        roots, detached = _roots(articles)
        for key in detached & rows.keys():
            self.job.report.note("answer_detached", example=f"#{key}: {rows[key].text[:80]}")
        if self.job.dry_run or not rows:
            return
        self._save(rows, {key: item.object_id for key, item in known.items()}, roots)

    def _told_apart(
        self, articles: list[CommentedArticle], known: Mapping[str, ImportedItem]
    ) -> list[CommentedArticle]:
        """Give all but the first of different comments with one number a number of their own, the same at every run.

        known: those that have the numbers already.
        """
        numbers = {item.object_id: key for key, item in known.items()}
        # Number of a comment → the article it belongs to.
        owners: dict[str, int | str] = {}
        for part in split(numbers):
            stored = Comment.objects.filter(pk__in=part).values_list("pk", "article_id")
            owners |= {numbers[pk]: article_id for pk, article_id in stored}
        return [self._renumbered(article, owners) for article in articles]

    def _renumbered(self, article: CommentedArticle, owners: dict[str, int | str]) -> CommentedArticle:
        record, owner = article.record, article.article_id or article.record.source_id
        kept: dict[str, CommentRecord] = {}
        for comment in record.comments:
            number = comment.source_id
            if owners.setdefault(number, owner) != owner or _differ(comment, kept.get(number)):
                number = _own_number(comment, record)
            if number in kept:
                self.job.report.note("comment_double", example=record.path or record.headline)
            else:
                kept[number] = comment if number == comment.source_id else replace(comment, source_id=number)
        return replace(article, record=replace(record, comments=tuple(kept.values())))

    def _comment(self, comment: CommentRecord, article: CommentedArticle) -> _Row:
        record, report = article.record, self.job.report
        name = masked(comment.author)
        if name != comment.author:
            report.note("address_masked", example=record.path)
        email = comment.email if _is_address(comment.email) else ""
        if email != comment.email or len(comment.author) > _NAME_LETTERS:
            report.note("comment_cut", example=record.path)
        if comment.website:
            report.note("comment_website_lost", example=record.path)
        return _Row(
            article_id=article.article_id,
            name=name[:_NAME_LETTERS] or "—",
            email=email,
            text=comment.text,
            state=comment.state,
            # No comment was written in the future.
            written_at=min(comment.written_at or record.published_at or clock.now(), clock.now()),
            old_number=_number(comment.source_id),
        )

    def _save(self, rows: dict[str, _Row], known: Mapping[str, int], roots: Mapping[str, str]) -> None:
        keys_of = {**known, **_insert({key: row for key, row in rows.items() if roots[key] == key}, {})}
        answers = {key: row for key, row in rows.items() if roots[key] != key}
        keys_of |= _insert(answers, {key: keys_of.get(roots[key]) for key in answers})
        for key in rows:
            self.job.imported.add(_KIND, key, keys_of[key])
        shown = {row.article_id for row in rows.values() if row.state == Comment.State.SHOWN}
        if shown:
            queue.mark_stale(keys.comments(article_id) for article_id in shown)


def _insert(rows: Mapping[str, _Row], parents: Mapping[str, int | None]) -> dict[str, int]:
    """Insert comments, and return their primary keys. parents: the comments they answer, None for those that answer none."""
    if not rows:
        return {}
    table = Table(Comment(), ("parent_id", *_Row._fields))
    return dict(
        zip(rows, table.insert_numbered((parents.get(key), *row) for key, row in rows.items()), strict=True)
    )


def _numbers(articles: Iterable[CommentedArticle]) -> list[str]:
    return [comment.source_id for article in articles for comment in article.record.comments]


def _number(source_id: str) -> int | None:
    """Return the number that the comment had on the old site; of several with one number the first keeps it."""
    plain = source_id.isascii() and source_id.isdigit() and len(source_id) <= _NUMBER_DIGITS
    return int(source_id) if plain else None


def _own_number(comment: CommentRecord, record: ArticleRecord) -> str:
    content = "\0".join((record.source_id, *map(str, _content(comment))))
    return f"{comment.source_id}@{blake2b(content.encode(), digest_size=6).hexdigest()}"


def _differ(comment: CommentRecord, other: CommentRecord | None) -> bool:
    return other is not None and _content(comment) != _content(other)


def _content(comment: CommentRecord) -> tuple[object, ...]:
    return comment.author, comment.written_at, comment.text


def _roots(articles: Iterable[CommentedArticle]) -> tuple[dict[str, str], set[str]]:
    """Find each comment's oldest ancestor among those imported: here, an answer has no answers.

    A shown comment that answers one that readers do not see is a comment of its own; the second result names these.
    """
    roots: dict[str, str] = {}
    detached: set[str] = set()
    for article in articles:
        comments = {comment.source_id: comment for comment in article.record.comments}
        for key, comment in comments.items():
            roots[key] = _root(comment, comments)
            if comment.state == "shown" and comment.parent and roots[key] == key:
                detached.add(key)
    return roots, detached


def _root(comment: CommentRecord, comments: Mapping[str, CommentRecord]) -> str:
    """Return the number of the root of a comment; of a shown one, above which readers see everything."""
    passed = {comment.source_id}
    root = comment
    while (parent := comments.get(root.parent)) is not None and parent.source_id not in passed:
        if comment.state == "shown" and parent.state != "shown":
            return root.source_id
        root = parent
        passed.add(root.source_id)
    return root.source_id


def _is_address(text: str) -> bool:
    if len(text) > _EMAIL_LETTERS:
        return False
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
