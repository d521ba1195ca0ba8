"""Actions on comments, one verb each. No other module changes a comment's state."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from rotative.articles.models import Article
from rotative.bake import keys, queue
from rotative.comments import reads
from rotative.comments.errors import AlreadyErased, CommentsClosed, NothingToAnswer
from rotative.comments.models import Comment
from rotative.comments.moderation import Verdict
from rotative.core import clock, conf
from rotative.staff.models import User

# What an erased comment loses.
_PERSONAL = ("name", "email", "text", "reason", "network_hash", "author_hash")
# Comments that lose their addresses in one transaction.
_STRETCH = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A comment that a reader sent, sanitized."""

    name: str
    email: str
    # Plain text with line ends.
    text: str
    # The comment it answers, or None.
    parent_id: int | None = None


@transaction.atomic
def receive(article: Article, sent: Submission, *, verdict: Verdict, network_hash: str) -> Comment:
    """Save a reader's comment in the state that moderation chose.

    network_hash: see core.requests; "" if the network is not known.
    Raises CommentsClosed, NothingToAnswer.
    """
    if not reads.is_open(article):
        raise CommentsClosed()
    if sent.parent_id is not None and not reads.can_be_answered(sent.parent_id, article):
        raise NothingToAnswer()
    comment = Comment.objects.create(
        article=article,
        parent_id=sent.parent_id,
        name=sent.name,
        email=sent.email,
        text=sent.text,
        state=verdict.state.value,
        reason=verdict.reason,
        network_hash=network_hash,
    )
    if comment.state == Comment.State.SHOWN:
        queue.mark_stale([keys.comments(article.pk)])
    log.info(
        "Comment received", extra={"event": f"comment_received_{comment.state}", "comment_id": comment.pk}
    )
    return comment


def show(comment: Comment, *, by: User | None) -> None:
    """Put a comment on its article's page. Raises AlreadyErased."""
    _decide(comment, Comment.State.SHOWN, by=by)


def reject(comment: Comment, *, by: User | None) -> None:
    """Keep a comment off the page, or take it off. Raises AlreadyErased."""
    _decide(comment, Comment.State.REJECTED, by=by)


def spam(comment: Comment, *, by: User | None) -> None:
    """Keep a comment off the page, or take it off, as advertising or abuse. Raises AlreadyErased."""
    _decide(comment, Comment.State.SPAM, by=by)


@transaction.atomic
def erase(comment: Comment, *, by: User | None) -> None:
    """Delete a comment's name, address and text for good. The answers to it stay where they are."""
    before = _lock(comment)
    shown = before.state == Comment.State.SHOWN
    comment.was_shown = shown or before.was_shown
    for field in _PERSONAL:
        setattr(comment, field, "")
    _save(comment, Comment.State.ERASED, by, "was_shown", *_PERSONAL)
    if shown:
        queue.mark_stale([keys.comments(comment.article_id)])


def forget_addresses() -> int:
    """Delete the addresses and networks of comments that are older than `comments_address_days`; return their number.

    Names and texts stay: they were published, or wait for a decision. A keyed hash takes the place of the address.
    """
    days: int = conf.get("comments_address_days")
    if not days:
        return 0
    old = Comment.objects.filter(written_at__lt=clock.now() - timedelta(days=days))
    forgotten = 0
    while rows := list(old.exclude(email="", network_hash="").only("email", "author_hash")[:_STRETCH]):
        for row in rows:
            row.author_hash = reads.author_hash(row.email) if row.email else row.author_hash
            row.email = row.network_hash = ""
        Comment.objects.bulk_update(rows, ["author_hash", "email", "network_hash"])
        forgotten += len(rows)
    if forgotten:
        log.info("Addresses forgotten", extra={"event": "comment_addresses_forgotten", "count": forgotten})
    return forgotten


@transaction.atomic
def _decide(comment: Comment, state: Comment.State, *, by: User | None) -> None:
    before = _lock(comment).state
    if before == Comment.State.ERASED:
        raise AlreadyErased(comment_id=comment.pk)
    _save(comment, state, by)
    if before != state and Comment.State.SHOWN in (before, state):
        queue.mark_stale([keys.comments(comment.article_id)])


def _lock(comment: Comment) -> Comment:
    """Read a comment again and lock it until the transaction ends: two moderators may decide at once."""
    return Comment.objects.select_for_update().get(pk=comment.pk)


def _save(comment: Comment, state: Comment.State, by: User | None, *more_fields: str) -> None:
    comment.state, comment.decided_by, comment.decided_at = state, by, clock.now()
    comment.save(update_fields=["state", "decided_by", "decided_at", *more_fields])
    log.info(
        "Comment decided",
        extra={"event": f"comment_{state}", "comment_id": comment.pk, "by": by.pk if by else None},
    )
