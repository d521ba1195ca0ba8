"""System checks: settings whose value cannot work, found at start instead of at midnight."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rotative.core import addresses, conf

_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_TLS = ("none", "starttls", "tls")


@register()
def settings_make_sense(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """One error for each setting that no program can work with; each names the file to mend."""
    return [
        Error(
            f"The setting {name} cannot be {conf.get(name)!r}.",
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
