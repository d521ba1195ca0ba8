"""A feed as JSON Feed 1.1."""

import json
from functools import partial
from typing import Any

from rotative.feeds.cards import Author, Feed, Item
from rotative.feeds.written_once import written_once
from rotative.feeds.xml_tree import w3c, words

FILE = "feed.json"


def json_feed(feed: Feed) -> bytes:
    """Write a feed as a JSON Feed file."""
    paper: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": words(feed.title),
        "home_page_url": feed.home_url,
        "feed_url": feed.folder_url + FILE,
        "description": words(feed.description),
        "language": feed.language,
        "authors": [{"name": words(feed.outlet), "url": feed.home_url}],
    }
    if feed.logo_url:
        paper["icon"] = feed.logo_url
    items = [
        written_once("json", item.url, (item, feed.language), partial(_item, item, feed.language))
        for item in feed.items
    ]
    # The same bytes as `json.dumps` would write for the whole feed.
    listed = b"[\n" + b",\n".join(items) + b"\n ]" if items else b"[]"
    return _written(paper)[: -len("\n}")] + b',\n "items": ' + listed + b"\n}\n"


def _written(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _item(item: Item, language: str) -> bytes:
    """Write one item with the indentation that it has in the file."""
    summary = words(item.summary)
    entry: dict[str, Any] = {
        "id": item.url,
        "url": item.url,
        "title": words(item.title),
        "content_text": summary,
        "summary": summary,
        "date_published": w3c(item.published_at),
        "date_modified": w3c(item.updated_at),
        "language": language,
        "tags": [words(category) for category in item.categories],
    }
    if item.authors:
        entry["authors"] = [_author(author) for author in item.authors]
    if item.picture is not None:
        entry["image"] = item.picture.url
    return b"  " + _written(entry).replace(b"\n", b"\n  ")


def _author(author: Author) -> dict[str, str]:
    named = {"name": words(author.name)}
    return {**named, "url": author.url} if author.url else named
