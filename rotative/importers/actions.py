"""Imports old sites: one function for each kind of source."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rotative.core import conf
from rotative.importers.errors import UnreadableExport
from rotative.importers.ghost.ghost_export import GhostExport
from rotative.importers.report import Report
from rotative.importers.wordpress.export import WordPressExport
from rotative.importers.writer.job import Options
from rotative.importers.writer.media_folder import MediaFolder
from rotative.importers.writer.writer import write
from rotative.masthead import reads as masthead
from rotative.subscribers.lists.import_list import import_list


def import_wordpress(
    path: Path,
    *,
    media: Path | None = None,
    category_base: str = "",
    tag_base: str = "",
    dry_run: bool = False,
    started: Callable[[int], Callable[[], None]] = lambda items: lambda: None,
) -> Report:
    """Import a WordPress export; a second import of the same file changes nothing.

    media: the folder of the old site's uploads.
    category_base, tag_base: the words before the slugs of categories and tags in the old addresses; "." for none,
        "" to look for them in the links of the export.
    started: is called with the number of items and returns a function that is called after each item.
    Raises MalformedExport, NotAnExport, UnreadableExport, UnknownMediaFolder, always before anything is written.
    """
    folder = MediaFolder(media) if media else None
    opened = WordPressExport(path, time_zone=_time_zone(), category_base=category_base, tag_base=tag_base)
    with closing(opened) as export:
        options = Options(
            dry_run=dry_run,
            media=folder,
            attachment=export.index.get,
            attachments=export.index.all,
            takes=export.index.takes,
            progress=started(export.channel.items),
        )
        return write(export.records(), options=options)


def import_ghost(
    path: Path,
    *,
    site: str = "",
    media: Path | None = None,
    permalinks: str = "",
    comments: Path | None = None,
    members: Path | None = None,
    consent: str = "",
    dry_run: bool = False,
    started: Callable[[int], Callable[[], None]] = lambda items: lambda: None,
) -> Report:
    """Import an export of Ghost, JSON or zip; a second import of the same file changes nothing.

    site: the old site's address; "" means this newsroom's.
    media: its folder `content/images`; pictures inside a zip are found without it.
    permalinks: the pattern of its addresses, "" for `/{slug}/`. comments, members: CSV files; those inside a zip are found.
    consent: where the members agreed, kept as evidence; "" means the old site's address.
    Raises NotAGhostExport, UnreadableExport, UnknownMediaFolder, and the errors of lists, always before anything is written.
    """
    folder = MediaFolder(media) if media else None
    address = site or str(conf.get("site_url"))
    with closing(GhostExport(path, site=address, permalinks=permalinks, comment_file=comments)) as export:
        inside = MediaFolder(export.files.media) if export.files.media else None
        people = _members(members or export.files.members, consent or address)
        if people is not None:
            people(dry_run=True)
        options = Options(
            dry_run=dry_run,
            media=folder or inside,
            attachment=export.attachment,
            takes=export.tables.takes,
            progress=started(export.items),
        )
        report = write(export.records(), options=options)
        report.subscribers = people(dry_run=dry_run) if people is not None else None
        return report


def _members(path: Path | None, consent: str) -> Callable[..., dict[str, object]] | None:
    """Return a function that imports the members of a CSV file as subscribers; None without a file."""
    if path is None:
        return None
    try:
        raw = path.read_bytes()
    except OSError as exc:
        raise UnreadableExport(file=path.name, reason=exc.strerror or str(exc)) from exc

    def bring(*, dry_run: bool) -> dict[str, object]:
        return import_list(raw, name=path.name, consent=consent, dry_run=dry_run).as_dict()

    return bring


def _time_zone() -> ZoneInfo:
    try:
        return ZoneInfo(masthead.outlet(conf.get("language")).time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
