"""Sections, subjects and bylines of an import: found where they are, made where they are missing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, Final
from uuid import uuid4

from django.utils.translation import gettext, override
from wagtail.models import Locale

from rotative.articles.models import Byline, Section
from rotative.bake.models import PublicPath
from rotative.core import addresses
from rotative.core.text import slug as slug_of
from rotative.importers.models import ImportedItem
from rotative.importers.records import AuthorRecord, SectionRecord, TagRecord
from rotative.importers.report import Report
from rotative.importers.wordpress.fields import masked
from rotative.importers.writer.imported import Ledger
from rotative.subjects.models import Subject, SubjectName

Kind: Final = ImportedItem.Kind


class Terms:
    """One source's sections, subjects and bylines, per language, each made at its first use."""

    def __init__(self, *, ledger: Ledger, report: Report, takes: Callable[[str], bool]) -> None:
        self.ledger = ledger
        self.report = report
        # An old address of the file is exactly this path, so nothing of ours may stand there.
        self.takes = takes
        # Old addresses of sections, subjects and bylines, and where they are now; waiting for the batch.
        self.moved: dict[str, str] = {}
        self._described: dict[tuple[str, str], Any] = {}
        self._used: set[tuple[str, str]] = set()
        self._locales: dict[str, Locale] = {}
        self._sections: dict[str, Section] = {}
        self._subjects: dict[str, int] = {}
        self._bylines: dict[str, int] = {}
        # Primary keys of what a dry run only counts.
        self._unreal = count(-1, -1)

    def describe(self, record: AuthorRecord | SectionRecord | TagRecord) -> None:
        """Remember what the old site says about a term until it is used."""
        self._described[_kind(record), record.source_id] = record
        if isinstance(record, SectionRecord) and record.parent:
            self.report.note("section_parent_lost", example=f"{record.parent} / {record.name}")

    def finish(self, language_of: Callable[[str], str]) -> None:
        """Make those that no article used."""
        for (kind, source_id), record in self._described.items():
            if (kind, source_id) not in self._used:
                language = language_of(record.name)
                if kind == Kind.SECTION:
                    self.section(record, language)
                elif kind == Kind.SUBJECT:
                    self.subject(record, language)
                else:
                    self.byline(source_id, language)

    def locale(self, language: str) -> Locale:
        if language not in self._locales:
            self._locales[language] = Locale.objects.get_or_create(language_code=language)[0]
        return self._locales[language]

    def section(self, record: SectionRecord | None, language: str) -> Section:
        """The section in that language; a general one for None."""
        if record is None:
            with override(language):
                record = SectionRecord(
                    source=self.ledger.source, source_id="-", name=gettext("Miscellaneous")
                )
        record = self._described.get((Kind.SECTION, record.source_id), record)
        key = f"{record.source_id}:{language}"[:255]
        if key not in self._sections:
            known = self.ledger.object_id(Kind.SECTION, key)
            there = Section.objects.filter(pk=known).first() if known else None
            self._sections[key] = there or self._make_section(record, language, key)
            self._count(Kind.SECTION, record.source_id, fresh=there is None)
        return self._sections[key]

    def subject(self, record: TagRecord | SectionRecord, language: str) -> int:
        """The subject a tag became, with a name in that language."""
        record = self._described.get((Kind.SUBJECT, record.source_id), record)
        key = f"{record.source_id}:{language}"[:255]
        if key not in self._subjects:
            known = self.ledger.object_id(Kind.SUBJECT, key)
            self._subjects[key] = known or self._make_subject(record, language, key)
            self._count(Kind.SUBJECT, record.source_id, fresh=not known)
        return self._subjects[key]

    def byline(self, login: str, language: str) -> int:
        """The signature of an account in that language."""
        key = f"{login}:{language}"[:255]
        if key not in self._bylines:
            record = self._described.get((Kind.AUTHOR, login))
            known = self.ledger.object_id(Kind.AUTHOR, key)
            self._bylines[key] = known or self._make_byline(record, login, language, key)
            self._count(Kind.AUTHOR, login, fresh=not known)
        return self._bylines[key]

    # Making

    def _count(self, kind: ImportedItem.Kind, source_id: str, *, fresh: bool) -> None:
        """Count a term once, in however many languages it came."""
        if fresh and (kind, source_id) not in self._used and source_id != "-":
            figure = {Kind.SECTION: "sections", Kind.SUBJECT: "subjects"}.get(kind, "authors")
            setattr(self.report, figure, getattr(self.report, figure) + 1)
        self._used.add((kind, source_id))

    def _make_section(self, record: SectionRecord, language: str, key: str) -> Section:
        locale = self.locale(language)
        section = Section.objects.filter(locale=locale, name__iexact=record.name).first()
        if section is None:
            slug = self._free(record, language, lambda slug: self._section_slug_taken(slug, locale, language))
            section = Section(
                locale=locale,
                name=record.name[:100],
                slug=slug,
                description=record.description,
                position=len(self._sections),
                translation_key=uuid4(),
            )
            self._save(section)
        self._keep(Kind.SECTION, key, section.pk)
        self.moved.setdefault(
            f"/category/{self._old_section(record)}/", addresses.section(language, section.slug)
        )
        return section

    def _old_section(self, record: SectionRecord) -> str:
        """The old path of a section below `/category/`: those above it come first."""
        parts, above = [record.source_id], record.parent
        while above and above not in parts and len(parts) < 10:
            parts.append(above)
            parent = self._described.get((Kind.SECTION, above))
            above = parent.parent if parent else ""
        return "/".join(reversed(parts))

    def _section_slug_taken(self, slug: str, locale: Locale, language: str) -> bool:
        path = addresses.section(language, slug)
        return (
            slug in addresses.RESERVED
            or self.takes(path)
            or Section.objects.filter(locale=locale, slug=slug).exists()
            or PublicPath.objects.filter(path=path).exists()
        )

    def _make_subject(self, record: TagRecord | SectionRecord, language: str, key: str) -> int:
        named = SubjectName.objects.filter(language=language, name__iexact=record.name).first()
        if named is not None:
            self._keep(Kind.SUBJECT, key, named.subject_id)
            return int(named.subject_id)
        twin = next(
            (pk for known, pk in self._subjects.items() if known.rsplit(":", 1)[0] == record.source_id), None
        )
        subject = Subject(kind=Subject.Kind.THEME)
        if twin is None:
            self._save(subject)
        pk = twin or subject.pk
        taken = SubjectName.objects.filter(language=language)
        slug = self._free(record, language, lambda slug: taken.filter(slug=slug).exists())
        name = SubjectName(subject_id=pk, language=language, name=record.name[:200], slug=slug)
        self._save(name)
        self._keep(Kind.SUBJECT, key, pk)
        self.moved.setdefault(f"/tag/{record.source_id}/", addresses.subject(language, slug))
        return int(pk)

    def _make_byline(self, record: AuthorRecord | None, login: str, language: str, key: str) -> int:
        locale = self.locale(language)
        # An account that no file describes, or that never chose a name, may be called by its address.
        said = record.name if record else login
        name, account = masked(said)[:200], masked(login)
        if name != said[:200]:
            self.report.note("address_masked", example=name)
        byline = Byline.objects.filter(locale=locale, name__iexact=name).first()
        if byline is None:
            taken = Byline.objects.filter(locale=locale)
            named = TagRecord(source="", source_id=account, name=name)
            slug = self._free(named, language, lambda slug: taken.filter(slug=slug).exists())
            byline = Byline(locale=locale, name=name, slug=slug, translation_key=uuid4())
            self._save(byline)
        self._keep(Kind.AUTHOR, key, byline.pk)
        self.moved.setdefault(f"/author/{account}/", addresses.author(language, byline.slug))
        return int(byline.pk)

    def _free(self, record: TagRecord | SectionRecord, language: str, taken: Callable[[str], bool]) -> str:
        """A slug nobody has: the old one where it can be read, else from the name; a number follows a taken one."""
        wanted = slug_of(record.source_id, language) or slug_of(record.name, language) or "x"
        return next(
            slug for number in count(1) if not taken(slug := wanted if number == 1 else f"{wanted}-{number}")
        )

    def _save(self, instance: Any) -> None:
        if self.ledger.dry_run:
            instance.pk = next(self._unreal)
        else:
            instance.save()

    def _keep(self, kind: str, key: str, pk: int) -> None:
        self.ledger.add(kind, key, pk)


def _kind(record: AuthorRecord | SectionRecord | TagRecord) -> str:
    if isinstance(record, SectionRecord):
        return Kind.SECTION
    return Kind.SUBJECT if isinstance(record, TagRecord) else Kind.AUTHOR
