"""The index of the newsroom's own subjects: made once in a process, and again after a name changed."""

from collections import defaultdict

from rotative.bake import invalidation_clock, keys
from rotative.bake.batch.cache import Cache
from rotative.core.sql import rows
from rotative.subjects.finding import Index, Known
from rotative.subjects.models import SubjectName

_VERSION = "SELECT COUNT(*), COALESCE(MAX(id), 0) FROM subjects_subjectname"
_NAMES = """
    SELECT s.id, s.kind, n.language, n.name, n.aliases
    FROM subjects_subject s JOIN subjects_subjectname n ON n.subject_id = s.id ORDER BY s.id, n.id
"""

_kept = Cache()


def newsroom_index() -> Index:
    """Return the index of all subjects, as their names are now."""
    # Rows that an import wrote without a word to the press are counted.
    version = tuple(rows(_VERSION, [])[0])
    invalidation_clock.follow(_kept, invalidation_clock.read())
    found = _kept.get(SubjectName)
    if found is not None and found[0][0] == version:
        index: Index = found[0][1]
        return index
    index = Index(known_subjects())
    _kept.put(SubjectName, (version, index), frozenset([keys.SUBJECT_NAMES]))
    return index


def known_subjects() -> list[Known]:
    """Return all subjects with their names, in one query."""
    names: dict[tuple[int, str], dict[str, list[str]]] = defaultdict(dict)
    for subject_id, kind, language, name, aliases in rows(_NAMES, []):
        others = (line.strip() for line in aliases.splitlines())
        names[subject_id, kind][language] = [name, *filter(None, others)]
    return [Known(id=str(subject_id), kind=kind, names=named) for (subject_id, kind), named in names.items()]


def forget() -> None:
    """Drop the index, as for another database."""
    _kept.clear()
    _kept.followed = None
