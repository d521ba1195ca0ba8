"""The blocks of a body as a page shows them: one function for each kind of block."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import escape
from markupsafe import Markup

from rotative.articles import chart_figures
from rotative.articles.body import rich_text, stored_values
from rotative.articles.body.footnotes import Notes
from rotative.articles.cards import (
    ArticleCard,
    AudioView,
    BlockView,
    ChartView,
    DocumentView,
    EmbedView,
    FactBoxView,
    FootnotesView,
    GalleryView,
    IntertitleView,
    ListView,
    ParagraphView,
    PictureView,
    QuotationView,
    ReadAlsoView,
    RuleView,
    SubheadingView,
    TableView,
    TimelineEvent,
    TimelineView,
)
from rotative.articles.embeds import players, posters
from rotative.articles.errors import FiguresUnreadable
from rotative.core import addresses
from rotative.core.languages import BY_CODE
from rotative.core.text import marked, typeset, unbroken
from rotative.core.text import slug as slug_of
from rotative.media import reads as media
from rotative.media.cards import PictureCard

Card = Callable[[int], ArticleCard | None]

# A cell of figures: -3, 1 200, 12,5 %, 40 km, 2–1.
_FIGURES = re.compile(r"[+\-−±]?\d[\d\s.,:٫٬/–-]*(?:[%‰€$£٪]|[^\W\d_]{1,3})?")
# Ids of the page around the body.
_TAKEN = ("content", "comments", "corrections", "dossiers", "subjects")


@dataclass(kw_only=True)
class Body:
    """A body while its views are made."""

    language: str
    # Returns the card of a live article, or None.
    card: Card
    # None leaves the footnotes out.
    notes: Notes | None
    # Percent-encoded path of its article; "" for a body without pages that play its embeds.
    path: str = ""
    # Whether a heading of the first level came before.
    divided: bool = False
    _anchors: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_TAKEN, 1))

    def anchor(self, words: str) -> str:
        """Return an id for a heading that no other part of the page has; "" for one without a letter or figure."""
        wanted = slug_of(words, self.language)[:60]
        if not wanted:
            return ""
        used = self._anchors[wanted] = self._anchors.get(wanted, 0) + 1
        return wanted if used == 1 else f"{wanted}_{used}"


def view(kind: str, value: Any, body: Body) -> Iterable[BlockView]:
    """Return what a page shows of a block; nothing for an empty one and for one of an unknown kind."""
    make = _VIEWS.get(kind)
    return make(value, body) if make else ()


def paragraph_views(blocks: Iterable[str], language: str) -> list[BlockView]:
    """Return one view for blocks of paragraphs in a row, each on its own line, as the page prints them."""
    whole = marked(unbroken("\n".join(filter(None, blocks))), language)
    return [ParagraphView(html=Markup(whole))] if whole else []  # noqa: S704 paragraphs are sanitised


def footnotes(body: Body) -> Iterable[BlockView]:
    """Return the notes to which the blocks referred."""
    if body.notes is None or not body.notes.texts:
        return ()
    notes = tuple(Markup(_set(words, body)) for words in body.notes.texts)  # noqa: S704 escaped by `_set`
    return [FootnotesView(notes=notes)]


def _set(words: str, body: Body) -> str:
    """Return a plain text as the HTML of one line."""
    return unbroken(typeset(escape(words), body.language))


def _paragraph(value: Any, body: Body) -> Iterable[BlockView]:
    lines = rich_text.paragraphs(stored_values.text(value), body.language, body.notes)
    return paragraph_views([rich_text.in_paragraphs(lines)], body.language)


def _intertitle(value: Any, body: Body) -> Iterable[BlockView]:
    words = stored_values.text(value)
    if not words.strip():
        return []
    body.divided = True
    return [IntertitleView(text=words, anchor=body.anchor(words))]


def _subheading(value: Any, body: Body) -> Iterable[BlockView]:
    words = stored_values.text(value)
    if not words.strip():
        return []
    return [SubheadingView(text=words, anchor=body.anchor(words), level=3 if body.divided else 2)]


def _rule(value: Any, body: Body) -> Iterable[BlockView]:
    return [RuleView()]


def _picture(value: Any, body: Body) -> Iterable[BlockView]:
    picture = _picture_card(value)
    return [PictureView(picture=picture)] if picture else []


def _picture_card(value: Any) -> PictureCard | None:
    return media.picture(
        stored_values.number(value, "image"),
        alt=stored_values.text(value, "alt"),
        caption=stored_values.text(value, "caption"),
        credit=stored_values.text(value, "credit"),
    )


def _gallery(value: Any, body: Body) -> Iterable[BlockView]:
    shown = tuple(filter(None, map(_picture_card, stored_values.entries(value, "pictures"))))
    return [GalleryView(pictures=shown, caption=stored_values.text(value, "caption"))] if shown else []


def _quotation(value: Any, body: Body) -> Iterable[BlockView]:
    lines = (line.strip() for line in stored_values.text(value, "text").splitlines())
    quoted = "".join(f"<p>{_set(line, body)}</p>" for line in lines if line)
    source = stored_values.text(value, "source")
    return [QuotationView(html=Markup(quoted), source=source)] if quoted else []  # noqa: S704 each line is escaped


def _list(value: Any, body: Body) -> Iterable[BlockView]:
    items = (rich_text.item(item, body.language, body.notes) for item in stored_values.texts(value, "items"))
    shown = tuple(Markup(item) for item in items if item)  # noqa: S704 items are sanitised
    return [ListView(ordered=value.get("ordered") is True, items=shown)] if shown else []


def _table(value: Any, body: Body) -> Iterable[BlockView]:
    stored = [row for row in stored_values.entries(value, "data") if isinstance(row, list | tuple)]
    if not stored:
        return []
    rows = [tuple(str(cell or "") for cell in row) for row in stored]
    header = rows.pop(0) if value.get("first_row_is_table_header") else ()
    row_headers = bool(value.get("first_col_is_header"))
    figures = _columns_of_figures(header, rows)
    return [
        TableView(
            caption=stored_values.text(value, "table_caption"),
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


def _embed(value: Any, body: Body) -> Iterable[BlockView]:
    url = stored_values.text(value, "url")
    try:
        address = urlsplit(url)
        provider = address.hostname or ""
    except ValueError:
        return []
    if address.scheme not in ("http", "https"):
        return []
    title = stored_values.text(value, "title") or url
    player = players.find(url) if body.path else None
    if player and (poster := posters.poster(player)):
        return [
            EmbedView(
                title=title,
                url=url,
                provider=player.provider.name,
                poster=poster,
                player_path=addresses.player(body.path, player.name),
            )
        ]
    return [EmbedView(title=title, url=url, provider=provider)]


def _audio(value: Any, body: Body) -> Iterable[BlockView]:
    document = media.document(stored_values.number(value, "document"))
    if document is None:
        return []
    title = stored_values.text(value, "title").strip() or document.title
    if not document.is_sound:
        return [DocumentView(document=document, title=title)]
    return [AudioView(document=document, title=title, credit=stored_values.text(value, "credit").strip())]


def _document(value: Any, body: Body) -> Iterable[BlockView]:
    document = media.document(stored_values.number(value, "document"))
    if document is None:
        return []
    return [
        DocumentView(document=document, title=stored_values.text(value, "title").strip() or document.title)
    ]


def _read_also(value: Any, body: Body) -> Iterable[BlockView]:
    chosen = stored_values.number(value, "article")
    found = body.card(chosen) if chosen else None
    return [ReadAlsoView(card=found)] if found else []


def _fact_box(value: Any, body: Body) -> Iterable[BlockView]:
    inside = rich_text.passage(stored_values.text(value, "text"), body.language, body.notes)
    title = stored_values.text(value, "title").strip()
    html = Markup(marked(inside, body.language))  # noqa: S704 passages are sanitised
    return [FactBoxView(title=title, html=html)] if html else []


def _timeline(value: Any, body: Body) -> Iterable[BlockView]:
    events = tuple(
        TimelineEvent(date=date, html=Markup(marked(html, body.language)))  # noqa: S704 passages are sanitised
        for event in stored_values.entries(value, "events")
        for date in [stored_values.text(event, "date").strip()]
        for html in [rich_text.passage(stored_values.text(event, "text"), body.language, body.notes)]
        if date or html
    )
    return [TimelineView(title=stored_values.text(value, "title").strip(), events=events)] if events else []


def _chart(value: Any, body: Body) -> Iterable[BlockView]:
    try:
        figures = chart_figures.read(
            stored_values.text(value, "figures"), comma_groups=BY_CODE[body.language].comma_groups
        )
    except FiguresUnreadable:
        return []
    return [
        ChartView(
            kind="line" if stored_values.text(value, "kind") == "line" else "bar",
            title=stored_values.text(value, "title").strip(),
            unit=stored_values.text(value, "unit").strip(),
            source=stored_values.text(value, "source").strip(),
            corner=figures.corner,
            labels=figures.labels,
            columns=figures.columns,
        )
    ]


_VIEWS: dict[str, Callable[[Any, Body], Iterable[BlockView]]] = {
    "paragraph": _paragraph,
    "intertitle": _intertitle,
    "subheading": _subheading,
    "rule": _rule,
    "picture": _picture,
    "gallery": _gallery,
    "quotation": _quotation,
    "list": _list,
    "table": _table,
    "embed": _embed,
    "audio": _audio,
    "document": _document,
    "read_also": _read_also,
    "fact_box": _fact_box,
    "timeline": _timeline,
    "chart": _chart,
}
