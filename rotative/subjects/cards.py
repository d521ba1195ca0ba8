"""Subjects as plain data."""

from dataclasses import dataclass


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


@dataclass(frozen=True, kw_only=True)
class MergedName:
    """The fate of a subject's name in one language when it is merged into another subject."""

    # "Français"
    language: str
    name: str
    # The name it becomes another name of; None when it stays the name in its language, with its page.
    into: str | None
