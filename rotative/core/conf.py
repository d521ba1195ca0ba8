"""Every setting of an installation: name with its unit, type, default and meaning, in one table.

The values come from `rotative.toml` in the newsroom's home, then from the environment (`ROTATIVE_SITE_URL` for
`site_url`). Only `rotative.project.settings` reads either; everybody else calls `get` when the value is needed.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from rotative.core.errors import RotativeError, gettext_noop

Value = str | int | bool | float


class UnknownSetting(RotativeError):
    code = "conf.unknown"
    message = gettext_noop("There is no setting named %(name)s. See docs/reference/settings.md.")


class BadSetting(RotativeError):
    code = "conf.bad_value"
    message = gettext_noop(
        "The setting %(name)s must be of type %(type)s, not %(value)r. Correct it in rotative.toml."
    )


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One row of the table."""

    name: str
    default: Value
    # One line for docs/reference/settings.md.
    meaning: str


TABLE: tuple[Setting, ...] = (
    Setting(
        name="site_url",
        default="http://127.0.0.1:8000",
        meaning="Public address of the site, without a final slash.",
    ),
    Setting(name="secret_key", default="", meaning="Signs sessions and tokens; `rotative init` draws one."),
    Setting(name="debug", default=False, meaning="Show technical error pages; never on a public machine."),
    Setting(
        name="database_url",
        default="",
        meaning="`postgres://user:password@host/name`; empty means SQLite in the home.",
    ),
    Setting(
        name="allowed_hosts",
        default="*",
        meaning="Host names the application answers to, separated by commas.",
    ),
    Setting(
        name="language",
        default="fr",
        meaning="Language served at `/`; the others live under `/ar/`, `/en/`, `/es/`.",
    ),
    Setting(
        name="time_zone",
        default="Africa/Casablanca",
        meaning="Time zone of the desk before the outlet sets its own.",
    ),
    Setting(name="smtp_host", default="127.0.0.1", meaning="Relay that takes our mail."),
    Setting(name="smtp_port", default=25, meaning="Port of the relay."),
    Setting(name="smtp_user", default="", meaning="User name at the relay; empty means none."),
    Setting(name="smtp_password", default="", meaning="Password at the relay."),
    Setting(name="smtp_tls", default="none", meaning="`none`, `starttls` or `tls`."),
    Setting(
        name="mail_from",
        default="edition@localhost",
        meaning="Sender's address of the edition and of confirmations.",
    ),
    Setting(name="bounce_domain", default="localhost", meaning="Domain of the return path (VERP)."),
    Setting(
        name="bounce_maildir",
        default="",
        meaning="Maildir that mail for `bounce_domain` is delivered to, in the home unless absolute; the worker reads and empties it.",
    ),
    Setting(
        name="bounce_keep",
        default=False,
        meaning="Keep mails that were read, in the Maildir's `cur`, instead of deleting them.",
    ),
    Setting(
        name="bounce_soft_count",
        default=5,
        meaning="Letters to one reader that must come back, for a reason that may pass, before nobody writes there any more.",
    ),
    Setting(
        name="bounce_soft_days",
        default=7,
        meaning="Days that must lie between the first and the last of these letters.",
    ),
    Setting(
        name="bounce_aside_days",
        default=14,
        meaning="Days for which mails that could not be read are kept, in the home's `returned`.",
    ),
    Setting(
        name="webhook_secret",
        default="",
        meaning="Last part of the address at which a mail provider reports bounces; empty: none is listened to.",
    ),
    Setting(
        name="webhook_options",
        default="",
        meaning="What proves the provider's reports, as `webhook_signing_key=…`, separated by spaces.",
    ),
    Setting(
        name="smtp_relays",
        default="",
        meaning="Several relays instead of one, `smtp+starttls://user:password@host:587?weight=2`, separated by spaces.",
    ),
    Setting(
        name="smtp_connections",
        default=4,
        meaning="Connections to the relays, or to the provider, at once while an edition is sent.",
    ),
    Setting(
        name="mail_provider",
        default="",
        meaning="Mail provider that takes the edition instead of a relay, as django-anymail names it: `postmark`, `brevo`…",
    ),
    Setting(
        name="mail_provider_options",
        default="",
        meaning="What the provider's backend needs, as `server_token=… api_url=…`, separated by spaces.",
    ),
    Setting(
        name="dkim_key",
        default="",
        meaning="File with the private key that signs letters, in the home unless absolute; empty: the relay signs.",
    ),
    Setting(name="dkim_selector", default="rotative", meaning="Selector of the key's DNS record."),
    Setting(
        name="dkim_domain",
        default="",
        meaning="Domain that signs; empty means that of `mail_from`.",
    ),
    Setting(
        name="upload_max_bytes",
        default=10_000_000,
        meaning="Largest request body the application accepts, in bytes.",
    ),
    Setting(
        name="worker_poll_ms",
        default=200,
        meaning="How often an idle worker looks for work, in milliseconds.",
    ),
    Setting(
        name="broker_url",
        default="",
        meaning="`amqp://user:password@host/vhost` of RabbitMQ lets Celery workers share the work; empty means one worker here.",
    ),
    Setting(
        name="broker_prefix",
        default="rotative",
        meaning="First part of the names of this newsroom's queues, where several share a broker.",
    ),
    Setting(
        name="letter_processes",
        default=2,
        meaning="Processes of one worker that hand over letters at once, where a broker is set.",
    ),
    Setting(
        name="press_url",
        default="",
        meaning="`s3://bucket/prefix` puts a copy of every page there; empty means the home's folder alone.",
    ),
    Setting(
        name="press_endpoint",
        default="",
        meaning="Address of the store that has the bucket, unless it is Amazon's.",
    ),
    Setting(name="press_region", default="", meaning="Region of the bucket, where the store has any."),
    Setting(
        name="mailbox",
        default=False,
        meaning="Show the letters of the demo's own mail catcher at `/_/mailbox/`; never on a public machine.",
    ),
    Setting(
        name="log_level",
        default="WARNING",
        meaning="Least important log lines kept: `DEBUG`, `INFO`, `WARNING` or `ERROR`.",
    ),
    Setting(
        name="signups_per_hour",
        default=200,
        meaning="Unconfirmed requests for the letter within an hour, above which browsers must prove work; 0: always.",
    ),
    Setting(
        name="comments_close_days",
        default=90,
        meaning="Days after which an article takes no more comments; 0 means never.",
    ),
    Setting(
        name="comments_blocked_words",
        default="",
        meaning="Words that refuse a comment, separated by commas; whole words, in any case and with any accents.",
    ),
    Setting(
        name="comments_trust_known",
        default=False,
        meaning="Show at once what comes from an address with a comment shown before; anybody can type a known address.",
    ),
)

BY_NAME = {setting.name: setting for setting in TABLE}


def get(name: str) -> Any:
    """The value in force of one setting.

    Raises UnknownSetting.
    """
    if name not in BY_NAME:
        raise UnknownSetting(name=name)
    values: dict[str, Value] = getattr(settings, "ROTATIVE", {})
    return values.get(name, BY_NAME[name].default)


def parse(name: str, raw: Any) -> Value:
    """A raw value from the file or the environment, in the setting's own type.

    Raises UnknownSetting, BadSetting.
    """
    if name not in BY_NAME:
        raise UnknownSetting(name=name)
    kind = type(BY_NAME[name].default)
    try:
        if kind is bool and isinstance(raw, str):
            return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}[
                raw.lower()
            ]
        if kind is bool and not isinstance(raw, bool):
            raise ValueError(raw)
        return kind(raw)
    except (KeyError, ValueError, TypeError) as exc:
        raise BadSetting(name=name, type=kind.__name__, value=raw) from exc
