"""Matching: is an item with a known number the item that was imported?

Two exports may name the same site and number their items alike, for example when a newsroom's French and Arabic sites
once had the same address. An item is another one when its path, its headline and its date all differ; on the old site
one or two of them may change without making it another item. Inside one file the date is not compared: a site that a
program filled may have many items of one date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from rotative.articles.models import Article
from rotative.importers.models import ImportedItem
from rotative.importers.records import ArticleRecord
from rotative.importers.writer.imported import Imported
from rotative.pages.models import StandingPage
from rotative.pages.reads import path_of


class Traits(NamedTuple):
    """The fields that distinguish two items of one number."""

    path: str | None
    headline: str
    published_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Matches:
    """A batch of records, divided into old and new."""

    # With the item that an earlier run or batch imported.
    known: list[tuple[ArticleRecord, ImportedItem]]
    new: list[ArticleRecord]


def match(imported: Imported, kind: str, records: Sequence[ArticleRecord]) -> Matches:
    """Divide records of one kind into those that are imported already and new ones.

    A record whose number belongs to another item gets a number of its own, the same at every run.
    """
    items = imported.find(kind, [record.source_id for record in records])
    changed = [
        item.object_id
        for record in records
        if (item := items.get(record.source_id)) is not None and item.digest != record.digest
    ]
    stored = _stored_traits(kind, changed)
    numbered = [
        renumber(record) if _is_other(record, items.get(record.source_id), stored) else record
        for record in records
    ]
    items |= imported.find(kind, [record.source_id for record in numbered if record.source_id not in items])
    return Matches(
        known=[(record, items[record.source_id]) for record in numbered if record.source_id in items],
        new=[record for record in numbered if record.source_id not in items],
    )


def traits(record: ArticleRecord) -> Traits:
    """Return the fields that distinguish an item of the source from others."""
    return Traits(record.path, record.headline, record.published_at)


def differ(one: Traits, other: Traits, *, in_one_file: bool = False) -> bool:
    """Return True when all three fields differ, in one file path and headline; an empty field counts as different."""
    compared = list(zip(one, other, strict=True))[: 2 if in_one_file else 3]
    return all(not here or here != there for here, there in compared)


def renumber(record: ArticleRecord) -> ArticleRecord:
    """Return the record with a number of its own, the same at every run."""
    digest = blake2b(f"{record.path}\n{record.headline}".encode(), digest_size=6).hexdigest()
    return replace(record, source_id=f"{record.source_id}@{digest}")


def _stored_traits(kind: str, ids: Sequence[int]) -> dict[int, Traits]:
    if kind == ImportedItem.Kind.ARTICLE:
        rows = Article.objects.filter(pk__in=ids).values_list("pk", "path", "headline", "published_at")
        return {pk: Traits(path, headline, published_at) for pk, path, headline, published_at in rows}
    pages = StandingPage.objects.filter(pk__in=ids).select_related("locale")
    return {page.pk: Traits(path_of(page), page.title, page.first_published_at) for page in pages}


def _is_other(record: ArticleRecord, item: ImportedItem | None, stored: dict[int, Traits]) -> bool:
    there = stored.get(item.object_id) if item is not None else None
    return there is not None and differ(traits(record), there)
