"""XML as trees: hostile words stay words. Only what a tree was written as is ever put together as bytes."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from lxml import etree

from rotative.core import addresses

# What neither XML 1.0 nor a feed reader takes: control characters, lone surrogates, non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\r\n]+")


def words(text: str) -> str:
    """The text without characters no document may hold, line ends and doubled spaces made one space."""
    if text.isprintable() and "  " not in text:
        # As nearly every text is.
        return text.strip()
    return _SPACES.sub(" ", _FORBIDDEN.sub("", text)).strip()


def root(namespace: str, tag: str, attributes: dict[str, str] | None = None, **others: str) -> etree._Element:
    """The root of a document in its default namespace; others: prefix → further namespace."""
    names: dict[Any, str] = {None: namespace, **others}
    return etree.Element(f"{{{namespace}}}{tag}", attributes or {}, nsmap=names)


def add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """A new last child holding this text."""
    child = etree.SubElement(parent, tag, {name: words(value) for name, value in attributes.items()})
    if text:
        child.text = words(text)
    return child


def document(root: etree._Element) -> bytes:
    """The tree as a UTF-8 file with its declaration."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def inside(root: etree._Element, *, depth: int = 1) -> bytes:
    """What `document` writes between the tags of a root with children, fit for `filled` with a root like this one.

    depth: 2 for what stands between the tags of the root's only child.
    """
    inner = document(root).split(b"\n", 1 + depth)[-1]
    return inner.rsplit(b"\n", 1 + depth)[0] + b"\n"


def filled(root: etree._Element, parts: Iterable[bytes], *, within: etree._Element | None = None) -> bytes:
    """The file of a root around what `inside` gave of others like it: written once, for many files.

    within: the element that takes the parts, after the children it has; the root, unless given.
    """
    if not (written := tuple(parts)):
        return document(root)
    (root if within is None else within).append(etree.Comment(""))
    head, tail = document(root).split(b"<!---->\n")
    return b"".join([head.rstrip(b" "), *written, tail])


def address(path: str) -> str:
    """The full address of a percent-encoded path; an address that is full already stays."""
    return path if "://" in path else addresses.absolute(unquote(path))


def w3c(instant: datetime) -> str:
    """An instant as sitemaps and Atom write it, in UTC, whole seconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
