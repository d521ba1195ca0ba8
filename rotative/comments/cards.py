"""Comments as plain data, without the writer's address."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CommentCard:
    """A comment that is shown, or the place of one that was erased and has answers."""

    id: int
    name: str
    # Plain text with line ends.
    text: str
    # Aware, UTC.
    written_at: datetime
    # Its name and text are gone for good.
    erased: bool = False
    # The name of its place on the page, with the number that it had on a former site if it comes from one; "" for none.
    anchor: str = ""
    # Oldest first. An answer has none.
    replies: tuple["CommentCard", ...] = ()
