"""Imports old sites: one function for each kind of source."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rotative.core import conf
from rotative.importers.report import Report
from rotative.importers.wordpress.export import WordPressExport
from rotative.importers.writer.job import Options
from rotative.importers.writer.media_folder import MediaFolder
from rotative.importers.writer.writer import write
from rotative.masthead import reads as masthead


def import_wordpress(
    path: Path,
    *,
    media: Path | None = None,
    dry_run: bool = False,
    started: Callable[[int], Callable[[], None]] = lambda items: lambda: None,
) -> Report:
    """Import a WordPress export; a second import of the same file changes nothing.

    media: the folder of the old site's uploads.
    started: is called with the number of items and returns a function that is called after each item.
    Raises MalformedExport, NotAnExport, UnreadableExport, UnknownMediaFolder, always before anything is written.
    """
    folder = MediaFolder(media) if media else None
    with closing(WordPressExport(path, time_zone=_time_zone())) as export:
        options = Options(
            dry_run=dry_run,
            media=folder,
            attachment=export.index.get,
            attachments=export.index.all,
            takes=export.index.takes,
            progress=started(export.channel.items),
        )
        return write(export.records(), options=options)


def _time_zone() -> ZoneInfo:
    try:
        return ZoneInfo(masthead.outlet(conf.get("language")).time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
