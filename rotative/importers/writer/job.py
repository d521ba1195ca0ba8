"""The settings of one import and the things all its writers share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rotative.importers.records import MediaRecord, OutletRecord
from rotative.importers.report import Report
from rotative.importers.writer.imported import Imported
from rotative.importers.writer.media_folder import MediaFolder


@dataclass(frozen=True, kw_only=True)
class Options:
    """The choices of the person who imports, and what the source can be asked."""

    # Count and report, write nothing.
    dry_run: bool = False
    # The old site's uploads; None when they are not available.
    media: MediaFolder | None = None
    # Returns the attachment that has this id, wherever it is in the source.
    attachment: Callable[[str], MediaRecord | None] = lambda media_id: None
    # Returns every attachment of the source; called after the articles are written.
    attachments: Callable[[], Iterable[MediaRecord]] = lambda: ()
    # Returns True when an item of the source has exactly this path.
    takes: Callable[[str], bool] = lambda path: False
    # Called once for each item of the source.
    progress: Callable[[], None] = lambda: None


@dataclass(frozen=True, kw_only=True)
class Job:
    """One import."""

    outlet: OutletRecord
    options: Options
    report: Report
    imported: Imported

    @property
    def source(self) -> str:
        return self.outlet.source

    @property
    def dry_run(self) -> bool:
        return self.options.dry_run
