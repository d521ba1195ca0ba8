"""What the desk can do to a comment: one verb per function. Nobody else touches the state."""

import logging

from django.db import transaction

from rotative.bake import keys, queue
from rotative.comments.errors import AlreadyErased
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.staff.models import User

log = logging.getLogger(__name__)


def show(comment: Comment, *, by: User | None) -> None:
    """Put a comment on its article's page. Raises AlreadyErased."""
    _decide(comment, Comment.State.SHOWN, by=by)


def reject(comment: Comment, *, by: User | None) -> None:
    """Keep a comment off the page, or take it away. Raises AlreadyErased."""
    _decide(comment, Comment.State.REJECTED, by=by)


def spam(comment: Comment, *, by: User | None) -> None:
    """Keep a comment off the page as advertising or abuse. Raises AlreadyErased."""
    _decide(comment, Comment.State.SPAM, by=by)


@transaction.atomic
def erase(comment: Comment, *, by: User | None) -> None:
    """Blank a comment's name, address and words for good; the answers under it leave the page with it."""
    was_shown = _lock(comment).state == Comment.State.SHOWN
    for field in ("name", "email", "text", "reason", "network_hash"):
        setattr(comment, field, "")
    _keep(comment, Comment.State.ERASED, by, "name", "email", "text", "reason", "network_hash")
    if was_shown:
        queue.mark_stale([keys.comments(comment.article_id)])


@transaction.atomic
def _decide(comment: Comment, state: Comment.State, *, by: User | None) -> None:
    before = _lock(comment).state
    if before == Comment.State.ERASED:
        raise AlreadyErased(comment_id=comment.pk)
    _keep(comment, state, by)
    if before != state and Comment.State.SHOWN in (before, state):
        queue.mark_stale([keys.comments(comment.article_id)])


def _lock(comment: Comment) -> Comment:
    """The comment as it stands now, held until the transaction ends: two moderators may press at once."""
    return Comment.objects.select_for_update().get(pk=comment.pk)


def _keep(comment: Comment, state: Comment.State, by: User | None, *more: str) -> None:
    comment.state, comment.decided_by, comment.decided_at = state, by, clock.now()
    comment.save(update_fields=["state", "decided_by", "decided_at", *more])
    log.info(
        "Comment decided",
        extra={"event": f"comment_{state}", "comment_id": comment.pk, "by": by.pk if by else None},
    )
