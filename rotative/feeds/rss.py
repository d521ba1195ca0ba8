"""A feed as RSS 2.0."""

from email.utils import format_datetime
from functools import partial
from html import escape
from typing import Any

from lxml import etree

from rotative.feeds.cards import Feed, Item
from rotative.feeds.written_once import written_once
from rotative.feeds.xml_tree import add, filled, inside

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
FILE = "rss.xml"
_NAMES: dict[Any, str] = {"atom": ATOM, "dc": DC, "media": MEDIA}


def rss(feed: Feed) -> bytes:
    """Write a feed as an RSS 2.0 file."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap=_NAMES)
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home_url)
    add(channel, "description", _html(feed.description))
    add(channel, "language", feed.language)
    if feed.updated_at is not None:
        add(channel, "lastBuildDate", format_datetime(feed.updated_at))
    add(channel, "generator", "Rotative")
    address = feed.folder_url + FILE
    add(channel, f"{{{ATOM}}}link", href=address, rel="self", type="application/rss+xml")
    if feed.logo_url:
        image = add(channel, "image")
        add(image, "url", feed.logo_url)
        add(image, "title", feed.title)
        add(image, "link", feed.home_url)
    items = [written_once("rss", item.url, (item,), partial(_item, item)) for item in feed.items]
    return filled(root, items, within=channel)


def _item(item: Item) -> bytes:
    root = etree.Element("rss", nsmap=_NAMES)
    entry = add(add(root, "channel"), "item")
    add(entry, "title", item.title)
    add(entry, "link", item.url)
    add(entry, "guid", item.url, isPermaLink="true")
    add(entry, "pubDate", format_datetime(item.published_at))
    add(entry, "description", _html(item.summary))
    for author in item.authors:
        add(entry, f"{{{DC}}}creator", author.name)
    for category in item.categories:
        add(entry, "category", category)
    if item.picture is not None:
        picture = item.picture
        size = {"width": str(picture.width), "height": str(picture.height)} if picture.width else {}
        media = add(entry, f"{{{MEDIA}}}content", url=picture.url, medium="image", type=picture.type, **size)
        if picture.alt:
            add(media, f"{{{MEDIA}}}description", picture.alt, type="plain")
        if picture.credit:
            add(media, f"{{{MEDIA}}}credit", picture.credit)
    return inside(root, depth=2)


def _html(text: str) -> str:
    # RSS readers treat a description as HTML.
    return escape(text, quote=False)
