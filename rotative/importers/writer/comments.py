"""Readers' comments of an import, with their states and whom they answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rotative.bake import keys, queue
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.importers.models import ImportedItem
from rotative.importers.records import ArticleRecord, CommentRecord
from rotative.importers.report import Report
from rotative.importers.wordpress.fields import masked
from rotative.importers.writer.imported import Ledger

Kind: Final = ImportedItem.Kind

# Articles of an export and what they became.
Stories = list[tuple[ArticleRecord, int]]


class Threads:
    """Writes the comments of a batch of articles; those imported before are left alone."""

    def __init__(self, *, ledger: Ledger, report: Report, dry_run: bool) -> None:
        self.ledger = ledger
        self.report = report
        self.dry_run = dry_run

    def write(self, stories: Stories) -> None:
        """The comments not imported yet, with whom they answer."""
        stories = self._told_apart(stories)
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

    def _told_apart(self, stories: Stories) -> Stories:
        """Of different comments that bear one number, all but the first get numbers of their own, the same at every run."""
        wanted = [comment.source_id for record, _ in stories for comment in record.comments]
        known = {item.object_id: key for key, item in self.ledger.known(Kind.COMMENT, wanted).items()}
        there = Comment.objects.filter(pk__in=known).values_list("pk", "article_id")
        # Number → the article whose comment bears it.
        owners: dict[str, object] = {known[pk]: article_id for pk, article_id in there}
        return [(self._apart(record, article_id, owners), article_id) for record, article_id in stories]

    def _apart(self, record: ArticleRecord, article_id: int, owners: dict[str, object]) -> ArticleRecord:
        me: object = article_id or record.source_id
        mine: dict[str, CommentRecord] = {}
        for comment in record.comments:
            one = comment
            first = mine.get(one.source_id)
            if owners.setdefault(one.source_id, me) != me or (first and _words(first) != _words(one)):
                said = "\0".join((record.source_id, *map(str, _words(one))))
                number = blake2b(said.encode(), digest_size=6).hexdigest()
                one = replace(one, source_id=f"{one.source_id}@{number}")
            if one.source_id in mine:
                self.report.note("comment_double", example=record.path or record.headline)
            mine.setdefault(one.source_id, one)
        return replace(record, comments=tuple(mine.values()))

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
        name = masked(comment.author)
        if name != comment.author:
            self.report.note("address_masked", example=record.path)
        email = comment.email if _is_address(comment.email) else ""
        if email != comment.email or len(comment.author) > 80:
            self.report.note("comment_cut", example=record.path)
        if comment.website:
            self.report.note("comment_website_lost", example=record.path)
        return Comment(
            article_id=article_id,
            name=name[:80] or "—",
            email=email,
            text=comment.text,
            state=comment.state,
            # Readers have written nothing in the future.
            written_at=min(comment.written_at or record.published_at or clock.now(), clock.now()),
        )


def _words(comment: CommentRecord) -> tuple[object, ...]:
    return comment.author, comment.written_at, comment.text


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
