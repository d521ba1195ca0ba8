"""The statuses of WordPress, for items and for comments, and what each becomes here."""

from typing import Final

from rotative.importers.records import CommentState, Status

STATUSES: Final[dict[str, Status]] = {
    "publish": "published", "future": "scheduled", "draft": "draft", "pending": "draft", "private": "private",
    "trash": "trash",
}  # fmt: skip
COMMENT_STATES: Final[dict[str, CommentState]] = {
    "1": "shown", "approve": "shown", "approved": "shown", "0": "held", "hold": "held", "spam": "spam",
    "trash": "rejected", "post-trashed": "rejected",
}  # fmt: skip
