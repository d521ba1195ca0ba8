"""Errors of subjects."""

from rotative.core.errors import RotativeError, gettext_noop


class SubjectError(RotativeError):
    """Base class of the errors of subjects."""


class SameSubject(SubjectError):
    code = "subject.same"
    message = gettext_noop("The subject %(subject_id)s cannot be merged with itself.")


class MergerTooOld(SubjectError):
    code = "subjects.merger_too_old"
    message = gettext_noop("A merger can be undone for %(days)d days only.")
