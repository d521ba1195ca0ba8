"""The body of an article as plain blocks: clean HTML, cards instead of references.

It reads the JSON of the database, not Wagtail's values: those load each picture and each article that they mention.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import escape
from markupsafe import Markup
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

from rotative.articles.cards import (
    ArticleCard,
    BlockView,
    EmbedView,
    IntertitleView,
    ListView,
    ParagraphView,
    PictureView,
    QuotationView,
    ReadAlsoView,
    TableView,
)
from rotative.core import html
from rotative.core.text import flat, marked, plain, typeset, typeset_lines, unbroken
from rotative.core.text import slug as slug_of
from rotative.media import reads as media

# The cleaner leaves no attribute on a paragraph.
_PARAGRAPH = re.compile(r"</?p>")
_LINK = re.compile(r"<a\b[^<>]*>")
_LINKED_TO = re.compile(r'\blinktype="(article|subject)"')
_LINKED_ID = re.compile(r'\bid="([0-9]{1,18})"')

# A cell of figures: -3, 1 200, 12,5 %, 40 km, 2–1.
_FIGURES = re.compile(r"[+\-−±]?\d[\d\s.,:٫٬/–-]*(?:[%‰€$£٪]|[^\W\d_]{1,3})?")

Card = Callable[[int], ArticleCard | None]
# A block as stored: {"type": "paragraph", "value": "<p>…</p>", "id": "…"}.
Block = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """The ids of articles, subjects and pictures that a body shows or links to."""

    articles: frozenset[int]
    subjects: frozenset[int]
    pictures: frozenset[int]


def blocks(stored: StreamValue | str | None) -> Sequence[Block]:
    """Return a body's blocks as the database stores them, from its column or from a draft."""
    if isinstance(stored, str):
        return json.loads(stored) if stored else ()
    return stored.get_prep_value() if stored else ()


def views(body: Sequence[Block], *, language: str, card: Card) -> tuple[BlockView, ...]:
    """Return the blocks that a page shows, in order; an empty one (a lost picture, a withdrawn article) is left out.

    card: returns the card of a live article, or None.
    """
    bare = _bare_paragraphs(body, language)
    found: list[BlockView] = []
    # Paragraphs without markup since the last other block.
    run: list[str] = []
    for block in body:
        value = block["value"]
        if block["type"] == "paragraph" and value in bare:
            run.append(bare[value])
        elif view := _VIEWS.get(block["type"]):
            found += _paragraph_views(run, language)
            run = []
            found += view(value, language=language, card=card)
    return (*found, *_paragraph_views(run, language))


def words(body: Sequence[Block]) -> str:
    """Return all the text that a reader reads, plain, with a line end between blocks."""
    return "\n".join(text for block in body for text in _texts(block["type"], block["value"]) if text)


def reading_text(body: Sequence[Block], standfirst: str) -> str:
    """Return the text whose words are counted: that of the body, or of the standfirst when the body has none."""
    return words(body) or flat(standfirst)


def pictures(body: Sequence[Block]) -> int:
    """Count the pictures in the body."""
    return sum(1 for block in body if block["type"] == "picture")


def mentions(body: Sequence[Block]) -> Mentions:
    """Return the articles, subjects and pictures that a body shows or links to."""
    found: dict[str, set[int]] = {"article": set(), "subject": set(), "image": set()}
    for block in body:
        kind, value = block["type"], block["value"]
        if kind in ("picture", "read_also"):
            name = "image" if kind == "picture" else "article"
            found[name] |= {value[name]} if value.get(name) else set()
        else:
            for source in _rich_texts(kind, value):
                _follow(source, found)
    return Mentions(
        articles=frozenset(found["article"]),
        subjects=frozenset(found["subject"]),
        pictures=frozenset(found["image"]),
    )


def paragraphs(source: str, language: str) -> list[str]:
    """Return the inner HTML of each paragraph of a stored rich text: links resolved, all else cleaned, typeset."""
    if (bare := _bare_parts(source)) is not None:
        return typeset_lines(list(filter(None, _clean_bare(bare))), language)
    expanded = expand_db_html(source) if "<a" in source or "<embed" in source else source
    cleaned = (html.clean(part).strip() for part in _PARAGRAPH.split(html.clean(expanded, level="blocks")))
    return [typeset(part, language) for part in cleaned if plain(part)]


@lru_cache(maxsize=256)
def _bare_parts(source: str) -> tuple[str, ...] | None:
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


def _clean_bare(parts: Iterable[str]) -> list[str]:
    """Clean texts without markup or entities."""
    return [html.clean(part).strip() for part in parts]


def _bare_paragraphs(body: Sequence[Block], language: str) -> dict[str, str]:
    """Return the HTML of blocks that are paragraphs without markup, by their source; "" for an empty one.

    Typesetting all together is quicker than one by one.
    """
    sources = {block["value"]: _bare_parts(block["value"]) for block in body if block["type"] == "paragraph"}
    bare = {source: parts for source, parts in sources.items() if parts is not None}
    lines = iter(typeset_lines(_clean_bare(chain.from_iterable(bare.values())), language))
    return {source: _in_paragraphs([next(lines) for _part in parts]) for source, parts in bare.items()}


