"""Rules of the settings: a test of the value, and the words that complete “must be”."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_LABEL = r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*"
_IP6 = r"\[[0-9A-Fa-f:.]+\]"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule that all good values of a setting keep."""

    # Of a value that has the setting's type already.
    holds: Callable[[Any], bool]
    # Completes “must be”.
    words: str


def number(least: int, most: int | None = None) -> Rule:
    """Accept a whole number in these bounds, both included."""
    upper = "" if most is None else f" to {most}"
    return Rule(
        holds=lambda value: least <= value and (most is None or value <= most),
        words=f"a whole number from {least}{upper}",
    )


def one_of(*names: str, any_case: bool = False) -> Rule:
    """Accept one of a few words. any_case: also in small letters where these are capitals."""
    return Rule(
        holds=lambda value: (value.upper() if any_case else value) in names,
        words=f"one of {', '.join(names)}",
    )


def spelled(pattern: str, words: str) -> Rule:
    """Accept a text that a regular expression matches from end to end."""
    return Rule(holds=lambda value: re.fullmatch(pattern, value) is not None, words=words)


def or_empty(rule: Rule) -> Rule:
    """Accept the same, and no text at all."""
    return Rule(holds=lambda value: value == "" or rule.holds(value), words=f"{rule.words}, or empty")


def _address(*schemes: str, good: Callable[[SplitResult], bool]) -> Callable[[str], bool]:
    """Test whether a text is a URL of one of the schemes that keeps one more rule."""

    def holds(value: str) -> bool:
        try:
            parts = urlsplit(value)
            # Where it is no number, asking for it says so.
            _ = parts.port
        except ValueError:
            return False
        return parts.scheme in schemes and value[len(parts.scheme) :].startswith("://") and good(parts)

    return holds


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _is_mail_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _are_hosts(text: str) -> bool:
    names = [name.strip() for name in text.split(",") if name.strip()]
    return bool(names) and all(re.fullmatch(rf"\*|\.?{_HOST}|{_IP6}", name) for name in names)


FILLED = spelled(r".+", "some text")
HOST = spelled(_HOST, "a host name such as news.example.org, without scheme, port or path")
# Names of a container's network may have an underscore.
MACHINE = spelled(r"[A-Za-z0-9._:-]+", "a host name or an address of the network, without scheme or port")
HOSTS = Rule(
    holds=_are_hosts,
    words="host names without scheme, port or path, such as www.example.org or .example.org, separated by commas, or *",
)
_ORIGIN = re.compile(rf"https?://(?:[\w.-]+|{_IP6})(?::[0-9]{{1,5}})?/?")
SITE = Rule(
    holds=lambda value: (
        _ORIGIN.fullmatch(value) is not None
        and _address("http", "https", good=lambda parts: bool(parts.hostname))(value)
    ),
    words="http:// or https:// and a host, without a path, such as https://www.example.org",
)
ENDPOINT = Rule(
    holds=_address("http", "https", good=lambda parts: bool(parts.hostname)),
    words="http:// or https:// and a host",
)
POSTGRES = Rule(
    holds=_address("postgres", "postgresql", good=lambda parts: bool(parts.path.strip("/"))),
    words="postgres://user:password@host/name",
)
BROKER = Rule(
    holds=lambda value: all(
        _address("amqp", "amqps", good=lambda parts: True)(one) for one in value.split(";")
    ),
    words="amqp://user:password@host/vhost",
)
TIME_ZONE = Rule(holds=_is_time_zone, words="a name of the time zone database, such as Africa/Casablanca")
MAIL_ADDRESS = Rule(holds=_is_mail_address, words="one plain address, such as edition@example.org")
# Characters that an address has without encoding; no longer than an address may be.
TOKEN = spelled(r"[A-Za-z0-9_-]{1,200}", "at most 200 letters without accents, digits, - and _")
NAME = spelled(r"[A-Za-z0-9._-]{1,100}", "at most 100 letters without accents, digits, -, . and _")
MODULE = spelled(
    r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", "a provider's name as django-anymail spells it, such as postmark"
)
OPTIONS = Rule(
    holds=lambda value: all(re.match(r"[A-Za-z_]\w*=", one) for one in value.split()),
    words="name=value, as often as needed, separated by spaces",
)
