"""Errors of subscriptions."""

from rotative.core.errors import RotativeError, gettext_noop


class SubscriberError(RotativeError):
    """Base of the errors of subscriptions."""


class BadAddress(SubscriberError):
    code = "subscriber.bad_address"
    message = gettext_noop("This is not an e-mail address we can write to. Please check its spelling.")


class BadMinutes(SubscriberError):
    code = "subscriber.bad_minutes"
    message = gettext_noop("The reading time must be between %(least)d and %(most)d minutes.")


class BadDays(SubscriberError):
    code = "subscriber.bad_days"
    message = gettext_noop("Choose at least one day of the week, or pause the letter.")


class BadPause(SubscriberError):
    code = "subscriber.bad_pause"
    message = gettext_noop("A pause ends on a day to come, at most %(days)d days from now.")


class NotYours(SubscriberError):
    code = "subscriber.not_yours"
    message = gettext_noop("This is not the address that the letter goes to. Nothing was erased.")


class BadLanguage(SubscriberError):
    code = "subscriber.bad_language"
    message = gettext_noop("There is no edition in “%(language)s”.")


class BadLink(SubscriberError):
    code = "subscriber.bad_link"
    message = gettext_noop("This link is incomplete or no longer valid. Please subscribe again.")


class Suppressed(SubscriberError):
    code = "subscriber.suppressed"
    message = gettext_noop("Letters to this address come back, so nothing more is sent there.")


class NotLifted(SubscriberError):
    code = "subscriber.not_lifted"
    message = gettext_noop(
        "Only an address whose letters came back may be let in again; a reader who reported a letter as unwanted stays out."
    )


class UnknownAddress(SubscriberError):
    code = "subscriber.unknown"
    message = gettext_noop("No subscriber has this address.")


class BadFile(SubscriberError):
    code = "subscriber.bad_file"
    message = gettext_noop(
        "The file has no column named “email”, or several with addresses. Its first line must name the columns."
    )


class StateNotUnderstood(SubscriberError):
    code = "subscriber.state_not_understood"
    message = gettext_noop(
        "Line %(line)d: the column “%(column)s” may say who left, and “%(value)s” is not understood. Nobody was added. "
        "Write confirmed, pending, unsubscribed, bounced or complained there, or delete the column if it says nothing about "
        "letters."
    )


class UnreadColumns(SubscriberError):
    code = "subscriber.unread_columns"
    message = gettext_noop(
        "Nobody was added: these columns are not read: %(columns)s. If none of them says who left, run this again with "
        "--ignore and the name of each."
    )


class StateInName(SubscriberError):
    code = "subscriber.state_in_name"
    message = gettext_noop(
        "The name of the file says that these people left or never asked, and no column does. Nobody was added. Run this "
        "again with --state unsubscribed, bounced, complained or confirmed."
    )


class ConsentMissing(SubscriberError):
    code = "subscriber.consent_missing"
    message = gettext_noop(
        "Say where these people agreed, with --consent, or they would get letters without having asked for them."
    )
