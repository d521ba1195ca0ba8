"""Reads a Ghost export as records, in two passes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rotative.core import html as safe
from rotative.core.text import slug as slug_of
from rotative.importers.errors import NotAGhostExport
from rotative.importers.ghost import archive, comments
from rotative.importers.ghost.ghost_tables import Tables, identity, string
from rotative.importers.ghost.json_rows import Malformed
from rotative.importers.ghost.permalinks import Permalinks
from rotative.importers.ghost.posts import Posts, is_internal
from rotative.importers.language import short_code
from rotative.importers.media_names import file_of
from rotative.importers.old_site import OldSite
from rotative.importers.records import (
    AuthorRecord,
    MediaRecord,
    OutletRecord,
    Record,
)


class GhostExport:
    """An export file, to be closed after use. The constructor reads the whole file once, so that a broken one writes nothing.

    Raises NotAGhostExport, UnreadableExport.
    """

    def __init__(
        self, path: Path, *, site: str, permalinks: str = "", comment_file: Path | None = None
    ) -> None:
        """Read the file once. site: the old site's address. permalinks: the pattern of its addresses, "" for "/{slug}/"."""
        self.files = archive.opened(path)
        try:
            self.tables = Tables(self.files.text)
            if not self.tables.posts:
                raise NotAGhostExport(file=path.name, reason="no table of posts")
            if (given := comment_file or self.files.comments) is not None:
                comments.read(given, self.tables)
        except Malformed as exc:
            self.close()
            raise NotAGhostExport(file=path.name, reason=str(exc)) from exc
        except BaseException:
            self.close()
            raise
        self.site = OldSite.of(site)
        name = site.split("://", 1)[-1].rstrip("/") or slug_of(string(self.tables.settings, "title"), "")
        self.source = f"ghost:{name or path.stem}"
        self.items = self.tables.posts
        pattern = permalinks or self.tables.settings.get("permalinks", "")
        self.posts = Posts(
            self.tables,
            site=self.site,
            source=self.source,
            language=self._language(),
            permalinks=Permalinks(pattern),
        )
        for row in self.tables.rows():
            self.tables.add_path(self.posts.path(row))

    def records(self) -> Iterator[Record]:
        """Yield all records: the outlet, authors, sections, tags, then the posts and pages in the order of the file."""
        yield self._outlet()
        yield from self._terms()
        for row in self.tables.rows():
            yield self.posts.record(row)

    def attachment(self, address: str) -> MediaRecord | None:
        """Return the picture of an address."""
        if not address:
            return None
        return MediaRecord(source=self.source, source_id=address, url=address, file=file_of(address))

    def close(self) -> None:
        if (tables := getattr(self, "tables", None)) is not None:
            tables.close()
        self.files.close()

    def _language(self) -> str:
        settings = self.tables.settings
        found = (settings.get(name, "") for name in ("locale", "lang", "default_locale", "defaultLang"))
        return short_code(next(filter(None, found), ""))

    def _outlet(self) -> OutletRecord:
        settings = self.tables.settings
        return OutletRecord(
            source=self.source,
            name=safe.plain(settings.get("title", "")),
            motto=safe.plain(settings.get("description", "")),
            url=self.site.url,
            language=self._language(),
            section_bases=("tag",),
        )

    def _terms(self) -> Iterator[Record]:
        for user in self.tables.users.values():
            login = safe.plain(string(user, "slug") or identity(user)).lower()
            yield AuthorRecord(
                source=self.source,
                source_id=login,
                login=login,
                name=safe.plain(string(user, "name")) or login,
                email=string(user, "email"),
                slug=login,
                biography=safe.plain(string(user, "bio")),
            )
        sections = self._section_ids()
        for key, tag in self.tables.tags.items():
            if is_internal(tag):
                continue
            if key in sections:
                yield self.posts.section(tag)
            else:
                yield self.posts.tag(tag)

    def _section_ids(self) -> set[str]:
        """Return the tags that are the primary one of a post."""
        rows = (row for row in self.tables.rows() if not self.posts.is_page(row))
        chief = (next(iter(self.posts.public_tags(row)), None) for row in rows)
        return {identity(tag) for tag in chief if tag is not None}
