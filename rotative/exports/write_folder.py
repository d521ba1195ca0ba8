"""Writes a newsroom into a folder: its rows as JSON lines, its pictures and documents as they were uploaded."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.core.files.storage import Storage, default_storage
from django.db.models import FileField, Model, Q, QuerySet
from wagtail.models import Page, Revision

from rotative.articles.models import Article
from rotative.core import conf
from rotative.dossiers.models import Dossier
from rotative.exports.errors import FolderTaken
from rotative.exports.export_folder import Folder, Manifest
from rotative.exports.snapshot import snapshot
from rotative.exports.tables import TABLES, Table
from rotative.exports.values import REVISIONS, dump, fields_of, files_of, forget, model_of

_CHUNK: Final = 500
CARDS: Final = "cards"
# Models whose rows have a file that is drawn, and no field for it.
DRAWN: Final = frozenset({"articles.SharingCard", "dossiers.DossierSharingCard"})

# Called with the name of a step and the number of its rows; returns a function that is called after each.
Progress = Callable[[str, int], Callable[[], None]]


@dataclass(kw_only=True)
class Written:
    """The figures of one export."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    # Files that an earlier run had written.
    files_already_there: int = 0
    # Files that are named by a row and not there.
    files_missing: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return dict(vars(self))


def write_folder(
    path: Path, *, revisions: bool = False, progress: Progress = lambda name, rows: lambda: None
) -> Written:
    """Write an export. Interrupted, it goes on when it is called again: files that are there are not copied again.

    revisions: every earlier state of articles and pages as well; without, only drafts that are not published.
    Raises FolderTaken.
    """
    folder = Folder(path)
    _claim(folder)
    forget()
    manifest = Manifest(site=str(conf.get("site_url")), revisions=revisions, rows={})
    folder.save(manifest)
    report = Written()
    names: list[tuple[Storage, str, str]] = []
    with snapshot():
        for table in TABLES:
            names += _write_table(folder, table, report, revisions=revisions, progress=progress)
    step = progress("files", len(names))
    for storage, kind, name in names:
        _copy(storage, name, folder.file(kind, name), report)
        step()
    manifest.rows, manifest.complete = report.rows, True
    folder.save(manifest)
    return report


def _claim(folder: Folder) -> None:
    """Make the folder. Raises FolderTaken when something else is in it, or another newsroom."""
    folder.path.mkdir(parents=True, exist_ok=True)
    manifest = folder.manifest()
    if manifest is None and any(folder.path.iterdir()):
        raise FolderTaken(folder=folder.path)
    if manifest is not None and manifest.site != str(conf.get("site_url")):
        raise FolderTaken(folder=folder.path)


def _write_table(
    folder: Folder, table: Table, report: Written, *, revisions: bool, progress: Progress
) -> list[tuple[Storage, str, str]]:
    """Write the rows of a table, and return the files that they name."""
    rows = _rows(table, revisions=revisions)
    fields = fields_of(table)
    kinds = [(one, model_of(table)._meta.get_field(one)) for one in files_of(table)]
    files: list[tuple[Storage, str, str]] = []
    step = progress(table.name, rows.count())
    temporary = folder.table(f"{table.name}.part")
    count = 0
    with temporary.open("w", encoding="utf-8") as target:
        for row in rows.iterator(chunk_size=_CHUNK):
            values = {one.name: dump(one, getattr(row, one.attname)) for one in fields}
            if not revisions:
                _forget_revisions(values, row)
            target.write(f"{json.dumps(values, ensure_ascii=False)}\n")
            files += [
                (one.storage, name, values[name])
                for name, one in kinds
                if isinstance(one, FileField) and values[name]
            ]
            if table.model in DRAWN:
                files.append((default_storage, CARDS, row.name))
            count += 1
            step()
    folder.complete(temporary, table.name)
    report.rows[table.name] = count
    return [(storage, table.name if kind != CARDS else CARDS, name) for storage, kind, name in files]


def _rows(table: Table, *, revisions: bool) -> QuerySet[Any]:
    model: type[Model] = model_of(table)
    rows = model._base_manager.order_by("pk")
    if model is Revision:
        return rows if revisions else rows.filter(pk__in=list(_drafts()))
    return rows


def _drafts() -> Iterator[int]:
    """Yield the revisions that hold what is not published yet."""
    unpublished = Q(live=False) | Q(has_unpublished_changes=True)
    for model in (Article, Dossier, Page):
        found = model._base_manager.filter(unpublished, latest_revision__isnull=False)
        yield from found.values_list("latest_revision", flat=True)
    yield from Revision.objects.filter(approved_go_live_at__isnull=False).values_list("pk", flat=True)


def _forget_revisions(values: dict[str, Any], row: Any) -> None:
    """Name no revision that is not exported."""
    if not REVISIONS & values.keys():
        return
    values["live_revision"] = None
    if row.live and not row.has_unpublished_changes and row.go_live_at is None:
        values["latest_revision"] = None


def _copy(storage: Storage, name: str, target: Path, report: Written) -> None:
    try:
        size = storage.size(name)
        if target.is_file() and target.stat().st_size == size:
            report.files_already_there += 1
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f"{target.name}.part")
        with storage.open(name, "rb") as source, temporary.open("wb") as out:
            shutil.copyfileobj(source, out)
        temporary.replace(target)
    except FileNotFoundError:
        report.files_missing.append(name)
        return
    report.files += 1
