"""Parses the XML of a WordPress export: first checks the whole file, then reads item by item in constant memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from django.utils.translation import gettext
from lxml import etree

from rotative.core import html as safe
from rotative.importers.errors import MalformedExport, NotAnExport, UnreadableExport
from rotative.importers.wordpress.source_bytes import MOST_TEXT_BYTES, Reading, SourceBytes

# Namespaces → prefixes; the version in a namespace changes from export to export.
_FAMILIES: Final = (
    (re.compile(r"https?://wordpress\.org/export/[\d.]+/excerpt/?"), "excerpt:"),
    (re.compile(r"https?://wordpress\.org/export/[\d.]+/?"), "wp:"),
    (re.compile(r"https?://purl\.org/rss/1\.0/modules/content/?"), "content:"),
    (re.compile(r"https?://purl\.org/dc/elements/1\.1/?"), "dc:"),
)
# The lists of the channel itself.
_CHANNEL_LISTS: Final = ("wp:author", "wp:category", "wp:tag", "wp:term")

_names: dict[str, str] = {}


def name_of(tag: str) -> str:
    """Return the name with a prefix, `wp:post_id`, of a tag in any version's namespace."""
    known = _names.get(tag)
    if known is None:
        space, _, local = tag.rpartition("}")
        prefix = next(
            (prefix for family, prefix in _FAMILIES if family.fullmatch(space[1:])), "?" if space else ""
        )
        known = _names[tag] = prefix + local
    return known


class Node:
    """The children of an element, by name: of an item, an author or a comment."""

    def __init__(self, element: Any) -> None:
        self._children: dict[str, list[Any]] = {}
        for child in element:
            if isinstance(child.tag, str):
                self._children.setdefault(name_of(child.tag), []).append(child)

    def raw(self, name: str) -> str:
        """Return the text of the first child of that name; "" for none."""
        found = self._children.get(name)
        return _text_of(found[0]) if found else ""

    def is_cut(self, name: str) -> bool:
        """Return True when the text was longer than what is read of one, and its end was left out."""
        text = self.raw(name)
        return len(text) > MOST_TEXT_BYTES // 4 and len(text.encode()) >= MOST_TEXT_BYTES - 1024

    def text(self, name: str) -> str:
        """Return the same without white space at its ends."""
        return self.raw(name).strip()

    def every(self, name: str) -> Iterator[Node]:
        return (Node(child) for child in self._children.get(name, ()))

    def meta(self) -> dict[str, list[str]]:
        """Return the values of the custom fields, by key."""
        found: dict[str, list[str]] = {}
        for entry in self.every("wp:postmeta"):
            found.setdefault(entry.text("wp:meta_key"), []).append(entry.raw("wp:meta_value").strip())
        return found

    def terms(self) -> dict[str, list[tuple[str, str]]]:
        """Return slug and name of each term, by domain."""
        found: dict[str, list[tuple[str, str]]] = {}
        for entry in self._children.get("category", ()):
            name = safe.plain(_text_of(entry))
            domain = entry.get("domain") or ("category" if name else "")
            if domain:
                slug = unquote(entry.get("nicename") or name).strip()
                terms = found.setdefault("post_tag" if domain == "tag" else domain, [])
                if slug and all(slug != known for known, _ in terms):
                    terms.append((slug, name or slug))
        return found


def _text_of(element: Any) -> str:
    return "".join(element.itertext(with_tail=False)) if len(element) else element.text or ""


