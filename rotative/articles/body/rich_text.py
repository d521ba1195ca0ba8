"""Rich texts of a body as HTML for a page: links resolved, all else cleaned, typeset; lists within lists kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from wagtail.rich_text import expand_db_html

from rotative.articles.body import footnotes
from rotative.articles.body.footnotes import Notes
from rotative.core import html
from rotative.core.text import plain, typeset, typeset_lines, unbroken

# Levels of lists, with that of the block itself; the items of a deeper one are shown in the last.
DEEPEST = 4

# The cleaner leaves no attribute on these.
_EDGE = re.compile(r"</?(?:p|h[2-4]|blockquote|hr)>")
_LISTED = re.compile(r"(</?(?:ul|ol|li)>)")
_LIST_EDGE = re.compile(r"</?(?:p|h[2-4]|blockquote|hr|ul|ol|li)>")


def paragraphs(source: str, language: str, notes: Notes | None = None) -> list[str]:
    """Return the inner HTML of each paragraph of a stored rich text. notes: take the footnotes; None leaves them out."""
    if (bare := bare_parts(source)) is not None:
        return typeset_lines(list(filter(None, clean_bare(bare))), language)
    return _lines(_LIST_EDGE, _cleaned(source, notes), language)


def item(source: str, language: str, notes: Notes | None = None) -> str:
    """Return the HTML inside an item of a list: its lines, and the lists within it."""
    if "<li" not in source:
        return unbroken("<br>".join(paragraphs(source, language, notes)))
    return unbroken(_item(_tree(_cleaned(source, notes), deepest=DEEPEST - 1), language))


def passage(source: str, language: str, notes: Notes | None = None) -> str:
    """Return a rich text of paragraphs and lists as HTML; "" for one without a word."""
    found: list[str] = []
    for part in _tree(_cleaned(source, notes), deepest=DEEPEST).parts:
        if isinstance(part, str):
            found += (f"<p>{line}</p>" for line in _lines(_EDGE, part, language))
        else:
            found.append(_list(part, language))
    return unbroken("".join(found))


@lru_cache(maxsize=256)
def bare_parts(source: str) -> tuple[str, ...] | None:
    """Return the text of paragraphs without markup or entities; None for any other rich text.

    Cached for a moment, because a page asks for its words and for its paragraphs.
    """
    if "&" in source:
        return None
    tag, _end, words = source.removesuffix("</p>").partition(">")
    if "<" not in words and ">" not in words and _opens_paragraph(tag) and source.endswith("</p>"):
        # Nearly always: one paragraph.
        return (words,) if words else ()
    return _many_bare_parts(source)


def clean_bare(parts: Iterable[str]) -> list[str]:
    """Clean texts without markup or entities."""
    return [html.clean(part).strip() for part in parts]


def bare_paragraphs(sources: Iterable[str], language: str) -> dict[str, str]:
    """Return the HTML of rich texts that are paragraphs without markup, by their source; "" for an empty one.

    Typesetting all together is quicker than one by one.
    """
    bare = {source: parts for source in sources if (parts := bare_parts(source)) is not None}
    lines = iter(typeset_lines(clean_bare(chain.from_iterable(bare.values())), language))
    return {source: in_paragraphs([next(lines) for _part in parts]) for source, parts in bare.items()}


def in_paragraphs(parts: Iterable[str]) -> str:
    """Put each part that has words into an element of its own."""
    return "".join([f"<p>{part}</p>" for part in parts if part])


def _opens_paragraph(tag: str) -> bool:
    return tag == "<p" or (tag.startswith("<p ") and "<" not in tag[1:])


def _many_bare_parts(source: str) -> tuple[str, ...] | None:
    *opened, after = source.split("</p>")
    # One opening and one closing tag for each, and no other.
    tags = 2 * len(opened)
    if not tags or after.strip() or source.count("<") != tags or source.count(">") != tags:
        return None
    parts = []
    for one in opened:
        tag, _end, words = one.lstrip().partition(">")
        if not _opens_paragraph(tag):
            return None
        parts.append(words)
    return tuple(filter(None, parts))


def _cleaned(source: str, notes: Notes | None) -> str:
    if footnotes.within(source):
        source = footnotes.without(source) if notes is None else notes.number(source)
    expanded = expand_db_html(source) if "<a" in source or "<embed" in source else source
    return html.clean(expanded, level="blocks")


def _lines(edge: re.Pattern[str], cleaned: str, language: str) -> list[str]:
    """Return the parts between edges that have words, typeset."""
    parts = (html.clean(part).strip() for part in edge.split(cleaned))
    return [footnotes.refer(typeset(part, language)) for part in parts if plain(part)]


@dataclass
class _Node:
    """A list, or an item of one, in the making."""

    # "ul", "ol" or "li".
    tag: str
    # An item has texts and lists, a list has items.
    parts: list["str | _Node"] = field(default_factory=list)

    def add(self, tag: str) -> "_Node":
        added = _Node(tag)
        self.parts.append(added)
        return added


def _tree(cleaned: str, *, deepest: int) -> _Node:
    """Return a cleaned text as one item with the lists within it."""
    root = _Node("li")
    # From the root inwards; below a list that is too deep nothing is opened.
    opened = [root]
    flattened = 0
    # Tags of lists, and the texts between them.
    for tag in _LISTED.split(cleaned):
        inner = opened[-1]
        if tag in ("<ul>", "<ol>"):
            if len(opened) // 2 >= deepest:
                flattened += 1
            else:
                _open_list(opened, tag[1:3])
        elif tag in ("</ul>", "</ol>"):
            if flattened:
                flattened -= 1
            else:
                _close_list(opened)
        elif tag == "<li>":
            _open_item(opened)
        elif tag == "</li>":
            if len(opened) > 1 and inner.tag == "li" and not flattened:
                opened.pop()
        elif tag.strip():
            (inner if inner.tag == "li" else inner.add("li")).parts.append(tag)
    return root


def _open_list(opened: list[_Node], tag: str) -> None:
    inner = opened[-1]
    if inner.tag != "li":
        inner = inner.parts[-1] if inner.parts else inner.add("li")  # type: ignore[assignment]  # a list has items only
        opened.append(inner)
    opened.append(inner.add(tag))


def _open_item(opened: list[_Node]) -> None:
    if len(opened) > 1 and opened[-1].tag == "li":
        opened.pop()
    if opened[-1].tag != "li":
        opened.append(opened[-1].add("li"))


def _close_list(opened: list[_Node]) -> None:
    while len(opened) > 1 and opened.pop().tag == "li":
        pass


def _item(node: _Node, language: str) -> str:
    found = []
    for part in node.parts:
        found.append(
            "<br>".join(_lines(_EDGE, part, language)) if isinstance(part, str) else _list(part, language)
        )
    return "".join(found)


def _list(node: _Node, language: str) -> str:
    items = [_item(part, language) for part in node.parts if isinstance(part, _Node)]
    shown = [f"<li>{item}</li>" for item in items if item]
    return f"<{node.tag}>{''.join(shown)}</{node.tag}>" if shown else ""
