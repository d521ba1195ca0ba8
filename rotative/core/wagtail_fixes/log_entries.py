"""Log entries, checked without the database: Wagtail asks it for the user, the revision and the type that it just read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.models import BaseLogEntry

# What an entry refers to; no constraint of the database holds any but the type.
_REFERRED = frozenset({"content_type", "user", "revision", "page"})


def check_briefly() -> None:
    """Let entries check their own words alone. Call it once, when the models are loaded."""
    setattr(BaseLogEntry, "full_clean", _full_clean)  # noqa: B010 mypy knows no assignment to a method


def _full_clean(entry: BaseLogEntry, exclude: Iterable[str] | None = None, **_checks: Any) -> None:
    Model.full_clean(
        entry,
        exclude={*(exclude or ()), *_REFERRED},
        validate_unique=False,
        validate_constraints=False,
    )
