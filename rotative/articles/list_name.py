"""The name of a list of articles, as a value and as it is written in the database, in keys and in recipes' arguments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

Kind = Literal["site", "brief", "news", "section", "author", "subject", "month"]

# The window number of the head of a list.
HEAD = 0

_KINDS = frozenset(get_args(Kind))
# The parts that follow the kind, in writing order.
_PARTS: dict[Kind, tuple[str, ...]] = {
    "site": ("language",),
    "brief": ("language",),
    "news": ("language",),
    "section": ("id",),
    "author": ("id",),
    "subject": ("id", "language"),
    "month": ("language", "month"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ListName:
    """The name of a list, or of one page of it.

    Written `site:fr`, `brief:fr`, `news:fr`, `section:3`, `author:5`, `subject:7:fr`, `month:fr:2026-11`; an older page
    adds the number of its window: `section:3@12`.
    """

    kind: Kind
    # Primary key of the section, byline or subject; 0 for the other kinds.
    id: int = 0
    # "fr"; "" for a section or an author, which have a language of their own.
    language: str = ""
    # "2026-11"; only for the kind "month".
    month: str = ""
    # Number of an older window, or HEAD.
    window: int = HEAD

    @classmethod
    def parse(cls, written: str) -> ListName:
        """Read a written name. Raises ValueError when it is none."""
        name, _at, window = written.partition("@")
        kind, *values = name.split(":")
        if kind not in _KINDS:
            raise ValueError(f"{written!r} is not the name of a list.")
        parts = dict(zip(_PARTS[cast(Kind, kind)], values, strict=True))
        return cls(
            kind=cast(Kind, kind),
            id=int(parts.get("id", 0)),
            language=parts.get("language", ""),
            month=parts.get("month", ""),
            window=int(window) if window else HEAD,
        )

    def __str__(self) -> str:
        values = [str(getattr(self, part)) for part in _PARTS[self.kind]]
        name = ":".join([self.kind, *values])
        return f"{name}@{self.window}" if self.window else name

    def page(self, window: int) -> ListName:
        """Return the name of one page of this list. window: HEAD, or the number of an older window."""
        return replace(self, window=window)


def prefix(kind: Kind, id: int | None = None) -> str:
    """Return the text with which the written names of a kind begin; with an id, only those of one subject."""
    return f"{kind}:" if id is None else f"{kind}:{id}:"
