"""The index of the newsroom's own subjects: made once in a process, and again after a name or the trust in one changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rotative.bake import invalidation_clock, keys
from rotative.bake.batch.cache import Cache
from rotative.core.sql import rows
from rotative.subjects.finding import Index, Known
from rotative.subjects.models import LEAST_REFUSED, REFUSED_A_TIME_ACCEPTED, SubjectName, other_names

# The number of names, and each weak one; asked for at each look for subjects.
_VERSION = """SELECT COUNT(*), COALESCE(MAX(id), 0), '', '' FROM subjects_subjectname
    UNION ALL SELECT subject_id, 0, name, language FROM subjects_nametrust
    WHERE refused >= {least} AND refused > accepted * {times}
"""
_NAMES = """
    SELECT s.id, s.kind, n.language, n.name, n.aliases
    FROM subjects_subject s JOIN subjects_subjectname n ON n.subject_id = s.id ORDER BY s.id, n.id
"""

_NONE: Mapping[Any, Any] = {}

_kept = Cache()


def newsroom_index() -> Index:
    """Return the index of all subjects, as their names and the decisions about these are now."""
    # Rows that an import wrote without a word to the press are counted; few names are weak, so that all are compared.
    version = frozenset(rows(_VERSION.format(least=LEAST_REFUSED, times=REFUSED_A_TIME_ACCEPTED), []))
    invalidation_clock.follow(_kept, invalidation_clock.read())
    found = _kept.get(SubjectName)
    if found is not None and found[0][0] == version:
        index: Index = found[0][1]
        return index
    index = Index(known_subjects(_weak(version)))
    _kept.put(SubjectName, (version, index), frozenset([keys.SUBJECT_NAMES]))
    return index


def _weak(version: Iterable[tuple[Any, ...]]) -> dict[int, dict[str, frozenset[str]]]:
    found: dict[int, dict[str, frozenset[str]]] = defaultdict(dict)
    for subject_id, _last, name, language in version:
        if language:
            found[subject_id][name] = found[subject_id].get(name, frozenset()) | {language}
    return found


def known_subjects(weak: Mapping[int, Mapping[str, frozenset[str]]] = _NONE) -> list[Known]:
    """Return all subjects with their names, in one query. weak: subject → its weak names, as `Known` has them."""
    names: dict[tuple[int, str], dict[str, list[str]]] = defaultdict(dict)
    for subject_id, kind, language, name, aliases in rows(_NAMES, []):
        names[subject_id, kind][language] = [name, *other_names(aliases)]
    return [
        Known(id=str(pk), kind=kind, names=named, weak=weak.get(pk, _NONE))
        for (pk, kind), named in names.items()
    ]


def forget() -> None:
    """Drop the index, as for another database."""
    _kept.clear()
    _kept.followed = None
