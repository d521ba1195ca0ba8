"""One finding of `rotative check`."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong."""

    # Never changes: "home.not_writable".
    code: str
    # error: something does not work; warning: it works, and should not stay so.
    level: Level
    # What is wrong.
    message: str
    # What to do.
    remedy: str
