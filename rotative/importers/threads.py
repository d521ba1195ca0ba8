"""Readers' comments of an import, with their states and whom they answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rotative.bake import keys, queue
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.importers.ledger import Ledger
from rotative.importers.models import ImportedItem
from rotative.importers.records import ArticleRecord, CommentRecord
from rotative.importers.report import Report

Kind: Final = ImportedItem.Kind


class Threads:
    """Writes the comments of a batch of articles; those imported before are left alone."""

    def __init__(self, *, ledger: Ledger, report: Report, dry_run: bool) -> None:
        self.ledger = ledger
        self.report = report
        self.dry_run = dry_run

    def write(self, stories: list[tuple[ArticleRecord, int]]) -> None:
        """The comments not imported yet, with whom they answer."""
        wanted = [comment.source_id for record, _ in stories for comment in record.comments]
        known = self.ledger.known(Kind.COMMENT, wanted)
        rows: dict[str, Comment] = {}
        for record, article_id in stories:
            for comment in record.comments:
                if comment.source_id in known:
                    self.report.comments_already_there += 1
                else:
                    rows[comment.source_id] = self._comment(comment, article_id, record)
        self.report.comments += len(rows)
        if self.dry_run or not rows:
            return
        self._save(rows, {key: item.object_id for key, item in known.items()}, _roots(stories))

    def _save(self, rows: dict[str, Comment], known: dict[str, int], roots: dict[str, str]) -> None:
        first = {key: row for key, row in rows.items() if roots[key] == key}
        Comment.objects.bulk_create(first.values(), batch_size=500)
        answers = {key: row for key, row in rows.items() if key not in first}
        for key, row in answers.items():
            root = first.get(roots[key])
            row.parent_id = root.pk if root else known.get(roots[key])
        Comment.objects.bulk_create(answers.values(), batch_size=500)
        for key, row in rows.items():
            self.ledger.add(Kind.COMMENT, key, row.pk)
        shown = {row.article_id for row in rows.values() if row.state == Comment.State.SHOWN}
        if shown:
            queue.mark_stale(keys.comments(article_id) for article_id in shown)

    def _comment(self, comment: CommentRecord, article_id: int, record: ArticleRecord) -> Comment:
        email = comment.email if _is_address(comment.email) else ""
        if email != comment.email or len(comment.author) > 80:
            self.report.note("comment_cut", example=record.path)
        if comment.website:
            self.report.note("comment_website_lost", example=record.path)
        return Comment(
            article_id=article_id,
            name=comment.author[:80] or "—",
            email=email,
            text=comment.text,
            state=comment.state,
            written_at=comment.written_at or record.published_at or clock.now(),
        )


def _roots(stories: Iterable[tuple[ArticleRecord, int]]) -> dict[str, str]:
    """Each comment's oldest ancestor that was carried: answers have no answers here."""
    roots: dict[str, str] = {}
    for record, _ in stories:
        parents = {comment.source_id: comment.parent for comment in record.comments}
        for key in parents:
            roots[key] = _root(key, parents)
    return roots


def _root(key: str, parents: dict[str, str]) -> str:
    passed = {key}
    while (parent := parents[key]) in parents and parent not in passed:
        key = parent
        passed.add(key)
    return key


def _is_address(text: str) -> bool:
    if len(text) > 254:
        return False
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