def _follow(source: str, found: dict[str, set[int]]) -> None:
    """Add the articles and subjects that a rich text links to."""
    if "linktype" not in source:
        return
    for tag in _LINK.findall(source):
        kind, number = _LINKED_TO.search(tag), _LINKED_ID.search(tag)
        if kind and number:
            found[kind[1]].add(int(number[1]))


def _rich_texts(kind: str, value: Any) -> Iterator[str]:
    if kind == "paragraph":
        yield value
    elif kind == "list":
        yield from _items(value)


def _items(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield the items of a list; older versions stored them without an id."""
    for item in value.get("items") or ():
        yield item["value"] if isinstance(item, Mapping) else item


def _paragraph(value: str, *, language: str, **_: Any) -> Iterable[BlockView]:
    return _paragraph_views([_in_paragraphs(paragraphs(value, language))], language)


def _in_paragraphs(parts: Iterable[str]) -> str:
    return "".join([f"<p>{part}</p>" for part in parts if part])


def _paragraph_views(blocks: Iterable[str], language: str) -> list[BlockView]:
    """Return one view for blocks of paragraphs in a row, each on its own line, as the page prints them."""
    whole = marked(unbroken("\n".join(filter(None, blocks))), language)
    return [ParagraphView(html=Markup(whole))] if whole else []  # noqa: S704 paragraphs are sanitised


def _intertitle(value: str, *, language: str, **_: Any) -> Iterable[BlockView]:
    return [IntertitleView(text=value, anchor=slug_of(value, language)[:60])]


def _picture(value: Mapping[str, Any], **_: Any) -> Iterable[BlockView]:
    picture = media.picture(
        value.get("image"),
        alt=value.get("alt") or "",
        caption=value.get("caption") or "",
        credit=value.get("credit") or "",
    )
    return [PictureView(picture=picture)] if picture else []


def _quotation(value: Mapping[str, Any], *, language: str, **_: Any) -> Iterable[BlockView]:
    lines = (line.strip() for line in (value.get("text") or "").splitlines())
    quoted = "".join(f"<p>{unbroken(typeset(escape(line), language))}</p>" for line in lines if line)
    return [QuotationView(html=Markup(quoted), source=value.get("source") or "")] if quoted else []  # noqa: S704 each line is escaped


def _list(value: Mapping[str, Any], *, language: str, **_: Any) -> Iterable[BlockView]:
    items = (unbroken("<br>".join(paragraphs(item, language))) for item in _items(value))
    shown = tuple(Markup(item) for item in items if item)  # noqa: S704 paragraphs are sanitised
    return [ListView(ordered=bool(value.get("ordered")), items=shown)] if shown else []


def _table(value: Any, **_: Any) -> Iterable[BlockView]:
    if not value or not value.get("data"):
        return []
    rows = [tuple(str(cell or "") for cell in row) for row in value["data"]]
    header = rows.pop(0) if value.get("first_row_is_table_header") else ()
    row_headers = bool(value.get("first_col_is_header"))
    figures = _columns_of_figures(header, rows)
    return [
        TableView(
            caption=value.get("table_caption") or "",
            header=header,
            rows=tuple(rows),
            row_headers=row_headers,
            figures=(False, *figures[1:]) if row_headers else figures,
        )
    ]


def _columns_of_figures(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[bool, ...]:
    """Tell for each column whether it holds figures, and under its head nothing else but empty cells and dashes."""
    columns = zip_longest(header, *rows, fillvalue="")
    filled = ([text for cell in column[1:] if (text := cell.strip(" -–—"))] for column in columns)
    return tuple(bool(column) and all(map(_FIGURES.fullmatch, column)) for column in filled)


def _embed(value: Any, **_: Any) -> Iterable[BlockView]:
    address = urlsplit(value.get("url") or "")
    if address.scheme not in ("http", "https"):
        return []
    return [
        EmbedView(title=value.get("title") or value["url"], url=value["url"], provider=address.hostname or "")
    ]


def _read_also(value: Mapping[str, Any], *, card: Card, **_: Any) -> Iterable[BlockView]:
    chosen = value.get("article")
    found = card(chosen) if chosen else None
    return [ReadAlsoView(card=found)] if found else []


_VIEWS: dict[str, Callable[..., Iterable[BlockView]]] = {
    "paragraph": _paragraph,
    "intertitle": _intertitle,
    "picture": _picture,
    "quotation": _quotation,
    "list": _list,
    "table": _table,
    "embed": _embed,
    "read_also": _read_also,
}


def _texts(kind: str, value: Any) -> Iterator[str]:
    if kind == "paragraph":
        bare = _bare_parts(value)
        yield plain(value) if bare is None else "\n".join(filter(None, map(flat, bare)))
    elif kind == "intertitle":
        yield value
    elif kind == "quotation":
        yield from (value.get("text") or "", value.get("source") or "")
    elif kind == "list":
        yield from (plain(item) for item in _items(value))
    elif kind == "table" and value:
        yield from (" ".join(str(cell or "") for cell in row) for row in value.get("data") or [])
    elif kind == "picture":
        yield value.get("caption") or ""
