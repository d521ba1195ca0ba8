"""Errors of drawing."""

from rotative.core.errors import RotativeError, gettext_noop


class ArtError(RotativeError):
    """A picture could not be drawn."""

    code = "art.error"
    message = gettext_noop("The picture could not be drawn.")


class UnknownMotif(ArtError):
    """No drawing has this motif."""

    code = "art.unknown_motif"
    message = gettext_noop("There is no motif named “%(motif)s”. Choose one of: %(known)s.")
