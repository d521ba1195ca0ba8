"""Reads the file of `--map`: which custom fields of the old site fill which fields of an article."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from django.utils.translation import gettext

from rotative.importers.errors import WrongOption
from rotative.importers.wordpress.reading_choices import TARGETS, Target

_MOST_BYTES: Final = 100_000


def read(path: Path) -> dict[str, Target]:
    """Return the fields by name of the custom field. The file: `[fields]`, then `chapo = "standfirst"`, a line each.

    Raises WrongOption.
    """
    try:
        with path.open("rb") as file:
            values = tomllib.loads(file.read(_MOST_BYTES).decode())
    except (OSError, ValueError) as exc:
        raise WrongOption(option="--map", reason=getattr(exc, "strerror", None) or str(exc)) from exc
    fields = values.get("fields", values)
    found: dict[str, Target] = {}
    for name, target in fields.items() if isinstance(fields, dict) else ():
        if target not in TARGETS:
            reason = gettext("%(field)s is no field of an article; there are %(fields)s") % {
                "field": target,
                "fields": ", ".join(TARGETS),
            }
            raise WrongOption(option="--map", reason=reason)
        found[name] = target
    return found
