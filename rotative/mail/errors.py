"""Failures of the mail engine, each with its remedy."""

from rotative.core.errors import RotativeError, gettext_noop


class MailError(RotativeError):
    """Base of what can fail between a mailing and its readers."""


class RelayUnreachable(MailError):
    code = "mail.relay_unreachable"
    message = gettext_noop(
        "The mail relay %(host)s:%(port)d does not answer. Check smtp_host and smtp_port, then send again."
    )


class RelayRefused(MailError):
    code = "mail.relay_refused"
    message = gettext_noop(
        "The mail relay refused the session with %(code)d. Check smtp_user and smtp_password."
    )


class BadRelay(MailError):
    code = "mail.bad_relay"
    message = gettext_noop(
        "The relay %(relay)s in smtp_relays has an unknown form. Write smtp://, smtp+starttls:// or smtps://, then user:password@host:port and, optionally, ?weight=2."
    )


class ProviderMissing(MailError):
    code = "mail.provider_missing"
    message = gettext_noop(
        "The mail provider %(provider)s cannot be used: %(reason)s. Install rotative[providers] and check mail_provider"
        " and mail_provider_options."
    )


class ProviderRefused(MailError):
    code = "mail.provider_refused"
    message = gettext_noop(
        "The mail provider %(provider)s refused us with HTTP %(status)d. Check mail_provider_options, then send again."
    )


class ProviderUnreachable(MailError):
    code = "mail.provider_unreachable"
    message = gettext_noop("The mail provider %(provider)s does not answer. The letters are queued again.")


class BadSigningKey(MailError):
    code = "mail.bad_signing_key"
    message = gettext_noop(
        "The DKIM key %(path)s cannot be used: %(reason)s. Make one with: openssl genrsa -out %(path)s 2048"
    )


class NoSigningKey(MailError):
    code = "mail.no_signing_key"
    message = gettext_noop(
        "Letters are not signed here. Make a key with openssl genrsa -out dkim.pem 2048, and name it as dkim_key."
    )


class QuarantineFull(MailError):
    code = "returns.quarantine_full"
    message = gettext_noop(
        "Returned mails that could not be read: %(count)d, kept in %(folder)s. Look at them and delete them; then the rest is read."
    )


class CostlyMail(MailError):
    code = "returns.costly"
    message = gettext_noop(
        "A returned mail takes too long to read. It is kept in the folder returned of the home: look at it and delete it."
    )


class ReadingStopped(MailError):
    code = "returns.reading_stopped"
    message = gettext_noop(
        "The returned mail was not read to its end. It is read when the worker starts again."
    )


class NoMaildir(MailError):
    code = "returns.no_maildir"
    message = gettext_noop(
        "%(path)s is no Maildir: it has no folder new. Correct bounce_maildir in rotative.toml."
    )
