"""Failures of an edition, each with its remedy."""

from rotative.core.errors import RotativeError, gettext_noop


class EditionError(RotativeError):
    """Base of what can fail with an edition."""


class EmptyEdition(EditionError):
    code = "edition.empty"
    message = gettext_noop("No story fits %(budget_s)d seconds. Shorten a brief or raise the budget.")


class PinsTooLong(EditionError):
    code = "edition.pins_too_long"
    message = gettext_noop(
        "The pinned stories need %(seconds)d seconds, but only %(budget_s)d are free. Unpin or shorten one."
    )


class UnlikelyDate(EditionError):
    code = "edition.unlikely_date"
    message = gettext_noop("No edition can have the date %(date)s. Choose a year from %(first)d to %(last)d.")


class NothingNew(EditionError):
    code = "edition.nothing_new"
    message = gettext_noop(
        "Nothing was published in this language since the last edition. Publish a story first."
    )


class OverBudget(EditionError):
    code = "edition.over_budget"
    message = gettext_noop(
        "The edition takes %(seconds)d seconds too long. Shorten a story, leave one out or raise the budget."
    )


class NotDraft(EditionError):
    code = "edition.not_draft"
    message = gettext_noop("The edition of %(date)s is %(state)s and can no longer be changed.")


class NotApproved(EditionError):
    code = "edition.not_approved"
    message = gettext_noop("The edition of %(date)s is %(state)s. Approve it before sending.")


class NotSending(EditionError):
    code = "edition.not_sending"
    message = gettext_noop("The edition of %(date)s is %(state)s: no letter of it is under way.")


class TooLate(EditionError):
    code = "edition.too_late"
    message = gettext_noop("The edition of %(date)s may no longer be sent: its last hour has passed.")


class TooLateToCallBack(EditionError):
    code = "edition.too_late_to_call_back"
    message = gettext_noop(
        "The edition of %(date)s can no longer be called back: its letters leave. Pause it, or stop it for good."
    )


class StoryNotPublished(EditionError):
    code = "edition.story_not_published"
    message = gettext_noop(
        "This article is not published in the language of the edition. Publish it, then add it again."
    )


class NoEdition(EditionError):
    code = "edition.none"
    message = gettext_noop("There is no edition of %(date)s in %(language)s. Compose it first.")


class LetterTooHeavy(EditionError):
    code = "edition.letter_too_heavy"
    message = gettext_noop(
        "The letter weighs %(size_bytes)d bytes; mail programs cut it at 102,400. Shorten it."
    )


class NoAddressOfYours(EditionError):
    code = "edition.no_address_of_yours"
    message = gettext_noop(
        "Your account has no e-mail address. Add one to it, then send the test letter again."
    )


class TestNotSent(EditionError):
    code = "edition.test_not_sent"
    message = gettext_noop(
        "The test letter was not sent (%(reason)s). Ask the person who runs the machine to look at the mail relay."
    )
