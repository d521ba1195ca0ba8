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


class BadRelay(EditionError):
    code = "edition.bad_relay"
    message = gettext_noop(
        "The relay %(relay)s in smtp_relays is not understood. Write smtp://, smtp+starttls:// or smtps://, then"
        " user:password@host:port and, if you like, ?weight=2."
    )


class ProviderMissing(EditionError):
    code = "edition.provider_missing"
    message = gettext_noop(
        "The mail provider %(provider)s cannot be used: %(reason)s. Install rotative[providers] and check mail_provider"
        " and mail_provider_options."
    )


class ProviderRefused(EditionError):
    code = "edition.provider_refused"
    message = gettext_noop(
        "The mail provider %(provider)s refused us with HTTP %(status)d. Check mail_provider_options, then send again."
    )


class ProviderUnreachable(EditionError):
    code = "edition.provider_unreachable"
    message = gettext_noop("The mail provider %(provider)s does not answer. The letters are queued again.")


class BadSigningKey(EditionError):
    code = "edition.bad_signing_key"
    message = gettext_noop(
        "The DKIM key %(path)s cannot be used: %(reason)s. Make one with: openssl genrsa -out %(path)s 2048"
    )


class NoSigningKey(EditionError):
    code = "edition.no_signing_key"
    message = gettext_noop(
        "Letters are not signed here. Make a key with openssl genrsa -out dkim.pem 2048, and name it as dkim_key."
    )


class LetterTooHeavy(EditionError):
    code = "edition.letter_too_heavy"
    message = gettext_noop(
        "The letter weighs %(size_bytes)d bytes; mail programs cut it at 102,400. Shorten it."
    )


class AsideFull(EditionError):
    code = "returns.aside_full"
    message = gettext_noop(
        "Mails that nobody could read: %(count)d, kept in %(folder)s. Look at them, delete them, and the rest is read."
    )


class NoMaildir(EditionError):
    code = "returns.no_maildir"
    message = gettext_noop(
        "%(path)s is no Maildir: it has no folder new. Mend bounce_maildir in rotative.toml."
    )
