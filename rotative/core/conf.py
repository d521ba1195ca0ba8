"""Every setting of an installation: name with its unit, type, default and meaning, in one table.

The values come from `rotative.toml` in the newsroom's home, then from the environment (`ROTATIVE_SITE_URL` for
`site_url`). Only `rotative.project.settings` reads either; everybody else calls `get` when the value is needed.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from rotative.core import conf_rules, languages
from rotative.core.errors import RotativeError, gettext_noop

Value = str | int | bool | float

# Longer ago there was no newsroom, and no calendar goes as far as a number may.
_MOST_DAYS = 36_500
_DAY_MS = 86_400_000
_TYPES = {str: "a text", int: "a whole number", bool: "true or false", float: "a number"}
_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}


class UnknownSetting(RotativeError):
    code = "conf.unknown"
    message = gettext_noop("There is no setting named %(name)s. See docs/reference/settings.md.")


class BadSetting(RotativeError):
    code = "conf.bad_value"
    message = gettext_noop(
        "The setting %(name)s must be %(allowed)s, not %(value)s. Correct it in %(place)s."
    )


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One row of the table."""

    name: str
    default: Value
    # One line for docs/reference/settings.md.
    meaning: str
    # What a value must be besides of the default's type; None: any will do.
    allowed: conf_rules.Rule | None = None
    # Never shown, not even where it is wrong.
    secret: bool = False


