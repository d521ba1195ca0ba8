"""Subjects as plain data."""

from dataclasses import dataclass, field
from datetime import date

from rotative.core.text.partial_day import covers


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleCard:
    """An office or a function that a subject has for a time."""

    text: str
    # As in core.text.partial_day; "" for an open end.
    since: str
    until: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SubjectCard:
    """A subject in one language."""

    id: int
    # person, organisation, place, theme, event
    kind: str
    # Shown on its page alone, which records the key of the picture.
    picture_id: int | None
    name: str
    description: str
    aliases: tuple[str, ...]
    slug: str
    # Decoded path of its page.
    path: str
    # Language code → decoded path of the same subject.
    translations: dict[str, str]
    # Language code → its name in the other languages.
    names: dict[str, str] = field(default_factory=dict)
    parent_id: int | None = None
    # Its addresses elsewhere, that of Wikidata first.
    same_as: tuple[str, ...] = ()
    # Those without an end first, then the latest.
    roles: tuple[RoleCard, ...] = ()

    def role_on(self, day: date) -> str:
        """Return the role of a day, the latest if there are two; "" if none is known."""
        held = (role.text for role in self.roles if covers(role.since, role.until, day))
        return next(held, "")


@dataclass(frozen=True, kw_only=True)
class MergedName:
    """The fate of a subject's name in one language when it is merged into another subject."""

    # "Français"
    language: str
    name: str
    # The name it becomes another name of; None when it stays the name in its language, with its page.
    into: str | None
