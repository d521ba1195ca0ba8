"""What readers see of the comments."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rotative.bake import keys
from rotative.comments.cards import CommentCard
from rotative.core.sql import instant, rows_of

_SHOWN = """
    SELECT article_id, parent_id, id, name, text, written_at FROM comments_comment
    WHERE article_id IN ({ids}) AND state = 'shown' ORDER BY written_at, id
"""


def shown(article_id: int) -> tuple[CommentCard, ...]:
    """The shown comments of an article, oldest first, answers inside; an answer to a hidden comment stays hidden."""
    keys.record(keys.comments(article_id))
    shared = keys.shared()
    if ("comments", article_id) not in shared:
        prepare([article_id], shared)
    written: list[tuple[int | None, CommentCard]] = shared.pop(("comments", article_id))
    answers: dict[int, list[CommentCard]] = defaultdict(list)
    for parent_id, card in written:
        if parent_id is not None:
            answers[parent_id].append(card)
    return tuple(
        replace(card, replies=tuple(answers[card.id])) for parent_id, card in written if parent_id is None
    )


def prepare(article_ids: Sequence[int], shared: dict[Any, Any] | None = None) -> None:
    """Load the comments of many articles for the pages of one batch; each is used once."""
    kept = keys.shared() if shared is None else shared
    kept.update({("comments", article_id): [] for article_id in article_ids})
    for article_id, parent_id, pk, name, text, written_at in rows_of(_SHOWN, article_ids):
        card = CommentCard(id=pk, name=name, text=text, written_at=instant(written_at), replies=())
        kept["comments", article_id].append((parent_id, card))
