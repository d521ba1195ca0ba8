"""Writes sections, subjects and bylines: those that exist already are used, missing ones are made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import count, islice
from typing import Final
from uuid import UUID, uuid4, uuid5

from django.db.models import Model, Value
from django.db.models.functions import Upper
from django.utils.translation import gettext, override
from wagtail.models import Locale

from rotative.articles.models import Byline, Section
from rotative.bake.models import PublicPath
from rotative.core import addresses
from rotative.core.text import slug as slug_of
from rotative.importers.models import ImportedItem
from rotative.importers.records import AuthorRecord, SectionRecord, TagRecord, masked
from rotative.importers.writer.imported import split
from rotative.importers.writer.job import Job
from rotative.importers.writer.term_addresses import TermAddresses
from rotative.subjects.models import Subject, SubjectName

Kind: Final = ImportedItem.Kind
Term = AuthorRecord | SectionRecord | TagRecord

# The source id of the section for articles without one.
_NO_SECTION: Final = "-"
# Slugs of sections that hold what nobody has filed.
_NEVER_IN_MENU: Final = frozenset({
    _NO_SECTION, "uncategorized", "uncategorised", "non-classe", "non-classé", "sin-categoria", "sin-categoría", "غير-مصنف",
})  # fmt: skip
_KEY_LETTERS: Final = 255
# Names in it make translation keys: the same at every run.
_KEYS: Final = UUID("0c6f0d52-5f0e-4c63-8f0b-2b6c6a3f8d11")
# The figures of the report.
_FIGURES: Final = {Kind.SECTION: "sections", Kind.SUBJECT: "subjects", Kind.AUTHOR: "authors"}
# Unused terms that are looked up at once.
_TOGETHER: Final = 500


class TermWriter:
    """Writes one source's sections, subjects and bylines, each once per language, when it is first used."""

    def __init__(self, job: Job) -> None:
        self.job = job
        # By kind and source id, in the order of the file.
        self._described: dict[tuple[str, str], Term] = {}
        self.addresses = TermAddresses(job.outlet, self._described)
        self._used: set[tuple[str, str]] = set()
        self._locales: dict[str, Locale] = {}
        self._sections: dict[str, Section] = {}
        # Made in this run.
        self.new_sections: list[Section] = []
        self._subjects: dict[str, int] = {}
        # By the source id of the term, in whichever language was written first.
        self._subject_of: dict[str, int] = {}
        # By language and name in lower case: the subjects whose names the terms of the batch have.
        self._named: dict[tuple[str, str], tuple[int, ...]] = {}
        self._bylines: dict[str, int] = {}
        # What earlier runs imported.
        self._known = {kind: job.imported.object_ids(kind) for kind in _FIGURES}
        # The terms that earlier runs imported in any language.
        self._known_terms = {
            (kind, key.rpartition(":")[0]) for kind, known in self._known.items() for key in known
        }
        # What a term of this source has become already: kind and primary key → source id of the term.
        self._owners = {
            (kind, pk): key.rpartition(":")[0]
            for kind, known in self._known.items()
            for key, pk in known.items()
        }
        # Primary keys of the objects that a dry run only counts.
        self._unreal = count(-1, -1)

    def describe(self, record: Term) -> None:
        """Remember the old site's description of a term until the term is used."""
        self._described[_kind(record), record.source_id] = record
        if isinstance(record, SectionRecord) and record.parent:
            self.job.report.note("section_parent_lost", example=f"{record.parent} / {record.name}")

    def write_unused(self, choose_language: Callable[[str], str]) -> None:
        """Write the described terms that no article used, in the language chosen for the name of each."""
        unused = (
            record
            for key, record in self._described.items()
            if key not in self._used and key not in self._known_terms
        )
        while part := list(islice(unused, _TOGETHER)):
            chosen = [(record, choose_language(record.name)) for record in part]
            self.look_up((record, language) for record, language in chosen if isinstance(record, TagRecord))
            for record, language in chosen:
                match record:
                    case SectionRecord():
                        self.section(record, language)
                    case TagRecord():
                        self.subject(record, language)
                    case AuthorRecord():
                        self.byline(record.source_id, language)

    def look_up(self, subjects: Iterable[tuple[TagRecord | SectionRecord, str]]) -> None:
        """Begin a batch: find the subjects that have the names of its terms already.

        subjects: each term with the language of its article.
        """
        # Of those that a dry run only counts nobody else knows.
        unreal = ((name, tuple(pk for pk in pks if pk < 0)) for name, pks in self._named.items())
        self._named = {name: pks for name, pks in unreal if pks}
        wanted: dict[str, set[str]] = defaultdict(set)
        for record, language in subjects:
            if _key(record.source_id, language) not in self._subjects:
                wanted[language].add(self._describe_subject(record).name)
        for language, names in wanted.items():
            for part in split(names):
                for name, pks in _subjects_named(part, language).items():
                    self._named[name] = (*pks, *self._named.get(name, ()))

    def locale(self, language: str) -> Locale:
        if language not in self._locales:
            found = Locale.objects.filter(language_code=language).first()
            self._locales[language] = found or Locale(language_code=language)
            if found is None:
                self._save(self._locales[language])
        return self._locales[language]

    def section(self, record: SectionRecord | None, language: str) -> Section:
        """Return the section in that language; for None, the section of articles without one."""
        record = self._describe_section(record or _general_section(self.job.source, language))
        key = _key(record.source_id, language)
        if key not in self._sections:
            known = self._known[Kind.SECTION].get(key)
            found = Section.objects.filter(pk=known).first() if known else None
            self._sections[key] = found or self._make_section(record, language, key)
            self.addresses.note(Kind.SECTION, record, language, self._sections[key].pk)
            self._count(Kind.SECTION, record.source_id, is_new=found is None)
        return self._sections[key]

    def subject(self, record: TagRecord | SectionRecord, language: str) -> int:
        """Return the primary key of the subject that a tag or second section became, named in that language."""
        record = self._describe_subject(record)
        key = _key(record.source_id, language)
        if key not in self._subjects:
            known = self._known[Kind.SUBJECT].get(key)
            self._subjects[key] = known or self._make_subject(record, language, key)
            self._subject_of.setdefault(record.source_id, self._subjects[key])
            self.addresses.note(Kind.SUBJECT, record, language, self._subjects[key])
            self._count(Kind.SUBJECT, record.source_id, is_new=not known)
        return self._subjects[key]

    def byline(self, login: str, language: str) -> int:
        """Return the primary key of the byline of an account in that language."""
        key = _key(login, language)
        if key not in self._bylines:
            known = self._known[Kind.AUTHOR].get(key)
            self._bylines[key] = known or self._make_byline(login, language, key)
            self.addresses.note(Kind.AUTHOR, self._author(login), language, self._bylines[key])
            self._count(Kind.AUTHOR, login, is_new=not known)
        return self._bylines[key]

    def _count(self, kind: ImportedItem.Kind, source_id: str, *, is_new: bool) -> None:
        """Count a new term once, in however many languages it is written."""
        if is_new and (kind, source_id) not in self._used and source_id != _NO_SECTION:
            self.job.report.count(_FIGURES[kind])
        self._used.add((kind, source_id))

    def _describe_section(self, record: SectionRecord) -> SectionRecord:
        described = self._described.get((Kind.SECTION, record.source_id))
        return described if isinstance(described, SectionRecord) else record

    def _describe_subject(self, record: TagRecord | SectionRecord) -> TagRecord | SectionRecord:
        described = self._described.get((Kind.SUBJECT, record.source_id))
        return described if isinstance(described, TagRecord) else record

    def _make_section(self, record: SectionRecord, language: str, key: str) -> Section:
        locale = self.locale(language)
        named = Section.objects.filter(locale=locale, name__iexact=record.name).order_by("pk")
        section = next((one for one in named if self._may_become(Kind.SECTION, record, one.pk)), None)
        if section is None:
            section = Section(
                locale=locale,
                name=record.name[:100],
                slug=_free_slug(record, language, lambda slug: self._is_section_taken(slug, language)),
                description=record.description,
                position=len(self._sections),
                in_menu=record.source_id not in _NEVER_IN_MENU,
                translation_key=self._translation_key(record, locale),
            )
            self._save(section)
            self.new_sections.append(section)
        self._import(Kind.SECTION, key, section.pk)
        return section

    def _translation_key(self, record: SectionRecord, locale: Locale) -> UUID:
        """Return the key that a section has in common with its translations."""
        key = uuid5(_KEYS, f"{self.job.source} section {record.translation_group or record.source_id}")
        taken = Section.objects.filter(translation_key=key, locale=locale).exists()
        return uuid4() if taken else key

    def _may_become(self, kind: ImportedItem.Kind, record: Term, pk: int) -> bool:
        """Return True when a term may become what has its name: nothing that another term of this source is, unless asked."""
        owner = self._owners.get((kind, pk), record.source_id)
        if owner == record.source_id:
            return True
        if self.job.options.merge_names:
            self.job.report.note("names_merged", example=f"{record.name}: {owner}, {record.source_id}")
            return True
        return False

    def _import(self, kind: ImportedItem.Kind, key: str, pk: int) -> None:
        self._owners.setdefault((kind, pk), key.rpartition(":")[0])
        self.job.imported.add(kind, key, pk)

    def _is_section_taken(self, slug: str, language: str) -> bool:
        path = addresses.section(language, slug)
        return (
            self.job.options.takes(path)
            or Section.objects.filter(locale=self.locale(language), slug=slug).exists()
            or PublicPath.objects.filter(path=path).exists()
        )

    def _make_subject(self, record: TagRecord | SectionRecord, language: str, key: str) -> int:
        names = SubjectName.objects.filter(language=language)
        alike = self._named.get((language, record.name.lower()), ())
        named = next((pk for pk in alike if self._may_become(Kind.SUBJECT, record, pk)), None)
        if named is not None:
            self._import(Kind.SUBJECT, key, named)
            return named
        # A term that this run wrote in another language is the same subject.
        pk = self._subject_of.get(record.source_id) or self._save(Subject(kind=Subject.Kind.THEME))
        slug = _free_slug(record, language, lambda slug: names.filter(slug=slug).exists())
        self._save(SubjectName(subject_id=pk, language=language, name=record.name[:200], slug=slug))
        self._named[language, record.name.lower()] = (*alike, pk)
        self._import(Kind.SUBJECT, key, pk)
        return pk

    def _make_byline(self, login: str, language: str, key: str) -> int:
        locale = self.locale(language)
        record = self._described.get((Kind.AUTHOR, login))
        # The name of an account that is not described, or that never chose a name, may be its e-mail address.
        full_name = record.name if record else login
        name, account = masked(full_name)[:200], masked(login)
        if name != full_name[:200]:
            self.job.report.note("address_masked", example=name)
        bylines = Byline.objects.filter(locale=locale)
        term = self._author(login)
        alike = bylines.filter(name__iexact=name).order_by("pk")
        byline = next((one for one in alike if self._may_become(Kind.AUTHOR, term, one.pk)), None)
        if byline is None:
            named = TagRecord(source="", source_id=account, name=name)
            slug = _free_slug(named, language, lambda slug: bylines.filter(slug=slug).exists())
            byline = Byline(
                locale=locale, name=name, slug=slug, translation_key=self._byline_key(login, locale)
            )
            self._save(byline)
        self._import(Kind.AUTHOR, key, byline.pk)
        return int(byline.pk)

    def _byline_key(self, login: str, locale: Locale) -> UUID:
        """Return the key that an author's bylines have in common in all languages."""
        key = uuid5(_KEYS, f"{self.job.source} author {login}")
        return uuid4() if Byline.objects.filter(translation_key=key, locale=locale).exists() else key

    def _author(self, login: str) -> AuthorRecord:
        described = self._described.get((Kind.AUTHOR, login))
        if isinstance(described, AuthorRecord):
            return described
        return AuthorRecord(source=self.job.source, source_id=login, login=login, name=login)

    def _save(self, instance: Model) -> int:
        """Save a new object and return its primary key; a dry run gives it a negative one."""
        if self.job.dry_run:
            instance.pk = next(self._unreal)
        else:
            instance.save()
        return int(instance.pk)


