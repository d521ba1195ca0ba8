"""System checks: settings that cannot work here or together, found at start instead of at midnight.

The values that a setting may have by itself are in `rotative.core.conf`, and checked when the settings are read.
"""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from django.core.checks import CheckMessage, Error, register

from rotative.bake.store import configured
from rotative.core import conf


@register()
def settings_make_sense(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for each setting that cannot work as things are; each names the file to correct."""
    return [
        Error(
            f"The setting {name} cannot be {conf.shown(name, conf.get(name))}.",
            hint=f"{hint} Mend it in rotative.toml.",
            id=code,
        )
        for code, name, hint in _wrong()
    ]


def _wrong() -> Iterator[tuple[str, str, str]]:
    yield from _wrong_press()
    yield from _wrong_broker()


def celery_is_there() -> bool:
    """Return whether the extra `queue` is installed."""
    return find_spec("celery") is not None


def _wrong_broker() -> Iterator[tuple[str, str, str]]:
    if not conf.get("broker_url"):
        return
    if not celery_is_there():
        yield (
            "rotative.E014",
            "broker_url",
            "Celery is missing: install Rotative with the extra “queue” (pip install 'rotative[queue]').",
        )
    if not conf.get("database_url"):
        yield "rotative.E015", "broker_url", "Several workers need PostgreSQL: set database_url as well."


def _wrong_press() -> Iterator[tuple[str, str, str]]:
    try:
        place = configured.bucket_place(conf.get("press_url"))
    except configured.BadPressUrl:
        yield (
            "rotative.E010",
            "press_url",
            "Write s3://bucket or s3://bucket/prefix; credentials belong in the environment.",
        )
        return
    if place is not None and find_spec("boto3") is None:
        yield (
            "rotative.E012",
            "press_url",
            "boto3 is missing: install Rotative with the extra “objects” (pip install 'rotative[objects]').",
        )
