"""An article's body as plain blocks: clean HTML, cards instead of references."""

import re
from collections.abc import Callable, Iterable, Iterator
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
from rotative.core.text import french, plain
from rotative.core.text import slug as slug_of
from rotative.media import reads as media

# The cleaner leaves no attribute on a paragraph.
_PARAGRAPH = re.compile(r"</?p>")

Card = Callable[[int], ArticleCard | None]


def views(body: StreamValue, *, language: str, card: Card) -> tuple[BlockView, ...]:
    """The blocks a page shows, in order; one that shows nothing (a lost picture, a withdrawn article) is left out.

    card: gives the card of a live article, or None.
    """
    found = (_VIEWS[block.block_type](block.value, language=language, card=card) for block in body)
    return tuple(view for views in found for view in views)


def words(body: StreamValue) -> str:
    """All the text a reader reads, plain, blocks parted by line ends."""
    return "\n".join(text for block in body for text in _texts(block.block_type, block.value) if text)


def paragraphs(source: str, language: str) -> list[str]:
    """Rich text from the database as the insides of paragraphs: links resolved, everything else cleaned, typeset."""
    blocks = html.clean(expand_db_html(source), level="blocks")
    cleaned = (html.clean(part).strip() for part in _PARAGRAPH.split(blocks))
    return [_typeset(part, language) for part in cleaned if plain(part)]


def _typeset(words: str, language: str) -> str:
    return french(words) if language == "fr" else words


def _paragraph(value: Any, *, language: str, **_: Any) -> Iterable[BlockView]:
    parts = paragraphs(value.source, language)
    return [ParagraphView(html=Markup("".join(f"<p>{part}</p>" for part in parts)))] if parts else []  # noqa: S704 paragraphs are sanitised


def _intertitle(value: Any, *, language: str, **_: Any) -> Iterable[BlockView]:
    return [IntertitleView(text=value, anchor=slug_of(value, language)[:60])]


def _picture(value: Any, **_: Any) -> Iterable[BlockView]:
    picture = media.picture_card(
        value["image"], alt=value["alt"] or "", caption=value["caption"] or "", credit=value["credit"] or ""
    )
    return [PictureView(picture=picture)] if picture else []


def _quotation(value: Any, *, language: str, **_: Any) -> Iterable[BlockView]:
    lines = (_typeset(escape(line.strip()), language) for line in value["text"].splitlines() if line.strip())
    quoted = "".join(f"<p>{line}</p>" for line in lines)
    return [QuotationView(html=Markup(quoted), source=value["source"] or "")] if quoted else []  # noqa: S704 each line is escaped


def _list(value: Any, *, language: str, **_: Any) -> Iterable[BlockView]:
    items = ("<br>".join(paragraphs(item.source, language)) for item in value["items"])
    shown = tuple(Markup(item) for item in items if item)  # noqa: S704 paragraphs are sanitised
    return [ListView(ordered=bool(value["ordered"]), items=shown)] if shown else []


def _table(value: Any, **_: Any) -> Iterable[BlockView]:
    if not value or not value.get("data"):
        return []
    rows = [tuple(str(cell or "") for cell in row) for row in value["data"]]
    header = rows.pop(0) if value.get("first_row_is_table_header") else ()
    return [
        TableView(
            caption=value.get("table_caption") or "",
            header=header,
            rows=tuple(rows),
            row_headers=bool(value.get("first_col_is_header")),
        )
    ]


def _embed(value: Any, **_: Any) -> Iterable[BlockView]:
    address = urlsplit(value["url"])
    if address.scheme not in ("http", "https"):
        return []
    return [
        EmbedView(title=value["title"] or value["url"], url=value["url"], provider=address.hostname or "")
    ]


def _read_also(value: Any, *, card: Card, **_: Any) -> Iterable[BlockView]:
    chosen = value["article"]
    found = card(chosen.pk) if chosen is not None else None
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
        yield plain(value.source)
    elif kind == "intertitle":
        yield value
    elif kind == "quotation":
        yield from (value["text"], value["source"] or "")
    elif kind == "list":
        yield from (plain(item.source) for item in value["items"])
    elif kind == "table" and value:
        yield from (" ".join(str(cell or "") for cell in row) for row in value.get("data") or [])
    elif kind == "picture":
        yield value["caption"] or ""
