"""Subjects, as cards."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from rotative.bake import keys
from rotative.core import addresses
from rotative.core.sql import rows_of
from rotative.subjects.cards import SubjectCard

_NAMES = """
    SELECT s.id, s.kind, n.language, n.name, n.slug, n.description, n.aliases
    FROM subjects_subject s JOIN subjects_subjectname n ON n.subject_id = s.id WHERE s.id IN ({ids}) ORDER BY n.id
"""


def subjects(ids: Iterable[int], language: str) -> dict[int, SubjectCard]:
    """The subjects of these ids that have a name in the language, by id."""
    wanted = list(ids)
    found: dict[int, dict[str, SubjectCard]] = {}
    unknown: list[int] = []
    for subject_id in wanted:
        cards = keys.kept(("subject", subject_id))
        if cards is None:
            unknown.append(subject_id)
        else:
            found[subject_id] = cards
    if unknown:
        loaded = _load(unknown)
        for subject_id in unknown:
            found[subject_id] = loaded.get(subject_id, {})
            keys.keep(("subject", subject_id), found[subject_id], {keys.subject(subject_id)})
    return {i: found[i][language] for i in wanted if language in found[i]}


def subject(subject_id: int, language: str) -> SubjectCard | None:
    """One subject in a language, or None when it has no name there."""
    return subjects([subject_id], language).get(subject_id)


def _load(ids: Collection[int]) -> dict[int, dict[str, SubjectCard]]:
    names: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for subject_id, *name in rows_of(_NAMES, ids):
        names[subject_id].append(tuple(name))
    return {subject_id: _cards(subject_id, named) for subject_id, named in names.items()}


def _cards(subject_id: int, names: Sequence[tuple[Any, ...]]) -> dict[str, SubjectCard]:
    paths = {language: addresses.subject(language, slug) for _kind, language, _name, slug, *_texts in names}
    return {
        language: SubjectCard(
            id=subject_id,
            kind=kind,
            name=name,
            description=description,
            aliases=tuple(line.strip() for line in aliases.splitlines() if line.strip()),
            slug=slug,
            path=paths[language],
            translations={code: path for code, path in paths.items() if code != language},
        )
        for kind, language, name, slug, description, aliases in names
    }
