"""The texts that a new comment is compared with: asked for each time that a reader sends one."""

from rotative.core.sql import rows

_OWN = """
    SELECT text FROM comments_comment
    WHERE article_id = %s AND (LOWER(email) = LOWER(%s) OR author_hash = %s)
"""
_NEWEST = "SELECT text FROM comments_comment WHERE state = %s ORDER BY written_at DESC LIMIT %s"


def own(article_id: int, *, email: str, author_hash: str) -> tuple[str, ...]:
    """Return the texts that one address, or its hash, has sent under an article."""
    return tuple(text for (text,) in rows(_OWN, [article_id, email, author_hash]))


def newest(state: str, limit: int) -> tuple[str, ...]:
    """Return the newest texts in a state, newest first."""
    return tuple(text for (text,) in rows(_NEWEST, [state, limit]))
