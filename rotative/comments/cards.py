"""Comments as plain data: never an address."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CommentCard:
    id: int
    name: str
    # Plain text with line ends.
    text: str
    # Aware, UTC.
    written_at: datetime
    # Oldest first; an answer has none.
    replies: tuple["CommentCard", ...] = ()
