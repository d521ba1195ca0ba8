"""System checks: settings whose value cannot work, found at start instead of at midnight."""

import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rotative.bake import places
from rotative.core import addresses, conf

_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_TLS = ("none", "starttls", "tls")


@register()
def settings_make_sense(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """One error for each setting that no program can work with; each names the file to mend."""
    return [
        Error(
            f"The setting {name} cannot be {_shown(conf.get(name))!r}.",
            hint=f"{hint} Mend it in rotative.toml.",
            id=code,
        )
        for code, name, hint in _wrong()
    ]


def _wrong() -> Iterator[tuple[str, str, str]]:
    site = urlsplit(conf.get("site_url"))
    if site.scheme not in ("http", "https") or not site.hostname or site.path.strip("/"):
        yield "rotative.E001", "site_url", "Write it as https://host, without a path."
    if conf.get("language") not in addresses.LANGUAGES:
        yield "rotative.E002", "language", f"Choose one of {', '.join(addresses.LANGUAGES)}."
    if not _is_time_zone(conf.get("time_zone")):
        yield (
            "rotative.E003",
            "time_zone",
            "Name it as in the time zone database, for example Africa/Casablanca.",
        )
    if conf.get("smtp_tls") not in _TLS:
        yield "rotative.E004", "smtp_tls", f"Choose one of {', '.join(_TLS)}."
    if not 0 < conf.get("smtp_port") < 65536:
        yield "rotative.E005", "smtp_port", "Ports go from 1 to 65535; relays listen at 25, 465 or 587."
    if not _is_address(conf.get("mail_from")):
        yield "rotative.E006", "mail_from", "Write one plain address, for example edition@example.org."
    if conf.get("log_level").upper() not in _LOG_LEVELS:
        yield "rotative.E007", "log_level", f"Choose one of {', '.join(_LOG_LEVELS)}."
    if conf.get("upload_max_bytes") < 1:
        yield (
            "rotative.E008",
            "upload_max_bytes",
            "Give a number of bytes; 10000000 takes a large photograph.",
        )
    if conf.get("worker_poll_ms") < 1:
        yield "rotative.E009", "worker_poll_ms", "Give a number of milliseconds; 200 is usual."
    yield from _wrong_press()
    yield from _wrong_broker()


def _shown(value: Any) -> Any:
    """The value as it may stand on a screen: without a password."""
    return re.sub(r"//[^/@]*@", "//…@", value) if isinstance(value, str) else value


def celery_is_there() -> bool:
    """Whether the extra `queue` is installed."""
    return find_spec("celery") is not None


def _wrong_broker() -> Iterator[tuple[str, str, str]]:
    url = conf.get("broker_url")
    if not url:
        return
    if urlsplit(url).scheme not in ("amqp", "amqps"):
        yield "rotative.E013", "broker_url", "Write it as amqp://user:password@host/vhost."
    if not celery_is_there():
        yield (
            "rotative.E014",
            "broker_url",
            "Celery is missing: install Rotative with the extra “queue” (pip install 'rotative[queue]').",
        )
    if not conf.get("database_url"):
        yield "rotative.E015", "broker_url", "Several workers need PostgreSQL: set database_url as well."
    if conf.get("letter_processes") < 1:
        yield "rotative.E016", "letter_processes", "Give a number of processes; 2 is usual."


def _wrong_press() -> Iterator[tuple[str, str, str]]:
    try:
        place = places.bucket_place(conf.get("press_url"))
    except places.BadPressUrl:
        yield (
            "rotative.E010",
            "press_url",
            "Write s3://bucket or s3://bucket/prefix; credentials stand in the environment.",
        )
        return
    endpoint = urlsplit(conf.get("press_endpoint"))
    if conf.get("press_endpoint") and (endpoint.scheme not in ("http", "https") or not endpoint.hostname):
        yield "rotative.E011", "press_endpoint", "Write it as https://host, or leave it empty for Amazon's."
    if place is not None and find_spec("boto3") is None:
        yield (
            "rotative.E012",
            "press_url",
            "boto3 is missing: install Rotative with the extra “objects” (pip install 'rotative[objects]').",
        )


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
