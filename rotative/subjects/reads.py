"""Subjects, as cards."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet

from rotative.bake import keys
from rotative.bake.batch.cache import Cached
from rotative.bake.batch.loaders import Loader
from rotative.core import addresses
from rotative.core.text.folding import fold
from rotative.subjects import names_sql
from rotative.subjects.cards import MergedName, RoleCard, SubjectCard
from rotative.subjects.finding import similar
from rotative.subjects.models import Subject, SubjectMerger, SubjectName, other_names
from rotative.subjects.names_sql import NameRow
from rotative.subjects.newsroom_index import known_subjects

# Subject → language code → its card.
_cards: Cached[int, dict[str, SubjectCard]] = Cached()
# Subject → those that belong to it.
_children: Loader[int, list[int]] = Loader(lambda ids: names_sql.children(ids))


def subjects(ids: Iterable[int], language: str) -> dict[int, SubjectCard]:
    """Return the subjects of these ids that have a name in the language, by id."""
    return {pk: cards[language] for pk, cards in prepare(ids).items() if language in cards}


def subject(subject_id: int, language: str) -> SubjectCard | None:
    """Return one subject in a language, or None when it has no name there."""
    return subjects([subject_id], language).get(subject_id)


def homonyms(names: Iterable[str], *, other_than: int | None) -> list[Subject]:
    """Return the subjects that have one of these names, in any language and however it is written; at most five."""
    wanted = set(filter(None, map(fold, names)))
    anywhere = Q()
    for name in wanted:
        anywhere |= Q(folded__contains=name)
    rows = (
        SubjectName.objects.filter(anywhere).exclude(subject=other_than)
        if wanted
        else SubjectName.objects.none()
    )
    named = (row.subject_id for row in rows if wanted & set(row.folded.splitlines()))
    found = dict.fromkeys(named)
    return list(Subject.objects.filter(pk__in=list(found)[:5]).order_by("pk"))


def alike(names: Iterable[str], *, other_than: int | None) -> list[Subject]:
    """Return the subjects that have nearly one of these names, also in the other script; at most five."""
    known = [
        (each.id, [name for written in each.names.values() for name in written])
        for each in known_subjects()
        if each.id != str(other_than)
    ]
    ids = [int(pk) for pk in similar(names, known)[:5]]
    found = Subject.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def existing(ids: Collection[int]) -> set[int]:
    """Return those of these subjects that exist."""
    return set(Subject.objects.filter(pk__in=ids).values_list("pk", flat=True))


def successors(ids: Collection[int]) -> dict[int, int]:
    """Return into which subject each of these was merged, as long as that can be undone."""
    return {pk: kept_id for pk, kept_id in _merged(SubjectMerger.objects.all()) if pk in ids}


def merged_into(subject: Subject) -> set[int]:
    """Return the subjects that were merged into one, and those merged into these before, as long as that can be undone."""
    return {pk for pk, _kept_id in _merged(SubjectMerger.objects.filter(kept=subject))}


def _merged(mergers: QuerySet[SubjectMerger]) -> Iterator[tuple[int, int]]:
    """Return each subject that is gone with the one that was kept."""
    told = mergers.order_by("pk").values_list("kept_id", "before__subjects__gone__id", "before__formerly")
    for kept_id, gone_id, formerly in told:
        # Mergers of before have none.
        yield from ((pk, kept_id) for pk in (gone_id, *(formerly or ())))


def merged_names(gone: Subject, into: Subject) -> list[MergedName]:
    """Return what becomes of each name of a subject that is merged into another."""
    kept = {name.language: name.name for name in SubjectName.objects.filter(subject=into)}
    return [
        MergedName(language=name.get_language_display(), name=name.name, into=kept.get(name.language))
        for name in SubjectName.objects.filter(subject=gone)
    ]


def prepare(ids: Iterable[int]) -> dict[int, dict[str, SubjectCard]]:
    """Return the subjects of these ids in every language, in one query: id → language code → card."""
    found: dict[int, dict[str, SubjectCard]] = {}
    unknown: list[int] = []
    for subject_id in ids:
        cards = _cards.get(subject_id)
        # Takes its place in the order asked for.
        found[subject_id] = {} if cards is None else cards
        if cards is None:
            unknown.append(subject_id)
    loaded = names_sql.names(unknown)
    roles = names_sql.roles([pk for pk, names in loaded.items() if any(name.has_role for name in names)])
    for subject_id in unknown:
        found[subject_id] = _in_every_language(
            subject_id, loaded.get(subject_id, ()), roles.get(subject_id, ())
        )
        _cards.put(subject_id, found[subject_id], {keys.subject(subject_id)})
    return found


def children(subject_id: int, language: str) -> tuple[SubjectCard, ...]:
    """Return the subjects with a name in the language that belong to one. Its card records the key."""
    keys.record(keys.subject(subject_id))
    return tuple(subjects(_children.one(subject_id) or (), language).values())


def prepare_children(ids: Iterable[int]) -> dict[int, list[int]]:
    """Load for a batch the subjects that belong to these; return their ids by subject."""
    found = _children.many(ids)
    prepare({pk for children in found.values() for pk in children})
    return found


def _in_every_language(
    subject_id: int, names: Sequence[NameRow], roles: Sequence[tuple[str, RoleCard]]
) -> dict[str, SubjectCard]:
    paths = {row.language: addresses.subject(row.language, row.slug) for row in names}
    return {
        row.language: SubjectCard(
            id=subject_id,
            kind=row.kind,
            picture_id=row.picture_id,
            name=row.name,
            description=row.description,
            aliases=tuple(other_names(row.aliases)),
            slug=row.slug,
            path=paths[row.language],
            translations={code: path for code, path in paths.items() if code != row.language},
            names={other.language: other.name for other in names if other.language != row.language},
            parent_id=row.parent_id,
            same_as=_same_as(row),
            roles=tuple(role for language, role in roles if language == row.language),
        )
        for row in names
    }


def _same_as(row: NameRow) -> tuple[str, ...]:
    item = [f"https://www.wikidata.org/wiki/{row.wikidata}"] if row.wikidata else []
    return (*item, *filter(None, map(str.strip, row.same_as.splitlines())))
