"""Comments as plain data, without the writer's address."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CommentCard:
    """A comment that is shown."""

    id: int
    name: str
    # Plain text with line ends.
    text: str
    # Aware, UTC.
    written_at: datetime
    # Oldest first. An answer has none.
    replies: tuple["CommentCard", ...] = ()
