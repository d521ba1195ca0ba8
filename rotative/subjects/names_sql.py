"""The names of subjects, read from their tables: asked for by nearly every page."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields

from rotative.core.sql import rows_of
from rotative.subjects.cards import RoleCard

_NAMES = """
    SELECT s.id, s.kind, s.picture_id, s.parent_id, s.wikidata, s.same_as,
        EXISTS (SELECT 1 FROM subjects_subjectrole r WHERE r.subject_id = s.id AND r.language = n.language),
        n.language, n.name, n.slug, n.description, n.aliases
    FROM subjects_subject s JOIN subjects_subjectname n ON n.subject_id = s.id WHERE s.id IN ({ids}) ORDER BY n.id
"""
_ROLES = """
    SELECT subject_id, language, text, since, until FROM subjects_subjectrole WHERE subject_id IN ({ids})
    ORDER BY CASE WHEN until = '' THEN 0 ELSE 1 END, since DESC, until DESC, id
"""
_CHILDREN = "SELECT parent_id, id FROM subjects_subject WHERE parent_id IN ({ids}) ORDER BY id"


@dataclass(frozen=True, kw_only=True, slots=True)
class NameRow:
    """The name of a subject in one language."""

    kind: str
    picture_id: int | None
    parent_id: int | None
    wikidata: str
    # One on each line.
    same_as: str
    has_role: bool
    language: str
    name: str
    slug: str
    description: str
    # One on each line.
    aliases: str


def names(ids: Collection[int]) -> dict[int, list[NameRow]]:
    """Return the names of each subject, in one query."""
    found: dict[int, list[NameRow]] = defaultdict(list)
    for subject_id, *values in rows_of(_NAMES, ids):
        found[subject_id].append(NameRow(**dict(zip(_FIELDS, values, strict=True))))
    return found


def roles(ids: Collection[int]) -> dict[int, list[tuple[str, RoleCard]]]:
    """Return the roles of each subject with their language, those without an end first, then the latest; in one query."""
    found: dict[int, list[tuple[str, RoleCard]]] = defaultdict(list)
    for subject_id, language, text, since, until in rows_of(_ROLES, ids):
        found[subject_id].append((language, RoleCard(text=text, since=since, until=until)))
    return found


def children(ids: Collection[int]) -> dict[int, list[int]]:
    """Return the subjects that belong to each, in one query."""
    found: dict[int, list[int]] = defaultdict(list)
    for parent_id, subject_id in rows_of(_CHILDREN, ids):
        found[parent_id].append(subject_id)
    return found


_FIELDS = tuple(field.name for field in fields(NameRow))
