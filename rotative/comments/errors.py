"""Errors of comments."""

from rotative.core.errors import RotativeError, gettext_noop


class CommentError(RotativeError):
    """Base of the errors of comments."""


class AlreadyErased(CommentError):
    code = "comment.erased"
    message = gettext_noop("The comment %(comment_id)s was erased; there is nothing left to decide.")


class CommentsClosed(CommentError):
    code = "comment.closed"
    message = gettext_noop("This article takes no more comments.")


class NothingToAnswer(CommentError):
    code = "comment.nothing_to_answer"
    message = gettext_noop(
        "The comment you answered is no longer on the page. You can send yours as a comment of its own."
    )
