"""Errors of dossiers."""

from rotative.core.errors import RotativeError, gettext_noop


class DossierError(RotativeError):
    """Base class of the errors of dossiers."""


class HistoryIsKept(DossierError):
    code = "dossier.history_is_kept"
    message = gettext_noop("The history of a commitment is kept: correct an entry by another entry.")


class NoEvidence(DossierError):
    code = "dossier.no_evidence"
    message = gettext_noop("A change of state needs an article or an outside document as evidence.")


class NoExplanation(DossierError):
    code = "dossier.no_explanation"
    message = gettext_noop("Say in a sentence what changed.")


class UnreadableDossier(DossierError):
    code = "dossier.unreadable"
    message = gettext_noop("This file is no dossier: %(reason)s.")


class AnotherPersonConfirms(DossierError):
    code = "dossier.another_person_confirms"
    message = gettext_noop("A second person confirms a change: you entered this one.")
