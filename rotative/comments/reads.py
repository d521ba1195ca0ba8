"""What readers see of the comments."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from rotative.bake import keys
from rotative.comments.cards import CommentCard
from rotative.comments.models import Comment


def shown(article_id: int) -> tuple[CommentCard, ...]:
    """The shown comments of an article, oldest first, answers inside; an answer to a hidden comment stays hidden."""
    keys.record(keys.comments(article_id))
    shared = keys.shared()
    if ("comments", article_id) not in shared:
        prepare([article_id], shared)
    rows: list[Comment] = shared.pop(("comments", article_id))
    answers: dict[int, list[Comment]] = defaultdict(list)
    for row in rows:
        if row.parent_id is not None:
            answers[row.parent_id].append(row)
    return tuple(
        _card(row, replies=tuple(_card(answer) for answer in answers[row.pk]))
        for row in rows
        if row.parent_id is None
    )


def prepare(article_ids: Sequence[int], shared: dict[Any, Any] | None = None) -> None:
    """Load the comments of many articles for the pages of one batch; each is used once."""
    kept = keys.shared() if shared is None else shared
    kept.update({("comments", article_id): [] for article_id in article_ids})
    for row in Comment.objects.filter(article_id__in=article_ids).shown().oldest_first():
        kept["comments", row.article_id].append(row)


def _card(row: Comment, *, replies: tuple[CommentCard, ...] = ()) -> CommentCard:
    return CommentCard(id=row.pk, name=row.name, text=row.text, written_at=row.written_at, replies=replies)
