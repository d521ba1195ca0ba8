"""The status of an item: published, scheduled, or a draft where the old site did not show it to readers."""

from __future__ import annotations

from rotative.core import clock
from rotative.importers.records import ArticleRecord
from rotative.importers.report import Report


def is_published(record: ArticleRecord) -> bool:
    """Return True when readers of the old site saw the item without a password, and there is something to see here."""
    return record.status == "published" and not record.protected and not is_empty(record)


def is_empty(record: ArticleRecord) -> bool:
    """Return True for an item of which nothing but the headline is left."""
    return not record.blocks and (record.emptied or not (record.picture_id or record.standfirst))


def is_scheduled(record: ArticleRecord) -> bool:
    """Return True when the item is to be published at a time that is still in the future."""
    return (
        record.status == "scheduled"
        and record.published_at is not None
        and record.published_at > clock.now()
        and not is_empty(record)
    )


def note_drafts(record: ArticleRecord, report: Report) -> None:
    """Report a private item, or one whose time has passed, that becomes a draft."""
    where = record.path or record.headline
    if record.status == "private":
        report.note("private_kept_as_draft", example=where)
    if is_empty(record) and record.status in ("published", "scheduled"):
        report.note("empty_kept_as_draft", example=where)
    if record.status == "scheduled" and not is_scheduled(record):
        report.note("schedule_passed", example=where)
