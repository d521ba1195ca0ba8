"""Loading a vocabulary: what the newsroom has already is completed, what it lacks is made. Twice is once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice

from django.db import transaction

from rotative.bake import keys, queue
from rotative.bake.models import PublicPath
from rotative.core import addresses
from rotative.core.text import fold
from rotative.core.text import slug as slug_of
from rotative.subjects.models import Subject, SubjectName
from rotative.subjects.vocabularies.vocabulary_terms import Term

# Terms in a transaction: a load that is stopped continues there.
_TOGETHER = 100


@dataclass(kw_only=True)
class Loaded:
    """The numbers of a load."""

    made: int = 0
    # Subjects that were there and got a name or an address.
    completed: int = 0
    already_there: int = 0


class _Newsroom:
    """The subjects that are there, found by address and by name, and the slugs that are taken."""

    def __init__(self) -> None:
        self.addressed: dict[str, int] = {}
        for pk, lines in Subject.objects.exclude(same_as="").values_list("pk", "same_as"):
            self.addressed.update(dict.fromkeys(lines.split(), pk))
        self.named: dict[tuple[str, str], int] = {}
        self.languages: dict[int, set[str]] = {}
        self.slugs: set[tuple[str, str]] = set()
        rows = SubjectName.objects.order_by("-pk").values_list(
            "subject_id", "subject__kind", "language", "folded", "slug"
        )
        for pk, kind, language, folded, slug in rows.iterator(2000):
            self.languages.setdefault(pk, set()).add(language)
            self.slugs.add((language, slug))
            for name in folded.splitlines():
                self.named[kind, name] = pk

    def find(self, term: Term) -> int | None:
        """Return the subject that a term is: by its address, else by one of its names among those of its kind."""
        if term.address and (known := self.addressed.get(term.address)):
            return known
        found = (self.named.get((term.kind, fold(name))) for name in term.names.values())
        return next((pk for pk in found if pk is not None), None)

    def slug(self, language: str, name: str) -> str:
        wanted = slug_of(name, language) or "sujet"
        for number in count(1):
            slug = wanted if number == 1 else f"{wanted}-{number}"
            path = addresses.subject(language, slug)
            free = (language, slug) not in self.slugs and slug.casefold() not in addresses.RESERVED
            if free and not PublicPath.objects.filter(path=path).exists():
                self.slugs.add((language, slug))
                return slug
        raise AssertionError  # count never ends


def load(
    terms: Iterable[Term],
    *,
    languages: Iterable[str],
    dry_run: bool = False,
    progress: Callable[[int], object] = lambda _done: None,
) -> Loaded:
    """Load the names of terms in some languages. dry_run: only count what would be done."""
    spoken, newsroom, totals = set(languages), _Newsroom(), Loaded()
    for part in _parts(terms):
        with transaction.atomic():
            for term in part:
                names = {code: name for code, name in term.names.items() if code in spoken}
                if names:
                    _load(term, names, newsroom, totals, dry_run=dry_run)
            if not dry_run:
                queue.mark_stale([keys.SUBJECT_NAMES])
        progress(len(part))
    return totals


def _parts(terms: Iterable[Term]) -> Iterator[tuple[Term, ...]]:
    waiting = iter(terms)
    while part := tuple(islice(waiting, _TOGETHER)):
        yield part


def _load(term: Term, names: dict[str, str], newsroom: _Newsroom, totals: Loaded, *, dry_run: bool) -> None:
    known = newsroom.find(term)
    missing = {
        code: name for code, name in names.items() if code not in newsroom.languages.get(known or 0, ())
    }
    addressed = not term.address or term.address in newsroom.addressed
    if not missing and (known is None or addressed):
        totals.already_there += 1
        return
    if known is None:
        totals.made += 1
    else:
        totals.completed += 1
    if dry_run:
        return
    subject = Subject.objects.get(pk=known) if known else Subject.objects.create(kind=term.kind)
    if not addressed:
        subject.same_as = "\n".join(filter(None, (subject.same_as, term.address)))
        subject.save()
        newsroom.addressed[term.address] = subject.pk
    for code, name in missing.items():
        SubjectName(subject=subject, language=code, name=name, slug=newsroom.slug(code, name)).save()
        newsroom.languages.setdefault(subject.pk, set()).add(code)
        newsroom.named.setdefault((term.kind, fold(name)), subject.pk)
