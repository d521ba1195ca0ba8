"""The settings of one import and the things all its writers share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rotative.importers.records import MediaRecord, OutletRecord
from rotative.importers.report import Report
from rotative.importers.writer.imported import Imported


@dataclass(frozen=True, kw_only=True)
class Options:
    """The choices of the person who imports, and what the source can be asked."""

    # Count and report, write nothing.
    dry_run: bool = False
    # Returns the uploaded file of this path under the uploads, and of this address; None when it is not at hand.
    files: Callable[[str, str], Path | None] = lambda file, url: None
    # Whether there are any such files.
    has_files: bool = False
    # Languages that may be opened, although the outlet does not publish in them yet.
    languages: frozenset[str] = frozenset()
    # Terms and people of one name become one.
    merge_names: bool = False
    # Returns the attachment that has this id, wherever it is in the source.
    attachment: Callable[[str], MediaRecord | None] = lambda media_id: None
    # Returns the attachment that has this file, by the file's key.
    attachment_of_file: Callable[[str], MediaRecord | None] = lambda key: None
    # Returns the attachments that belong to this article.
    attachments_of: Callable[[str], Iterable[MediaRecord]] = lambda source_id: ()
    # Returns every attachment of the source.
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
