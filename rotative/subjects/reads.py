"""Subjects, as cards."""

from collections.abc import Iterable

from django.db.models import Prefetch

from rotative.bake import keys
from rotative.core import addresses
from rotative.subjects.cards import SubjectCard
from rotative.subjects.models import Subject, SubjectName


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


def _load(ids: Iterable[int]) -> dict[int, dict[str, SubjectCard]]:
    names = Prefetch("names", queryset=SubjectName.objects.order_by("id"))
    return {row.pk: _cards(row) for row in Subject.objects.filter(pk__in=ids).prefetch_related(names)}


def _cards(row: Subject) -> dict[str, SubjectCard]:
    names: list[SubjectName] = list(row.names.all())
    paths = {name.language: addresses.subject(name.language, name.slug) for name in names}
    return {
        name.language: SubjectCard(
            id=row.pk,
            kind=row.kind,
            name=name.name,
            description=name.description,
            aliases=tuple(line.strip() for line in name.aliases.splitlines() if line.strip()),
            slug=name.slug,
            path=paths[name.language],
            translations={code: path for code, path in paths.items() if code != name.language},
        )
        for name in names
    }
