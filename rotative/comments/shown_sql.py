"""The comments that pages show, read with one query for one article or a hundred.

Plain values, because making model instances took longer than printing the page.
Source: docs/decisions/0020-straight-roads-for-what-repeats.md
"""

from collections.abc import Mapping, Sequence

from rotative.comments.cards import CommentCard
from rotative.core.sql import instant, rows_of

# The comment that it answers, or None, and the comment.
Written = tuple[int | None, CommentCard]

_SHOWN = """
    SELECT article_id, parent_id, id, name, text, written_at, state <> 'shown', old_number FROM comments_comment
    WHERE article_id IN ({ids}) AND state IN ('shown', 'erased') AND (state = 'shown' OR was_shown)
    ORDER BY written_at, id
"""


def load(article_ids: Sequence[int]) -> Mapping[int, list[Written]]:
    """Return the shown comments of each article, and the erased ones that were shown, oldest first, answers among them."""
    found: dict[int, list[Written]] = {article_id: [] for article_id in article_ids}
    listed = list(rows_of(_SHOWN, article_ids))
    # Numbers of a former site are in links elsewhere; nothing links to a number of ours yet, so ours give way.
    old = {(article_id, old_number) for article_id, *_rest, old_number in listed if old_number}
    for article_id, parent_id, pk, name, text, written_at, erased, old_number in listed:
        number = old_number or (None if (article_id, pk) in old else pk)
        card = CommentCard(
            id=pk,
            name=name,
            text=text,
            written_at=instant(written_at),
            erased=bool(erased),
            anchor=f"comment-{number}" if number else "",
        )
        found[article_id].append((parent_id, card))
    return found
