"""Reads the comments under an item of a WordPress export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from rotative.core import html as safe
from rotative.importers.records import CommentRecord, CommentState, Problem
from rotative.importers.wordpress.statuses import COMMENT_STATES
from rotative.importers.wordpress.xml import Node

# Comment types written by readers; the others are made by programs.
READERS_WORDS: Final = frozenset({"", "comment", "review"})

# Returns the instant of a field and of the same field in UTC.
DateOf = Callable[[Node, str], datetime | None]


def comments(item: Node, source: str, date_of: DateOf) -> tuple[tuple[CommentRecord, ...], list[Problem]]:
    """Return the readers' comments, and the others as problems."""
    carried: list[CommentRecord] = []
    refused: list[Problem] = []
    for comment in item.every("wp:comment"):
        kind, state = comment.text("wp:comment_type"), comment.text("wp:comment_approved").lower()
        if kind not in READERS_WORDS:
            example = comment.text("wp:comment_author_url")
            refused.append(Problem(kind="comment_skipped", detail=kind, example=example))
        elif state not in COMMENT_STATES:
            refused.append(
                Problem(kind="comment_skipped", detail=f"state {state}", example=item.text("link"))
            )
        else:
            carried.append(_comment(comment, source, COMMENT_STATES[state], date_of))
    return tuple(carried), refused


def _comment(comment: Node, source: str, state: CommentState, date_of: DateOf) -> CommentRecord:
    parent = comment.text("wp:comment_parent")
    return CommentRecord(
        source=source,
        source_id=comment.text("wp:comment_id"),
        author=safe.plain(comment.text("wp:comment_author")),
        email=safe.plain(comment.text("wp:comment_author_email")),
        website=safe.plain(comment.text("wp:comment_author_url")),
        text=safe.plain_lines(comment.raw("wp:comment_content")),
        written_at=date_of(comment, "wp:comment_date"),
        state=state,
        parent="" if parent == "0" else parent,
    )