TABLE: tuple[Setting, ...] = (
    Setting(
        name="site_url",
        default="http://127.0.0.1:8000",
        meaning="Public address of the site, without a final slash.",
        allowed=conf_rules.SITE,
    ),
    Setting(
        name="secret_key",
        default="",
        meaning="Signs sessions and tokens; `rotative init` draws one.",
        allowed=conf_rules.FILLED,
        secret=True,
    ),
    Setting(name="debug", default=False, meaning="Show technical error pages; never on a public machine."),
    Setting(
        name="database_url",
        default="",
        meaning="`postgres://user:password@host/name`; empty means SQLite in the home.",
        allowed=conf_rules.or_empty(conf_rules.POSTGRES),
    ),
    Setting(
        name="allowed_hosts",
        default="*",
        meaning="Host names the application answers to, separated by commas.",
        allowed=conf_rules.HOSTS,
    ),
    Setting(
        name="import_fetch_private",
        default=False,
        meaning="Let `rotative import --fetch` ask private addresses: only for an old site in your own network.",
    ),
    Setting(
        name="language",
        default=languages.CODES[0],
        meaning="Language served at `/`; each other is served under its code, such as `/ar/`.",
        allowed=conf_rules.one_of(*languages.CODES),
    ),
    Setting(
        name="time_zone",
        default="Africa/Casablanca",
        meaning="Time zone that a new masthead begins with.",
        allowed=conf_rules.TIME_ZONE,
    ),
    Setting(
        name="smtp_host",
        default="127.0.0.1",
        meaning="Relay that takes our mail.",
        allowed=conf_rules.MACHINE,
    ),
    Setting(
        name="smtp_port",
        default=25,
        meaning="Port of the relay.",
        allowed=conf_rules.number(1, 65_535),
    ),
    Setting(name="smtp_user", default="", meaning="User name at the relay; empty means none."),
    Setting(
        name="smtp_password",
        default="",
        meaning="Password at the relay.",
        secret=True,
    ),
    Setting(
        name="smtp_tls",
        default="none",
        meaning="`none`, `starttls` or `tls`.",
        allowed=conf_rules.one_of("none", "starttls", "tls"),
    ),
    Setting(
        name="mail_from",
        default="edition@localhost",
        meaning="Sender's address of the edition and of confirmations.",
        allowed=conf_rules.MAIL_ADDRESS,
    ),
    Setting(
        name="bounce_domain",
        default="localhost",
        meaning="Domain of the return path (VERP).",
        allowed=conf_rules.HOST,
    ),
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
        allowed=conf_rules.number(1),
    ),
    Setting(
        name="bounce_soft_days",
        default=7,
        meaning="Days that must lie between the first and the last of these letters.",
        allowed=conf_rules.number(0, _MOST_DAYS),
    ),
    Setting(
        name="quarantine_days",
        default=14,
        meaning="Days for which mails that could not be read are kept, in the home's `returned`.",
        allowed=conf_rules.number(1, _MOST_DAYS),
    ),
    Setting(
        name="webhook_secret",
        default="",
        meaning="Last part of the address at which a mail provider reports bounces; empty: none is listened to.",
        allowed=conf_rules.or_empty(conf_rules.TOKEN),
        secret=True,
    ),
    Setting(
        name="webhook_options",
        default="",
        meaning="What proves the provider's reports, as `webhook_signing_key=…`, separated by spaces.",
        allowed=conf_rules.OPTIONS,
        secret=True,
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
        allowed=conf_rules.number(1),
    ),
    Setting(
        name="mail_provider",
        default="",
        meaning="Mail provider that takes the edition instead of a relay, as django-anymail names it: `postmark`, `brevo`…",
        allowed=conf_rules.or_empty(conf_rules.MODULE),
    ),
    Setting(
        name="mail_provider_options",
        default="",
        meaning="What the provider's backend needs, as `server_token=… api_url=…`, separated by spaces.",
        allowed=conf_rules.OPTIONS,
        secret=True,
    ),
    Setting(
        name="dkim_key",
        default="",
        meaning="File with the private key that signs letters, in the home unless absolute; empty: the relay signs.",
    ),
    Setting(
        name="dkim_selector",
        default="rotative",
        meaning="Selector of the key's DNS record.",
        allowed=conf_rules.HOST,
    ),
    Setting(
        name="dkim_domain",
        default="",
        meaning="Domain that signs; empty means that of `mail_from`.",
        allowed=conf_rules.or_empty(conf_rules.HOST),
    ),
    Setting(
        name="hsts_seconds",
        default=31_536_000,
        meaning="How long browsers that saw the site over https refuse to use anything else, in seconds; 0 for not at all.",
        allowed=conf_rules.number(0),
    ),
    Setting(
        name="upload_max_bytes",
        default=32_000_000,
        meaning="Largest request body the application accepts, in bytes.",
        allowed=conf_rules.number(1),
    ),
    Setting(
        name="embed_posters",
        default=True,
        meaning="Whether the worker fetches a poster for each embedded film from YouTube, Vimeo, Dailymotion or TikTok.",
    ),
    Setting(
        name="worker_poll_ms",
        default=200,
        meaning="How often an idle worker looks for work, in milliseconds.",
        allowed=conf_rules.number(1, _DAY_MS),
    ),
    Setting(
        name="broker_url",
        default="",
        meaning="`amqp://user:password@host/vhost` of RabbitMQ lets Celery workers share the work; empty means one worker here.",
        allowed=conf_rules.or_empty(conf_rules.BROKER),
    ),
    Setting(
        name="broker_prefix",
        default="rotative",
        meaning="First part of the names of this newsroom's queues, where several share a broker.",
        allowed=conf_rules.NAME,
    ),
    Setting(
        name="letter_processes",
        default=2,
        meaning="Processes of one worker that hand over letters at once, where a broker is set.",
        allowed=conf_rules.number(1),
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
        allowed=conf_rules.or_empty(conf_rules.ENDPOINT),
    ),
    Setting(
        name="press_region",
        default="",
        meaning="Region of the bucket, where the store has any.",
        allowed=conf_rules.or_empty(conf_rules.NAME),
    ),
    Setting(
        name="mailbox",
        default=False,
        meaning="Show the letters of the demo's own mail catcher at `/_/mailbox/`; never on a public machine.",
    ),
    Setting(
        name="log_level",
        default="WARNING",
        meaning="Least important log lines kept: `DEBUG`, `INFO`, `WARNING` or `ERROR`.",
        allowed=conf_rules.one_of("DEBUG", "INFO", "WARNING", "ERROR", any_case=True),
    ),
    Setting(
        name="signups_per_hour",
        default=200,
        meaning="Unconfirmed requests for the letter within an hour, above which browsers must prove work; 0: always.",
        allowed=conf_rules.number(0),
    ),
    Setting(
        name="comments_close_days",
        default=90,
        meaning="Days after which an article takes no more comments; 0 means never.",
        allowed=conf_rules.number(0, _MOST_DAYS),
    ),
    Setting(
        name="comments_address_days",
        default=180,
        meaning="Days after which a comment loses the address and the network it was sent from; 0 means never.",
        allowed=conf_rules.number(0, _MOST_DAYS),
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
_WITH_PASSWORD = ("database_url", "broker_url", "smtp_relays", "press_url")


def get(name: str) -> Any:
    """Return the value of one setting that is in force.

    Raises UnknownSetting.
    """
    if name not in BY_NAME:
        raise UnknownSetting(name=name)
    values: dict[str, Value] = getattr(settings, "ROTATIVE", {})
    return values.get(name, BY_NAME[name].default)


def parse(name: str, raw: Any, *, place: str = "rotative.toml") -> Value:
    """Convert a raw value from the file or the environment to the setting's own type.

    place: the file or variable that the value was found in, for the error. Raises UnknownSetting; BadSetting for a value
    that cannot work.
    """
    if name not in BY_NAME:
        raise UnknownSetting(name=name)
    setting = BY_NAME[name]
    kind = type(setting.default)
    value = _typed(raw, kind)
    if value is None or not (setting.allowed is None or setting.allowed.holds(value)):
        allowed = setting.allowed.words if setting.allowed else _TYPES[kind]
        raise BadSetting(name=name, allowed=allowed, value=shown(name, raw), place=place)
    return value


def shown(name: str, value: Any) -> str:
    """Return a value as it may be shown on a screen: without a password."""
    if BY_NAME[name].secret:
        return "“…”"
    if isinstance(value, str) and name in _WITH_PASSWORD:
        # Only relays are several; elsewhere a password may have a space.
        urls = value.split() if name == "smtp_relays" else [value]
        return repr(" ".join(map(_without_password, urls)))
    return repr(value)


def _without_password(url: str) -> str:
    """Return scheme and host. Without an @, the text after a colon may still be a password that was badly written."""
    scheme, mark, rest = url.partition("://") if "://" in url else ("", "", url)
    _before, at, host = rest.rpartition("@")
    if at:
        return f"{scheme}{mark}…@{re.split('[?#]', host)[0]}"
    kept = re.split("[:?#]", rest)[0]
    return f"{scheme}{mark}{kept}{'' if kept == rest else '…'}"


def _typed(raw: Any, kind: type[Value]) -> Value | None:
    """Convert a value to a type; None if it cannot be. The environment has only texts, and a file may quote a number too."""
    if kind is bool and isinstance(raw, str):
        return _TRUTHS.get(raw.lower())
    if type(raw) is kind:
        return raw
    if isinstance(raw, str) and kind in (int, float):
        try:
            return kind(raw)
        except ValueError:
            return None
    return None