def _kind(record: Term) -> ImportedItem.Kind:
    match record:
        case SectionRecord():
            return Kind.SECTION
        case TagRecord():
            return Kind.SUBJECT
        case AuthorRecord():
            return Kind.AUTHOR


def _subjects_named(names: Sequence[str], language: str) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return the subjects that have one of these names in the language, by language and name in lower case."""
    # The database's own idea of upper case on both sides: SQLite's knows ASCII only.
    rows = SubjectName.objects.filter(language=language).annotate(upper=Upper("name"))
    rows = rows.filter(upper__in=[Upper(Value(name)) for name in names]).order_by("pk")
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for name, pk in rows.values_list("name", "subject_id"):
        key = (language, name.lower())
        found[key] = (*found.get(key, ()), pk)
    return found


def _key(source_id: str, language: str) -> str:
    return f"{source_id}:{language}"[:_KEY_LETTERS]


def _general_section(source: str, language: str) -> SectionRecord:
    with override(language):
        return SectionRecord(source=source, source_id=_NO_SECTION, name=gettext("Miscellaneous"))


def _free_slug(record: TagRecord | SectionRecord, language: str, is_taken: Callable[[str], bool]) -> str:
    """Return the old slug where it is readable, else one made from the name; a taken or reserved one gets a number."""
    wanted = slug_of(record.source_id, language) or slug_of(record.name, language) or "x"
    slugs = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(slug for slug in slugs if slug not in addresses.RESERVED and not is_taken(slug))
