"""A feed as Atom (RFC 4287)."""

from datetime import UTC, datetime
from functools import partial

from lxml import etree

from rotative.feeds.cards import Author, Feed, Item
from rotative.feeds.written_once import written_once
from rotative.feeds.xml_tree import add, filled, inside, root, w3c

ATOM = "http://www.w3.org/2005/Atom"
FILE = "atom.xml"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Atom requires a date even for a feed without items.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom(feed: Feed) -> bytes:
    """Write a feed as an Atom file."""
    tree = root(ATOM, "feed", {_XML_LANG: feed.language})
    add(tree, _tag("id"), feed.home_url)
    add(tree, _tag("title"), feed.title)
    add(tree, _tag("subtitle"), feed.description)
    add(tree, _tag("updated"), w3c(feed.updated_at or _NEVER))
    add(tree, _tag("link"), rel="self", type="application/atom+xml", href=feed.folder_url + FILE)
    add(tree, _tag("link"), rel="alternate", type="text/html", hreflang=feed.language, href=feed.home_url)
    _author(tree, Author(name=feed.outlet, url=feed.home_url))
    if feed.logo_url:
        add(tree, _tag("logo"), feed.logo_url)
    add(tree, _tag("generator"), "Rotative")
    entries = [written_once("atom", item.url, (item,), partial(_entry, item)) for item in feed.items]
    return filled(tree, entries)


def _entry(item: Item) -> bytes:
    tree = root(ATOM, "feed")
    entry = add(tree, _tag("entry"))
    add(entry, _tag("id"), item.url)
    add(entry, _tag("title"), item.title, type="text")
    add(entry, _tag("link"), rel="alternate", type="text/html", href=item.url)
    add(entry, _tag("published"), w3c(item.published_at))
    add(entry, _tag("updated"), w3c(item.updated_at))
    for author in item.authors:
        _author(entry, author)
    for category in item.categories:
        add(entry, _tag("category"), term=category)
    add(entry, _tag("summary"), item.summary, type="text")
    if item.picture is not None:
        add(entry, _tag("link"), rel="enclosure", type=item.picture.type, href=item.picture.url)
    return inside(tree)


def _author(parent: etree._Element, author: Author) -> None:
    person = add(parent, _tag("author"))
    add(person, _tag("name"), author.name)
    if author.url:
        add(person, _tag("uri"), author.url)


def _tag(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"
