"""Reads an export back into a new newsroom: the same rows under the same numbers, so that its pages are the same bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast

from django.apps import apps
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files import File
from django.core.files.storage import Storage, default_storage
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Field, FileField, Model
from django.db.models.sql import InsertQuery
from wagtail.models import Collection, Page, Site

from rotative.articles.models import Article
from rotative.bake import queue
from rotative.core import conf, sql
from rotative.core.fields.folded import FoldedField
from rotative.dossiers.models import Dossier
from rotative.exports.errors import NewsroomNotEmpty, NotAnExportFolder
from rotative.exports.export_folder import Folder, Manifest
from rotative.exports.tables import TABLES, Table
from rotative.exports.values import fields_of, files_of, forget, load, model_of
from rotative.exports.write_folder import CARDS, DRAWN, Progress
from rotative.exports.zip_file import unpacked
from rotative.importers.models import ImportedItem
from rotative.media import actions as media
from rotative.media.models import Picture
from rotative.pages.models import FrontPage, StandingPage
from rotative.search import actions as search
from rotative.subjects.models import Subject

_BATCH: Final = 200
_FRESH: Final = (Article, Picture, Subject, Dossier, StandingPage)
# Emptied with the tables of an export: they name its rows, or are made from them.
_DERIVED: Final = (
    "bake.StalePath", "bake.PathKey", "bake.FrameKey", "media.Rendition", "masthead.ConventionsInForce",
)  # fmt: skip
# Rows that every database has: the roots of Wagtail's trees.
_ROOTS: Final = ("wagtailcore.Page", "wagtailcore.Collection")
_MARK: Final = "rotative"


@dataclass(kw_only=True)
class Read:
    """The figures of one import."""

    rows: dict[str, int] = field(default_factory=dict)
    # Rows that an earlier run imported.
    already_there: int = 0
    files: int = 0
    files_missing: list[str] = field(default_factory=list)
    dry_run: bool = False

    def as_dict(self) -> dict[str, Any]:
        return dict(vars(self))


def read_export(
    path: Path, *, dry_run: bool = False, progress: Progress = lambda name, rows: lambda: None
) -> Read:
    """Import an export that is a folder or one file. Raises NotAnExportFolder, NewsroomNotEmpty."""
    if not path.is_file():
        return read_folder(path, dry_run=dry_run, progress=progress)
    # Where the pictures go there is room for them.
    with unpacked(path, Path(settings.MEDIA_ROOT).parent) as folder:
        try:
            return read_folder(folder, dry_run=dry_run, progress=progress)
        except NotAnExportFolder as exc:
            raise NotAnExportFolder(folder=path.name, reason=exc.fields["reason"]) from exc


def read_folder(
    path: Path, *, dry_run: bool = False, progress: Progress = lambda name, rows: lambda: None
) -> Read:
    """Import an export. Interrupted, it goes on when it is called again; a second run changes nothing.

    Raises NotAnExportFolder, NewsroomNotEmpty.
    """
    folder, report = Folder(path), Read(dry_run=dry_run)
    manifest = folder.manifest()
    if manifest is None or not manifest.complete:
        raise NotAnExportFolder(folder=path.name, reason="its manifest is missing, or the export did not end")
    forget()
    began = _has_begun(manifest)
    if not began and any(model._base_manager.exists() for model in _FRESH):
        raise NewsroomNotEmpty()
    _check(folder)
    if not began and not dry_run:
        _begin(manifest)
    for table in TABLES:
        _Reader(folder, table, report, began=began).read(
            progress(table.name, manifest.rows.get(table.name, 0))
        )
    if not dry_run and any(report.rows.values()):
        _finish()
    return report


def _check(folder: Folder) -> None:
    """Read every line once, so that a broken export writes nothing. Raises NotAnExportFolder."""
    for table in TABLES:
        fields = fields_of(table)
        for number, row in enumerate(folder.rows(table.name), start=1):
            _values(folder, table, fields, row, number, tries=True)


def _values(
    folder: Folder,
    table: Table,
    fields: list[Field[Any, Any]],
    row: dict[str, Any],
    number: int,
    *,
    tries: bool = False,
) -> list[Any]:
    """Return the values of a row as the database takes them. Raises NotAnExportFolder."""
    try:
        return [
            load(one, row[one.name], tries=tries) if one.name in row else one.get_default() for one in fields
        ]
    except Exception as exc:
        reason = f"{table.name}, row {number}: {exc!r}"[:200]
        raise NotAnExportFolder(folder=folder.path.name, reason=reason) from exc


class _Reader:
    """Reads one table."""

    def __init__(self, folder: Folder, table: Table, report: Read, *, began: bool) -> None:
        self.folder, self.table, self.report = folder, table, report
        # Only then may rows be there.
        self.began = began
        self.model: type[Model] = model_of(table)
        self.fields = fields_of(table)
        self.files = files_of(table)
        # Key of a row, the field, and the key of the row it names.
        self.later: list[tuple[Any, str, Any]] = []

    def read(self, step: Any) -> None:
        """Read all rows, some at a time, each batch in one transaction."""
        rows = enumerate(self.folder.rows(self.table.name), start=1)
        self.report.rows[self.table.name] = 0
        while batch := list(islice(rows, _BATCH)):
            new = [
                (number, row) for number, row in batch if row.get(self._key()) not in self._existing(batch)
            ]
            self.report.already_there += len(batch) - len(new)
            self.report.rows[self.table.name] += len(new)
            if new and not self.report.dry_run:
                for _number, row in new:
                    self._copy_files(row)
                with transaction.atomic():
                    self._insert(
                        [_values(self.folder, self.table, self.fields, row, number) for number, row in new]
                    )
            for _ in batch:
                step()
        if not self.report.dry_run:
            self._link()
            _follow(self.model)

    def _link(self) -> None:
        """Write the references to rows of the same table that come later in the file."""
        with transaction.atomic():
            for key, name, value in self.later:
                self.model._base_manager.filter(pk=key).update(**{name: value})

    def _key(self) -> str:
        return str(self.model._meta.pk.name)

    def _existing(self, batch: list[tuple[int, dict[str, Any]]]) -> set[Any]:
        if not self.began and self.table.model not in _ROOTS:
            return set()
        wanted = [row.get(self._key()) for _number, row in batch]
        return set(self.model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True))

    def _insert(self, rows: list[list[Any]]) -> None:
        """Insert rows as they are: past `save`, signals and dates that are set by themselves."""
        missing = [one for one in self.model._meta.local_concrete_fields if one not in self.fields]
        columns = [*self.fields, *missing]
        made = [self._row(row, missing) for row in rows]
        size = max(1, connection.ops.bulk_batch_size(columns, made))
        for start in range(0, len(made), size):
            query = InsertQuery(self.model)
            query.insert_values(columns, cast("list[Model]", made[start : start + size]), raw=True)
            query.get_compiler(connection=connection).execute_sql()

    def _row(self, values: list[Any], missing: list[Field[Any, Any]]) -> SimpleNamespace:
        row = SimpleNamespace(**{one.attname: value for one, value in zip(self.fields, values, strict=True)})
        for one in self.fields:
            target = getattr(row, one.attname)
            key = getattr(row, str(self.model._meta.pk.attname))
            if one.related_model is self.model and one.null and target is not None and target > key:
                self.later.append((key, one.attname, target))
                setattr(row, one.attname, None)
        for one in missing:
            # It reads the other fields of the row.
            value = (
                one.pre_save(cast("Model", row), add=True)
                if isinstance(one, FoldedField)
                else one.get_default()
            )
            setattr(row, one.attname, value)
        return row

    def _copy_files(self, row: dict[str, Any]) -> None:
        for name in self.files:
            found = self.model._meta.get_field(name)
            if isinstance(found, FileField) and row.get(name):
                self._copy(found.storage, self.table.name, str(row[name]))
        if self.table.model in DRAWN:
            card: Any = self.model(pk=row.get(self._key()), digest=row.get("digest"))
            self._copy(default_storage, CARDS, card.name)

    def _copy(self, storage: Storage, kind: str, name: str) -> None:
        source = self.folder.file(kind, name)
        try:
            if storage.exists(name):
                return
            if not source.is_file() or source.is_symlink():
                self.report.files_missing.append(name)
                return
            with source.open("rb") as file:
                storage.save(name, File(file))
        except SuspiciousOperation as exc:
            raise NotAnExportFolder(
                folder=self.folder.path.name, reason=f"a file named {name[:80]!r}"
            ) from exc
        self.report.files += 1


def _has_begun(manifest: Manifest) -> bool:
    """Return whether this newsroom was made from that export, or is being made."""
    return ImportedItem.objects.filter(source=_source(manifest), source_id=_MARK).exists()


def _source(manifest: Manifest) -> str:
    return f"rotative:{manifest.site}"[:255]


@transaction.atomic
def _begin(manifest: Manifest) -> None:
    """Empty the new newsroom of what `rotative init` made, and mark it as the one that is being filled."""
    Site.objects.update(root_page=Page.objects.get(depth=1))
    for name in (*_DERIVED, *(table.model for table in reversed(TABLES))):
        model = apps.get_model(name)
        rows = model._base_manager.all()
        if name in _ROOTS:
            rows = rows.filter(depth__gt=1)
        rows._raw_delete(rows.db)
    ImportedItem.objects.create(
        source=_source(manifest), kind=ImportedItem.Kind.PAGE, source_id=_MARK, object_id=0
    )


def _follow(model: type[Model]) -> None:
    """Make the next number of a table the one after those it has."""
    for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
        sql.execute(statement)


def _finish() -> None:
    """Do what follows from the rows: the roots of the trees, renditions, the search index, the pages to print."""
    Page.fix_tree()
    Collection.fix_tree()
    front = FrontPage.objects.filter(locale__language_code=conf.get("language")).first()
    if front is not None:
        Site.objects.filter(is_default_site=True).update(root_page=front)
    media.make_waiting()
    search.rebuild()
    queue.mark_everything()
