"""What can go wrong with a subject."""

from rotative.core.errors import RotativeError, gettext_noop


class SubjectError(RotativeError):
    """Base of the subjects' errors."""


class SameSubject(SubjectError):
    code = "subject.same"
    message = gettext_noop("The subject %(subject_id)s cannot be merged with itself.")
