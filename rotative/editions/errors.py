"""What can go wrong with an edition, and the remedy."""

from rotative.core.errors import RotativeError, gettext_noop


class EditionError(RotativeError):
    """Something about an edition."""


class EmptyEdition(EditionError):
    code = "edition.empty"
    message = gettext_noop("No story fits %(budget_s)d seconds. Shorten a brief or raise the budget.")


class PinsTooLong(EditionError):
    code = "edition.pins_too_long"
    message = gettext_noop(
        "The pinned stories need %(seconds)d seconds, but only %(budget_s)d are free. Unpin or shorten one."
    )


class NothingNew(EditionError):
    code = "edition.nothing_new"
    message = gettext_noop(
        "Nothing was published in this language since the last edition. Publish a story first."
    )


class NotDraft(EditionError):
    code = "edition.not_draft"
    message = gettext_noop("The edition of %(date)s is %(state)s and can no longer be changed.")


class NotApproved(EditionError):
    code = "edition.not_approved"
    message = gettext_noop("The edition of %(date)s is %(state)s. Approve it before sending.")


class TooLate(EditionError):
    code = "edition.too_late"
    message = gettext_noop("The edition of %(date)s may no longer be sent: its last hour has passed.")


class NoEdition(EditionError):
    code = "edition.none"
    message = gettext_noop("There is no edition of %(date)s in %(language)s. Compose it first.")


class RelayUnreachable(EditionError):
    code = "edition.relay_unreachable"
    message = gettext_noop(
        "The mail relay %(host)s:%(port)d does not answer. Check smtp_host and smtp_port, then send again."
    )


class RelayRefused(EditionError):
    code = "edition.relay_refused"
    message = gettext_noop(
        "The mail relay refused the session with %(code)d. Check smtp_user and smtp_password."
    )


class LetterTooHeavy(EditionError):
    code = "edition.letter_too_heavy"
    message = gettext_noop(
        "The letter weighs %(size_bytes)d bytes; mail programs cut it at 102,400. Shorten it."
    )
