"""Imports old sites: one function for each kind of source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rotative.core import conf
from rotative.core.languages import CODES
from rotative.importers.errors import UnreadableExport
from rotative.importers.ghost.ghost_export import GhostExport
from rotative.importers.report import Report
from rotative.importers.wordpress import field_map, input_files
from rotative.importers.wordpress.export import WordPressExport
from rotative.importers.wordpress.reading_choices import Choices, Form
from rotative.importers.writer.files.media_fetch import Fetcher
from rotative.importers.writer.files.media_folder import MediaFiles, MediaFolder
from rotative.importers.writer.job import Options
from rotative.importers.writer.writer import write
from rotative.masthead import reads as masthead
from rotative.subscribers.lists.import_list import import_list


@dataclass(frozen=True, kw_only=True)
class WordPressChoices:
    """The choices of the person who imports."""

    # The folder of the old site's uploads.
    media: Path | None = None
    # The words before the slugs of categories and tags in the old addresses; "." for none, "" to look for them in the links.
    category_base: str = ""
    tag_base: str = ""
    # Languages that may be opened, although the outlet does not publish in them yet.
    languages: tuple[str, ...] = ()
    # Types of posts that plugins made → what they become.
    as_articles: Mapping[str, Form] = field(default_factory=dict)
    # A file that says which custom fields fill which fields of an article.
    field_map: Path | None = None
    # Terms and people of one name become one.
    merge_names: bool = False
    # Replace and count what cannot be read.
    recover: bool = False
    # Take missing pictures and documents from the old site.
    fetch: bool = False
    dry_run: bool = False


def import_wordpress(
    path: Path | Sequence[Path],
    *,
    choices: WordPressChoices | None = None,
    media: Path | None = None,
    category_base: str = "",
    tag_base: str = "",
    dry_run: bool = False,
    started: Callable[[int], Callable[[], None]] = lambda items: lambda: None,
    open_languages: Callable[[Sequence[str]], Sequence[str]] = lambda found: (),
) -> Report:
    """Import a WordPress export; a second import of the same file changes nothing.

    path: files, folders with files, or archives of one site. media, category_base, tag_base, dry_run: as in `choices`, which they replace.
    started: is called with the number of items and returns a function that is called after each item.
    open_languages: is called with the languages of the export that the outlet does not publish in; returns those to open.
    Raises MalformedExport, NotAnExport, UnreadableExport, UnknownMediaFolder, ArchiveRefused, SeveralSites, WrongOption, always
    before anything is written.
    """
    given = choices or WordPressChoices(
        media=media, category_base=category_base, tag_base=tag_base, dry_run=dry_run
    )
    folders = [MediaFolder(given.media)] if given.media else []
    published = masthead.languages()
    reading = Choices(
        recover=given.recover,
        as_articles=given.as_articles,
        fields=field_map.read(given.field_map) if given.field_map else {},
        languages=(*published, *given.languages),
        category_base=given.category_base,
        tag_base=given.tag_base,
    )
    with ExitStack() as stack:
        files = stack.enter_context(input_files.opened([path] if isinstance(path, Path) else path))
        folders += [MediaFolder(files.media)] if files.media else []
        export = stack.enter_context(
            closing(WordPressExport(files.exports, time_zone=_time_zone(), choices=reading))
        )
        wanted = [code for code in export.noted_languages() if code in CODES and code not in published]
        asked = open_languages(wanted) if wanted and not given.languages else ()
        fetched = stack.enter_context(Fetcher.of(export.site, wanted=given.fetch and not given.dry_run))
        options = Options(
            dry_run=given.dry_run,
            files=MediaFiles(folders, fetched).find,
            has_files=bool(folders) or fetched is not None,
            languages=frozenset((*given.languages, *asked)),
            merge_names=given.merge_names,
            attachment=export.index.get,
            attachment_of_file=export.index.of_file,
            attachments_of=export.index.of,
            attachments=export.index.all,
            takes=export.index.takes,
            progress=started(export.items),
        )
        report = write(export.records(), options=options)
        report.note_all(export.problems)
        report.note_all(fetched.problems() if fetched else ())
        return report


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
    media: its folder `content`, or one inside it; files inside a zip are found without it.
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
        folders = [one for one in (folder, inside) if one]
        options = Options(
            dry_run=dry_run,
            files=MediaFiles(folders, None).find,
            has_files=bool(folders),
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
