"""XML as trees: text can never become markup. Only bytes that a tree was written as are joined."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from lxml import etree

# Characters that XML 1.0 or feed readers refuse: control characters, lone surrogates, non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\r\n]+")


def words(text: str) -> str:
    """Return the text without forbidden characters, with each run of spaces and line ends as one space."""
    if text.isprintable() and "  " not in text:
        # Nearly every text.
        return text.strip()
    return _SPACES.sub(" ", _FORBIDDEN.sub("", text)).strip()


def root(namespace: str, tag: str, attributes: dict[str, str] | None = None, **others: str) -> etree._Element:
    """Make the root of a document in its default namespace. others: prefix → further namespace."""
    names: dict[Any, str] = {None: namespace, **others}
    return etree.Element(f"{{{namespace}}}{tag}", attributes or {}, nsmap=names)


def add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Add a last child with this text."""
    child = etree.SubElement(parent, tag, {name: words(value) for name, value in attributes.items()})
    if text:
        child.text = words(text)
    return child


def document(root: etree._Element) -> bytes:
    """Write the tree as a UTF-8 file with its declaration."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def inside(root: etree._Element, *, depth: int = 1) -> bytes:
    """Write what is between the tags of a root with children, for `filled` with a root like this one.

    depth: 2 for what is between the tags of the root's only child.
    """
    inner = document(root).split(b"\n", 1 + depth)[-1]
    return inner.rsplit(b"\n", 1 + depth)[0] + b"\n"


def filled(root: etree._Element, parts: Iterable[bytes], *, within: etree._Element | None = None) -> bytes:
    """Write the file of a root around parts that `inside` wrote for roots like it.

    within: the element to which the parts are added, after its children; the root when None.
    """
    if not (written := tuple(parts)):
        return document(root)
    (root if within is None else within).append(etree.Comment(""))
    head, tail = document(root).split(b"<!---->\n")
    return b"".join([head.rstrip(b" "), *written, tail])


def w3c(instant: datetime) -> str:
    """Write an instant for sitemaps and Atom, in UTC, whole seconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
