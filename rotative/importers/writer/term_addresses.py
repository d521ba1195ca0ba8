"""The old addresses of sections, subjects and bylines: by slug under each base the old site had, and by number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from rotative.articles.models import Byline, Section
from rotative.core import addresses
from rotative.importers import term_targets
from rotative.importers.models import ImportedItem
from rotative.importers.records import AuthorRecord, OutletRecord, SectionRecord, TagRecord, masked
from rotative.importers.term_targets import Row
from rotative.importers.writer.imported import split
from rotative.subjects.models import SubjectName

Kind: Final = ImportedItem.Kind
Term = AuthorRecord | SectionRecord | TagRecord

_MOST_LEVELS: Final = 10
_NOT_IN_NICENAME: Final = re.compile(r"[^a-z0-9_-]+")


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Old addresses of terms and where they lead now."""

    # Old path below the old site's home → recipe, arg and target of its redirect.
    paths: dict[str, Row] = field(default_factory=dict)
    # Kind of number, "cat" or "author" → number → an old path.
    numbers: dict[str, dict[int, str]] = field(default_factory=lambda: {"cat": {}, "author": {}})


class _Term(NamedTuple):
    kind: ImportedItem.Kind
    record: Term
    language: str
    object_id: int


class TermAddresses:
    """Gathers the terms of a batch, and then says where their old addresses lead."""

    def __init__(self, outlet: OutletRecord, described: Mapping[tuple[str, str], Term]) -> None:
        """Gather terms. described: the old site's own descriptions, by kind and source id."""
        self._outlet = outlet
        self._described = described
        self._noted: list[_Term] = []

    def note(self, kind: ImportedItem.Kind, record: Term, language: str, object_id: int) -> None:
        """Note what a term became in a language."""
        self._noted.append(_Term(kind, record, language, object_id))

    def take(self) -> Moved:
        """Return the old addresses of the terms noted since the last call; the first term of an address keeps it."""
        noted, self._noted = self._noted, []
        moved = Moved()
        paths = _new_paths(noted)
        for term in noted:
            if not (new := paths.get((term.kind, term.object_id, term.language))):
                continue
            row = term_targets.row(term.kind, term.object_id, term.language, new)
            old_paths = list(self._old_paths(term))
            for old in old_paths:
                moved.paths.setdefault(old, row)
                if term.language != self._outlet.language:
                    moved.paths.setdefault(f"/{term.language}{old}", row)
            if old_paths and (number := _number(term)):
                moved.numbers[number[0]].setdefault(number[1], old_paths[0])
        return moved

    def _old_paths(self, term: _Term) -> Iterator[str]:
        match term.record:
            case AuthorRecord():
                yield from _below(self._outlet.author_bases, author_slugs(term.record))
            case SectionRecord() if term.kind == Kind.SECTION or not self._is_described(term.record):
                yield from _below(self._outlet.section_bases, self._nested(term.record))
            case TagRecord():
                yield from _below(self._outlet.tag_bases, [term.record.source_id])

    def _is_described(self, record: SectionRecord) -> bool:
        """Return whether a category is written as a section in any case, whatever else it became."""
        return (Kind.SECTION, record.source_id) in self._described

    def _nested(self, record: SectionRecord) -> list[str]:
        """Return the slug of a section below those above it, and alone: WordPress answered to both."""
        parts, above = [record.source_id], record.parent
        while above and above not in parts and len(parts) < _MOST_LEVELS:
            parts.append(above)
            parent = self._described.get((Kind.SECTION, above))
            above = parent.parent if isinstance(parent, SectionRecord) else ""
        return list(dict.fromkeys(["/".join(reversed(parts)), record.source_id]))


def author_slugs(record: AuthorRecord) -> list[str]:
    """Return the slugs that an author's page may have had: WordPress makes one of the login, and lets it be changed."""
    login = record.source_id
    made = [record.slug, masked(login), nicename(login), nicename(masked(record.name))]
    return [slug for slug in dict.fromkeys(made) if slug]


def nicename(text: str) -> str:
    """Return the slug that WordPress makes of a name: small letters without accents, with hyphens."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter)
    )
    return re.sub(r"-+", "-", _NOT_IN_NICENAME.sub("", re.sub(r"[\s./]+", "-", bare))).strip("-")


def _below(bases: Iterable[str], slugs: Iterable[str]) -> Iterator[str]:
    listed = list(slugs)
    for base in bases:
        for slug in listed:
            yield f"/{base}/{slug}/" if base else f"/{slug}/"


def _number(term: _Term) -> tuple[str, int] | None:
    record = term.record
    if isinstance(record, TagRecord) or not record.number.isascii() or not record.number.isdigit():
        return None
    return "author" if isinstance(record, AuthorRecord) else "cat", int(record.number)


def _new_paths(noted: Iterable[_Term]) -> dict[tuple[str, int, str], str]:
    """Return the paths of what the terms became, with one query a kind."""
    wanted: dict[str, list[int]] = {Kind.SECTION: [], Kind.SUBJECT: [], Kind.AUTHOR: []}
    for term in noted:
        wanted[term.kind].append(term.object_id)
    found: dict[tuple[str, int, str], str] = {}
    for part in split(dict.fromkeys(wanted[Kind.SECTION])):
        rows = Section.objects.filter(pk__in=part).values_list("pk", "locale__language_code", "slug")
        found |= {(Kind.SECTION, pk, code): addresses.section(code, slug) for pk, code, slug in rows}
    for part in split(dict.fromkeys(wanted[Kind.AUTHOR])):
        rows = Byline.objects.filter(pk__in=part).values_list("pk", "locale__language_code", "slug")
        found |= {(Kind.AUTHOR, pk, code): addresses.author(code, slug) for pk, code, slug in rows}
    for part in split(dict.fromkeys(wanted[Kind.SUBJECT])):
        names = SubjectName.objects.filter(subject_id__in=part).order_by("pk")
        for pk, code, slug in names.values_list("subject_id", "language", "slug"):
            found.setdefault((Kind.SUBJECT, pk, code), addresses.subject(code, slug))
    return found
