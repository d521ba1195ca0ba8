"""Reads the XML that Disqus exports: threads with the addresses of articles, and posts.

Source: docs.disqus.com/developers/export and disqus.com/api/schemas/1.0/disqus.xsd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext
from lxml import etree

from rotative.core import html as safe
from rotative.importers.discussions.discussion_sql import Discussions, Post, PostState, Thread
from rotative.importers.discussions.instants import instant
from rotative.importers.errors import NotADiscussionExport, NotAnExport, UnreadableExport
from rotative.importers.wordpress.source_bytes import Reading, SourceBytes
from rotative.importers.wordpress.xml import events, free, malformed

PROGRAM: Final = "Disqus"
# The namespace of numbers.
_ID: Final = "{http://disqus.com/disqus-internals}id"
# WordPress's plugin wrote "12 https://old.example.org/?p=12" as the name of a thread.
_URL: Final = re.compile(r"https?://[^\s\"'<>]{1,2000}")


def read(path: Path, discussions: Discussions) -> str:
    """Read an export to its end, and return the name of its forum. Raises NotADiscussionExport, MalformedExport, UnreadableExport."""
    forum = ""
    for element in _elements(path):
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name == "thread":
            forum = forum or _Fields(element).text("forum")
            discussions.add_thread(_thread(element))
        elif name == "post":
            discussions.add(_post(element))
    return forum


def _thread(element: Any) -> Thread:
    fields = _Fields(element)
    addresses = (fields.text("link"), *_URL.findall(fields.text("id")))
    return Thread(
        thread_id=element.get(_ID) or "",
        urls=tuple(dict.fromkeys(one for one in addresses if one and "\n" not in one)),
        is_deleted=fields.text("isDeleted") == "true",
    )


def _post(element: Any) -> Post:
    fields = _Fields(element)
    person = fields.inside("author")
    return Post(
        post_id=element.get(_ID) or "",
        thread=fields.number("thread"),
        parent=fields.number("parent"),
        name=safe.plain(person.text("name") or person.text("username")),
        email=safe.plain(person.text("email")),
        text=safe.plain_lines(fields.text("message")),
        written_at=instant(fields.text("createdAt")),
        state=_state(fields),
    )


def _state(fields: _Fields) -> PostState:
    if fields.text("isDeleted") == "true":
        return "deleted"
    if fields.text("isSpam") == "true":
        return "spam"
    return "held" if fields.text("isApproved") == "false" else "shown"


class _Fields:
    """The children of an element by name, in whatever namespace; the first of each name."""

    def __init__(self, element: Any) -> None:
        self._children: dict[str, Any] = {}
        for child in element:
            if isinstance(child.tag, str):
                self._children.setdefault(child.tag.rpartition("}")[2], child)

    def text(self, name: str) -> str:
        found = self._children.get(name)
        if found is None:
            return ""
        return ("".join(found.itertext()) if len(found) else found.text or "").strip()

    def number(self, name: str) -> str:
        found = self._children.get(name)
        return (found.get(_ID) or "") if found is not None else ""

    def inside(self, name: str) -> _Fields:
        """Return the fields of a child; none for one that is missing."""
        return _Fields(self._children.get(name, ()))


def _elements(path: Path) -> Iterator[Any]:
    """Yield the children of the root; each is freed after use."""
    try:
        with path.open("rb") as file:
            yield from _children(SourceBytes(file, path, Reading()), path)
    except OSError as exc:
        raise UnreadableExport(file=path.name, reason=exc.strerror or str(exc)) from exc
    except NotAnExport as exc:
        raise NotADiscussionExport(file=path.name, program=PROGRAM, reason=exc.fields["reason"]) from exc
    except etree.XMLSyntaxError as exc:
        raise malformed(path, exc) from exc


def _children(source: SourceBytes, path: Path) -> Iterator[Any]:
    depth = 0
    for event, element in events(source):
        if event == "start":
            depth += 1
            if depth == 1:
                _check_root(element, path)
            continue
        depth -= 1
        if depth == 1:
            yield element
            free(element)


def _check_root(element: Any, path: Path) -> None:
    if element.getroottree().docinfo.doctype:
        raise NotADiscussionExport(
            file=path.name,
            program=PROGRAM,
            reason=gettext("it declares a document type, which no export does"),
        )
    if etree.QName(element).localname != "disqus":
        reason = gettext("its outermost element is %(tag)s") % {"tag": etree.QName(element).localname}
        raise NotADiscussionExport(file=path.name, program=PROGRAM, reason=reason)
