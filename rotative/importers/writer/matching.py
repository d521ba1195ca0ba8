"""Is an item that bears a known number the one that is known?

Two exports may name the same site and number their items alike: a newsroom's French and Arabic sites once stood at one
address, say. An item is another one when its path, its headline and its date all differ; any one of them may change
on the old site without making it another. One file has no item twice: there its date may be the same, as it is where a
site was filled by a program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from rotative.articles.models import Article
from rotative.importers.models import ImportedItem
from rotative.importers.records import ArticleRecord
from rotative.importers.writer.imported import Ledger
from rotative.pages.models import StandingPage
from rotative.pages.reads import path_of

Known = list[tuple[ArticleRecord, ImportedItem]]


def sorted_out(
    ledger: Ledger, kind: str, records: Sequence[ArticleRecord]
) -> tuple[Known, list[ArticleRecord]]:
    """The records that are there already, with what they became, and those that are not.

    A record whose number another item has gets a number of its own, the same at every run.
    """
    items = ledger.known(kind, [record.source_id for record in records])
    changed = [
        item.object_id
        for record in records
        if (item := items.get(record.source_id)) is not None and item.digest != record.digest
    ]
    faces = _faces(kind, changed)
    named = [
        renamed(record) if _is_another(record, items.get(record.source_id), faces) else record
        for record in records
    ]
    items |= ledger.known(kind, [record.source_id for record in named if record.source_id not in items])
    there = [(record, items[record.source_id]) for record in named if record.source_id in items]
    return there, [record for record in named if record.source_id not in items]


Face = tuple[str | None, str, object]


def _faces(kind: str, ids: Sequence[int]) -> dict[int, Face]:
    """Path, headline and date of what was imported."""
    if kind == ImportedItem.Kind.ARTICLE:
        rows = Article.objects.filter(pk__in=ids).values_list("pk", "path", "headline", "published_at")
        return {pk: (path, headline, published_at) for pk, path, headline, published_at in rows}
    pages = StandingPage.objects.filter(pk__in=ids).select_related("locale")
    return {page.pk: (path_of(page), page.title, page.first_published_at) for page in pages}


def face_of(record: ArticleRecord) -> Face:
    """What an item is told from others by: path, headline and date."""
    return record.path, record.headline, record.published_at


def differs(here: Face, there: Face, *, in_one_file: bool = False) -> bool:
    """All three differ, and of two in one file path and headline; what one of them has not got differs too."""
    told = list(zip(here, there, strict=True))[: 2 if in_one_file else 3]
    return all(not one or one != other for one, other in told)


def _is_another(record: ArticleRecord, item: ImportedItem | None, faces: dict[int, Face]) -> bool:
    face = faces.get(item.object_id) if item is not None else None
    return face is not None and differs(face_of(record), face)


def renamed(record: ArticleRecord) -> ArticleRecord:
    """The item under a number of its own, the same at every run."""
    digest = blake2b(f"{record.path}\n{record.headline}".encode(), digest_size=6).hexdigest()
    return replace(record, source_id=f"{record.source_id}@{digest}")