@dataclass
class Channel:
    """The fields of the channel, and the number of its items."""

    items: int = 0
    # Category numbers to slugs.
    categories: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[Node]] = field(default_factory=dict)
    size_bytes: int = 0

    def text(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def every(self, name: str) -> list[Node]:
        return self.lists.get(name, [])


def read_channel(path: Path, *, on_item: Callable[[Node], None], reading: Reading) -> Channel:
    """Read the whole file once and check that it is a well-formed export.

    on_item: is called with each item. reading: gets what had to be put right.
    Raises MalformedExport, NotAnExport, UnreadableExport.
    """
    channel = Channel(size_bytes=_size(path))
    for element in _elements(path, ("item", "channel-child"), reading):
        name = name_of(element.tag)
        if name == "item":
            node = Node(element)
            channel.items += 1
            if (
                not node.text("wp:post_id")
                and not node.text("wp:post_type")
                and not channel.values.get("wp:wxr_version")
            ):
                raise NotAnExport(file=path.name, reason=gettext("its items are those of an ordinary feed"))
            on_item(node)
        elif name in _CHANNEL_LISTS:
            channel.lists.setdefault(name, []).append(Node(element))
        elif not len(element):
            channel.values.setdefault(name, "".join(element.itertext()))
    if not channel.items and not channel.values.get("wp:wxr_version"):
        raise NotAnExport(
            file=path.name,
            reason=gettext("it holds neither a version of WordPress's export format nor an item"),
        )
    for category in channel.every("wp:category"):
        channel.categories[category.text("wp:term_id")] = unquote(category.text("wp:category_nicename"))
    return channel


def items(path: Path, *, recover: bool = False) -> Iterator[Node]:
    """Yield the items of a file that `read_channel` has checked."""
    return (Node(element) for element in _elements(path, ("item",), Reading(recover=recover)))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as exc:
        raise UnreadableExport(file=path.name, reason=exc.strerror) from exc


def _elements(path: Path, wanted: tuple[str, ...], reading: Reading) -> Iterator[Any]:
    """Yield children of the channel; each is freed after use.

    wanted: "item", or "channel-child" for all.
    """
    try:
        with path.open("rb") as file:
            yield from _channel_children(SourceBytes(file, path, reading), path, wanted)
    except OSError as exc:
        raise UnreadableExport(file=path.name, reason=exc.strerror or str(exc)) from exc
    except etree.XMLSyntaxError as exc:
        raise malformed(path, exc) from exc


def malformed(path: Path, error: etree.XMLSyntaxError) -> MalformedExport:
    """Return the error with the place where parsing failed: the first in its log, since others only follow from it."""
    line, column = error.position or (1, 1)
    reason = str(error.msg or error).rsplit(", line ", 1)[0]
    fatal = [entry for entry in error.error_log if entry.level == etree.ErrorLevels.FATAL]
    if fatal:
        line, column, reason = fatal[0].line, fatal[0].column, fatal[0].message
    return MalformedExport(
        file=path.name, line=max(line, 1), column=max(column, 1), reason=reason.strip().rstrip(".")
    )


def events(source: SourceBytes) -> Iterator[tuple[str, Any]]:
    """Yield the start and the end of each element. The caller refuses document types, and frees what it has read."""
    # huge_tree allows a text of more than 10 MB, such as a post with pictures inside. It also removes the protection
    # against entities that expand without end; document types are refused for that reason.
    etree.clear_error_log()
    parser = etree.iterparse(
        source, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True,
        remove_pis=True, remove_comments=True, encoding=source.encoding,
    )  # fmt: skip
    yield from parser


def free(element: Any) -> None:
    """Free an element that was read, and all before it."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while element.getprevious() is not None:
        del parent[0]


def _channel_children(source: SourceBytes, path: Path, wanted: tuple[str, ...]) -> Iterator[Any]:
    depth = 0
    for event, element in events(source):
        if event == "start":
            depth += 1
            if depth == 1 and element.tag != "rss":
                raise NotAnExport(
                    file=path.name, reason=gettext("its outermost element is %(tag)s") % {"tag": element.tag}
                )
            if depth == 1 and element.getroottree().docinfo.doctype:
                raise NotAnExport(
                    file=path.name, reason=gettext("it declares a document type, which no export does")
                )
            continue
        depth -= 1
        if depth == 2:
            if "channel-child" in wanted or element.tag in wanted:
                yield element
            free(element)
