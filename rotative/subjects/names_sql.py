"""The names of subjects, read from their tables: asked for by nearly every page."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from rotative.core.sql import rows_of

_NAMES = """
    SELECT s.id, s.kind, s.picture_id, n.language, n.name, n.slug, n.description, n.aliases
    FROM subjects_subject s JOIN subjects_subjectname n ON n.subject_id = s.id WHERE s.id IN ({ids}) ORDER BY n.id
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class NameRow:
    """The name of a subject in one language."""

    kind: str
    picture_id: int | None
    language: str
    name: str
    slug: str
    description: str
    # One on each line.
    aliases: str


def names(ids: Collection[int]) -> dict[int, list[NameRow]]:
    """Return the names of each subject, in one query."""
    found: dict[int, list[NameRow]] = defaultdict(list)
    for subject_id, kind, picture_id, language, name, slug, description, aliases in rows_of(_NAMES, ids):
        row = NameRow(
            kind=kind, picture_id=picture_id, language=language, name=name, slug=slug, description=description, aliases=aliases
        )  # fmt: skip
        found[subject_id].append(row)
    return found
