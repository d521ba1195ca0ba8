"""Sections and bylines, read from their tables: asked for by nearly every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from rotative.core.sql import rows, rows_of, uuid

_SECTIONS = """
    SELECT s.id, s.name, s.slug, s.description, s.in_menu, l.language_code, s.translation_key
    FROM articles_section s JOIN wagtailcore_locale l ON l.id = s.locale_id ORDER BY s.position, s.id
"""
# With the same bylines in other languages.
_BYLINES = """
    SELECT b.id, l.language_code, b.slug, b.translation_key, b.name, b.bio, b.picture_id
    FROM articles_byline b JOIN wagtailcore_locale l ON l.id = b.locale_id
    WHERE b.translation_key IN (SELECT translation_key FROM articles_byline WHERE id IN ({ids}))
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionRow:
    id: int
    name: str
    slug: str
    description: str
    in_menu: bool
    language: str
    translation_key: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class Twin:
    """The same byline in another language."""

    id: int
    language: str
    slug: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BylineRow:
    """A byline, before it is known which of its twins have a page."""

    id: int
    name: str
    slug: str
    bio: str
    picture_id: int | None
    language: str
    translation_key: UUID
    # By id.
    twins: tuple[Twin, ...]


def sections() -> list[SectionRow]:
    """Return all sections of all languages, in the order of the menu."""
    return [
        SectionRow(
            id=pk,
            name=name,
            slug=slug,
            description=description,
            in_menu=bool(in_menu),
            language=language,
            translation_key=uuid(key),
        )
        for pk, name, slug, description, in_menu, language, key in rows(_SECTIONS, [])
    ]


def bylines(ids: Collection[int]) -> dict[int, BylineRow]:
    """Return bylines by id, with their twins, in one query."""
    found = rows_of(_BYLINES, ids)
    twins: dict[object, list[Twin]] = defaultdict(list)
    for pk, language, slug, key, *_texts in sorted(found, key=lambda row: row[0]):
        twins[key].append(Twin(id=pk, language=language, slug=slug))
    wanted = set(ids)
    return {
        pk: BylineRow(
            id=pk,
            name=name,
            slug=slug,
            bio=bio,
            picture_id=picture_id,
            language=language,
            translation_key=uuid(key),
            twins=tuple(twin for twin in twins[key] if twin.id != pk),
        )
        for pk, language, slug, key, name, bio, picture_id in found
        if pk in wanted
    }
