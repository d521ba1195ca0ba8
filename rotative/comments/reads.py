"""What readers see of the comments."""

from collections import defaultdict

from rotative.bake import keys
from rotative.comments.cards import CommentCard
from rotative.comments.models import Comment


def shown(article_id: int) -> tuple[CommentCard, ...]:
    """The shown comments of an article, oldest first, answers inside; an answer to a hidden comment stays hidden."""
    keys.record(keys.comments(article_id))
    rows = list(Comment.objects.filter(article_id=article_id).shown().oldest_first())
    answers: dict[int, list[Comment]] = defaultdict(list)
    for row in rows:
        if row.parent_id is not None:
            answers[row.parent_id].append(row)
    return tuple(
        _card(row, replies=tuple(_card(answer) for answer in answers[row.pk])) for row in rows if row.parent_id is None
    )


def _card(row: Comment, *, replies: tuple[CommentCard, ...] = ()) -> CommentCard:
    return CommentCard(id=row.pk, name=row.name, text=row.text, written_at=row.written_at, replies=replies)
