"""The old addresses that an export of Ghost knows: of its posts, pages, tags, authors and files, and those that its bodies link to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import quote

from rotative.core import html as safe
from rotative.importers.ghost.ghost_export import GhostExport
from rotative.importers.ghost.ghost_tables import identity, string
from rotative.importers.ghost.json_rows import Row
from rotative.importers.ghost.posts import is_internal
from rotative.importers.old_site import below_home
from rotative.importers.proof.asked_sql import Asked
from rotative.importers.proof.old_urls import own_address

# What every Ghost site served.
_OF_SITE: Final = ("/", "/rss/", "/page/2/", "/sitemap.xml", "/sitemap-posts.xml", "/sitemap-pages.xml")
_FOLDER: Final = "/content/"


def gather(path: Path, asked: Asked, *, site: str, permalinks: str = "") -> None:
    """Add every address that an export knows. site: the old site's address. permalinks: as at the import.

    Raises NotAGhostExport, UnreadableExport.
    """
    with closing(GhostExport(path, site=site, permalinks=permalinks)) as export:
        home = below_home(export.site.url)
        for address in _OF_SITE:
            asked.add(home + address, "site")
        for kind, address in _of_terms(export):
            asked.add(home + quote(address), kind)
        for row in export.tables.rows():
            _gather_post(row, export, home, asked)


def _gather_post(row: Row, export: GhostExport, home: str, asked: Asked) -> None:
    posts = export.posts
    paths = [quote(path) for path in (posts.path(row), posts.preview(row)) if path]
    if not posts.is_public(row):
        for path in paths:
            asked.note_unread(path.rstrip("/"))
        return
    for path in paths:
        asked.add(path, "page" if posts.is_page(row) else "article")
    for url in posts.links(row):
        if address := own_address(url, posts.site):
            asked.add(address, "file" if address.startswith(home + _FOLDER) else "link")


def _of_terms(export: GhostExport) -> Iterator[tuple[str, str]]:
    for tag in export.tables.tags.values():
        if not is_internal(tag):
            place = f"/tag/{safe.plain(string(tag, 'slug') or identity(tag))}/"
            yield from (("tag", place), ("tag", f"{place}rss/"))
    for user in export.tables.users.values():
        place = f"/author/{safe.plain(string(user, 'slug') or identity(user)).lower()}/"
        yield from (("author", place), ("author", f"{place}rss/"))
