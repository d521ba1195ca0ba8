"""What can go wrong with a comment."""

from rotative.core.errors import RotativeError, gettext_noop


class CommentError(RotativeError):
    """Base of the comments' errors."""


class AlreadyErased(CommentError):
    code = "comment.erased"
    message = gettext_noop("The comment %(comment_id)s was erased; nothing of it is left to decide on.")
