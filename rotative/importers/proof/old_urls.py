"""The old addresses that an export knows: of its items, terms, authors and files, and those that its bodies link to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from rotative.core.errors import gettext_noop
from rotative.core.old_addresses import LANGUAGE, QUERY, SEARCH
from rotative.core.text.entities import decoded
from rotative.importers.old_site import OldSite, below_home
from rotative.importers.proof.asked_sql import Asked
from rotative.importers.wordpress.export import WordPressExport
from rotative.importers.wordpress.reading_choices import Choices
from rotative.importers.wordpress.xml import Node, items
from rotative.importers.writer.term_addresses import nicename

# The kinds of old addresses, for the person who reads the proof.
KINDS: Final = {
    "site": gettext_noop("home page, feeds and site maps"),
    "article": gettext_noop("articles"),
    "page": gettext_noop("standing pages"),
    "number": gettext_noop("numbers, such as /?p=12"),
    "date": gettext_noop("pages of a year, month or day"),
    "section": gettext_noop("sections"),
    "tag": gettext_noop("tags"),
    "author": gettext_noop("authors"),
    "file": gettext_noop("files and their pages"),
    "link": gettext_noop("links in texts"),
    "list": gettext_noop("addresses of the list or log"),
    "moved": gettext_noop("redirects"),
}
# What every WordPress site served.
_OF_SITE: Final = (
    "/",
    "/feed/",
    "/feed/atom/",
    "/comments/feed/",
    "/page/2/",
    "/wp-sitemap.xml",
    "/sitemap_index.xml",
)
_LINK: Final = re.compile(r"""(?:href|src)=["']([^"'\s<>]{1,2000})["']""", re.IGNORECASE)
# Places of the old software that hold no text of the newsroom.
_MACHINERY: Final = re.compile(
    r"^/(?:wp-(?:admin|login|json|includes|cron|content/(?!uploads))|xmlrpc\.php|cdn-cgi|\.well-known)|\.(?:js|css|php|map)$"
)


def gather(path: Path, asked: Asked, *, category_base: str = "", tag_base: str = "") -> None:
    """Add every address that an export knows. Raises MalformedExport, NotAnExport, UnreadableExport."""
    # A damaged file has been imported with what could be read of it.
    choices = Choices(recover=True, category_base=category_base, tag_base=tag_base)
    export = WordPressExport(path, choices=choices)
    try:
        outlet = next(export.records())
        home = below_home(export.site.url)
        for address in _OF_SITE:
            asked.add(home + address, "site")
        for kind, address in _of_terms(export, outlet.section_bases[-1], outlet.tag_bases[-1]):  # type: ignore[union-attr]  # the outlet comes first
            asked.add(home + quote(address, safe="/?=&%"), kind)
        for node in items(path, recover=True):
            _gather_item(node, export.site, asked)
    finally:
        export.close()


def own_address(url: str, site: OldSite) -> str:
    """Return path and query of an address of the old site as it is asked; "" for other sites and for machinery."""
    relative = site.relative(site.absolute(url))
    if not relative:
        return ""
    parts = urlsplit(relative)
    if _MACHINERY.search(parts.path) or SEARCH.search(parts.query):
        return ""
    query = f"?{parts.query}" if QUERY.search(parts.query) or LANGUAGE.search(parts.query) else ""
    return quote(parts.path, safe="/%-._~!$&'()*+,;=:@") + query


def _gather_item(item: Node, site: OldSite, asked: Asked) -> None:
    kind, status = item.text("wp:post_type") or "post", item.text("wp:status") or "publish"
    link = own_address(item.text("link"), site)
    number = item.text("wp:post_id")
    if kind == "attachment":
        for address in filter(None, (link, own_address(item.text("wp:attachment_url"), site))):
            asked.add(address, "file")
    elif kind not in ("post", "page"):
        return
    elif status != "publish" or item.text("wp:post_password"):
        for address in filter(None, (link, f"/?p={number}", f"/?page_id={number}")):
            asked.note_unread(address.rstrip("/"))
    else:
        _gather_published(item, kind, link, asked)
        for date in _dates(item.text("wp:post_date")) if kind == "post" else ():
            asked.add(below_home(site.url) + date, "date")
        _gather_links(item.text("content:encoded"), site, asked)


def _gather_published(item: Node, kind: str, link: str, asked: Asked) -> None:
    number = item.text("wp:post_id")
    if link:
        asked.add(link, "page" if kind == "page" else "article")
    if number.isdecimal():
        asked.add(f"/?{'page_id' if kind == 'page' else 'p'}={number}", "number")


def _gather_links(body: str, site: OldSite, asked: Asked) -> None:
    for found in _LINK.finditer(body) if "=" in body else ():
        if address := own_address(decoded(found[1]), site):
            asked.add(address, "link")


def _dates(written: str) -> Iterator[str]:
    year, month, day = written[:4], written[5:7], written[8:10]
    if (year + month + day).isdecimal() and year != "0000":
        yield from (f"/{year}/", f"/{year}/{month}/", f"/{year}/{month}/{day}/")


def _of_terms(export: WordPressExport, category_base: str, tag_base: str) -> Iterator[tuple[str, str]]:
    parents = {
        node.text("wp:category_nicename"): node.text("wp:category_parent")
        for node in export.channel.every("wp:category")
    }
    for node in export.channel.every("wp:category"):
        place = _below(category_base, "/".join(_line(node.text("wp:category_nicename"), parents)))
        yield from (("section", place), ("section", f"{place}feed/"))
        if number := node.text("wp:term_id"):
            yield "number", f"/?cat={number}"
    for node in export.channel.every("wp:tag"):
        place = _below(tag_base, node.text("wp:tag_slug"))
        yield from (("tag", place), ("tag", f"{place}feed/"))
    for node in export.channel.every("wp:author"):
        place = _below("author", nicename(node.text("wp:author_login")))
        yield from (("author", place), ("author", f"{place}feed/"))
        if number := node.text("wp:author_id"):
            yield "number", f"/?author={number}"


def _below(base: str, slug: str) -> str:
    return f"/{base}/{slug}/" if base else f"/{slug}/"


def _line(slug: str, parents: dict[str, str]) -> list[str]:
    """Return a section's slug after those of the sections above it."""
    line = [slug]
    while (above := parents.get(line[0], "")) and above not in line:
        line.insert(0, above)
    return line
