"""The trust in a name: how often the desk accepted and how often it refused what was found by it.

Only explicit decisions count. An article without the subject says nothing, because an outlet tags few of the subjects that its
articles name.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Greatest

from rotative.subjects import names_sql
from rotative.subjects.finding import Index, Known
from rotative.subjects.finding.folded_text import FoldedText, fold_name
from rotative.subjects.models import NAME_LETTERS, NameTrust, SubjectName, other_names
from rotative.subjects.names_sql import NameRow


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Found:
    """A name of a subject by which it was found."""

    subject_id: int
    # Of the article.
    language: str
    # Folded.
    name: str


class Names:
    """The names of a few subjects, to say by which of them a string of a text was found."""

    def __init__(self, subject_ids: Collection[int]) -> None:
        """Read the names, in one query."""
        named = names_sql.names(subject_ids)
        self._indexes = {pk: Index([_known(pk, rows)]) for pk, rows in named.items()}

    def found(self, subject_id: int, language: str, strings: Iterable[str]) -> set[Found]:
        """Return the names as which strings of an article count; none for a surname alone or another spelling."""
        index = self._indexes.get(subject_id)
        if index is None:
            return set()
        names = {name for string in set(strings) for name in _names(index, string)}
        return {
            Found(subject_id=subject_id, language=language, name=name)
            for name in names
            if len(name) <= NAME_LETTERS
        }


def _known(subject_id: int, rows: Iterable[NameRow]) -> Known:
    names = {row.language: [row.name, *other_names(row.aliases)] for row in rows}
    kind = next(row.kind for row in rows)
    return Known(id=str(subject_id), kind=kind, names=names)


def _names(index: Index, string: str) -> set[str]:
    text = FoldedText(string).matched
    whole = text.strip()
    return {
        fold_name(name.written)
        for start, end, names in index.occurrences(text)
        if text[start:end].strip() == whole
        for name in names
    }


@transaction.atomic
def count(times: Mapping[Found, int], *, accepted: bool) -> None:
    """Count decisions: how many there were about each name. accepted: or they were refused."""
    if not times:
        return
    # In one order, so that two who count never wait for each other.
    NameTrust.objects.bulk_create(
        (NameTrust(subject_id=one.subject_id, language=one.language, name=one.name) for one in sorted(times)),
        ignore_conflicts=True,
    )
    _add(times, accepted=accepted)


@transaction.atomic
def take_back(times: Mapping[Found, int], *, accepted: bool) -> None:
    """Take back what was counted; a name that the subject has lost since has no counts any more."""
    if times:
        _add({one: -number for one, number in times.items()}, accepted=accepted)


def _add(times: Mapping[Found, int], *, accepted: bool) -> None:
    ids = {one.subject_id for one in times}
    rows = NameTrust.objects.filter(subject_id__in=ids, name__in={one.name for one in times})
    changes: dict[int, list[int]] = defaultdict(list)
    for row in rows.select_for_update().order_by("subject_id", "language", "name"):
        found = Found(subject_id=row.subject_id, language=row.language, name=row.name)
        if found in times:
            changes[times[found]].append(row.pk)
    if not changes:
        return
    field = "accepted" if accepted else "refused"
    number = Case(
        *(When(pk__in=pks, then=Value(number)) for number, pks in changes.items()),
        output_field=IntegerField(),
    )
    changed = NameTrust.objects.filter(pk__in=[pk for pks in changes.values() for pk in pks])
    changed.update(**{field: Greatest(F(field) + number, Value(0))})


def trust_again(row: NameTrust) -> None:
    """Forget what was decided about a name, so that it is suggested as any other."""
    row.delete()


def merge(gone_id: int, kept_id: int) -> list[tuple[str, str, int, int]]:
    """Give the counts of a subject to another one; return what those of names that both have grew by, for `unmerge`.

    Each is the language, the name, how often it was accepted, how often refused.
    """
    own = NameTrust.objects.filter(subject_id=kept_id).values_list("language", "name")
    both = set(own)
    rows = list(NameTrust.objects.filter(subject_id=gone_id))
    grown = [
        (row.language, row.name, row.accepted, row.refused)
        for row in rows
        if (row.language, row.name) in both
    ]
    for accepted, times in _grown(kept_id, grown):
        _add(times, accepted=accepted)
    moving = [row.pk for row in rows if (row.language, row.name) not in both]
    NameTrust.objects.filter(pk__in=moving).update(subject_id=kept_id)
    return grown


def unmerge(gone_id: int, kept_id: int, grown: Iterable[Sequence[Any]]) -> None:
    """Take from a subject what it got by a merger, after its other rows went back. grown: what `merge` returned."""
    for accepted, times in _grown(kept_id, grown):
        take_back(times, accepted=accepted)
    for pk in (kept_id, gone_id):
        forget_lost(pk)


def _grown(kept_id: int, grown: Iterable[Sequence[Any]]) -> Iterator[tuple[bool, dict[Found, int]]]:
    told = [
        (Found(subject_id=kept_id, language=row[0], name=row[1]), {True: row[2], False: row[3]})
        for row in grown
    ]
    for accepted in (True, False):
        yield accepted, {found: times[accepted] for found, times in told}


def forget_lost(subject_id: int) -> None:
    """Delete the counts of the names that a subject no longer has."""
    rows = NameTrust.objects.filter(subject_id=subject_id)
    counted = set(rows.values_list("name", flat=True))
    if not counted:
        return
    rows.filter(name__in=counted - set(written_names(subject_id))).delete()


def written_names(subject_id: int) -> dict[str, str]:
    """Return all names of a subject as it writes them, by the folded ones."""
    names = SubjectName.objects.filter(subject_id=subject_id).values_list("name", "aliases")
    return {fold_name(one): one for name, aliases in names for one in (*other_names(aliases), name)}
