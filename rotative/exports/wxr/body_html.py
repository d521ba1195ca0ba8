"""Bodies as the HTML that WordPress's editors read: its class names for pictures, plain elements for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape
from typing import Any, Final, NamedTuple

from rotative.core import html as safe

_ARTICLE_LINK: Final = re.compile(r'<a\s[^<>]*?linktype="article"[^<>]*?>')
_ID: Final = re.compile(r'\bid="(\d{1,18})"')
_NOTE: Final = re.compile(r'<span\s[^<>]*?data-footnote="([^"]*)"[^<>]*>(?:</span>)?')
_PARAGRAPH: Final = re.compile(r"^\s*<p[^<>]*>(.*)</p>\s*$", re.DOTALL)


class Media(NamedTuple):
    """A picture or document as WordPress will have it."""

    number: int
    # Absolute.
    url: str
    title: str
    alt: str
    caption: str


class Sources(NamedTuple):
    """The things that bodies name, by their numbers here; None for what is gone."""

    # Returns the absolute address and the headline.
    article: Callable[[int], tuple[str, str] | None]
    picture: Callable[[int], Media | None]
    document: Callable[[int], Media | None]


def mentioned(blocks: Iterable[Any]) -> tuple[set[int], set[int], set[int]]:
    """Return the numbers of articles, pictures and documents that bodies name."""
    articles: set[int] = set()
    pictures: set[int] = set()
    documents: set[int] = set()

    def look(value: Any, name: str = "") -> None:
        if isinstance(value, str):
            for tag in _ARTICLE_LINK.findall(value):
                if found := _ID.search(tag):
                    articles.add(int(found[1]))
        elif isinstance(value, int) and not isinstance(value, bool):
            {"article": articles, "image": pictures, "document": documents}.get(name, set()).add(value)
        elif isinstance(value, Mapping):
            for key, inner in value.items():
                look(inner, str(key))
        elif isinstance(value, list | tuple):
            for inner in value:
                look(inner, name)

    look(list(blocks))
    return articles, pictures, documents


def body_html(blocks: Iterable[Any], sources: Sources) -> str:
    """Return the HTML of a stored body."""
    body = _Body(sources)
    parts = [body.block(block["type"], block.get("value")) for block in blocks if isinstance(block, Mapping)]
    return "\n\n".join(filter(None, [*parts, body.footnotes()]))


class _Body:
    """One body, with the footnotes met so far."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.notes: list[str] = []

    def block(self, kind: str, value: Any) -> str:
        make: Callable[[_Body, Any], str] | None = _BLOCKS.get(kind)
        return make(self, value) if make else ""

    def footnotes(self) -> str:
        items = "".join(f"<li>{escape(note, quote=False)}</li>" for note in self.notes)
        return f'<ol class="footnotes">{items}</ol>' if items else ""

    def rich(self, source: Any) -> str:
        """Return a rich text, cleaned, with whole addresses and numbered notes."""
        if not isinstance(source, str):
            return ""
        linked = _ARTICLE_LINK.sub(self._link, source)
        return safe.clean(_NOTE.sub(self._note, linked), level="blocks")

    def inline(self, source: Any) -> str:
        found = _PARAGRAPH.match(cleaned := self.rich(source))
        return found[1] if found and "<p" not in found[1] else cleaned

    def _link(self, found: re.Match[str]) -> str:
        number = _ID.search(found[0])
        target = self.sources.article(int(number[1])) if number else None
        return f'<a href="{escape(target[0])}">' if target else "<a>"

    def _note(self, found: re.Match[str]) -> str:
        self.notes.append(safe.plain(unescape(found[1])))
        return f"<sup>{len(self.notes)}</sup>"

    def picture(self, value: Any) -> str:
        found = self.sources.picture(_number(value, "image"))
        if found is None:
            return ""
        alt = _text(value, "alt") or found.alt
        caption = " ".join(filter(None, (_text(value, "caption") or found.caption, _text(value, "credit"))))
        image = f'<img class="wp-image-{found.number}" src="{escape(found.url)}" alt="{escape(alt)}" />'
        words = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
        return f'<figure class="wp-block-image">{image}{words}</figure>'

    def gallery(self, value: Any) -> str:
        inside = "".join(self.picture(entry) for entry in _entries(value, "pictures"))
        caption = _text(value, "caption")
        words = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
        return f'<figure class="wp-block-gallery">{inside}{words}</figure>' if inside else ""

    def quotation(self, value: Any) -> str:
        lines = "".join(
            f"<p>{escape(line, quote=False)}</p>" for line in _text(value, "text").split("\n") if line
        )
        source = _text(value, "source")
        return f"<blockquote>{lines}{f'<cite>{escape(source, quote=False)}</cite>' if source else ''}</blockquote>"

    def listing(self, value: Any) -> str:
        tag = "ol" if isinstance(value, Mapping) and value.get("ordered") else "ul"
        return (
            f"<{tag}>{''.join(f'<li>{self.inline(item)}</li>' for item in _entries(value, 'items'))}</{tag}>"
        )

    def table(self, value: Any) -> str:
        data = value.get("data") if isinstance(value, Mapping) else None
        rows = [row for row in data if isinstance(row, list)] if isinstance(data, list) else []
        is_headed = isinstance(value, Mapping) and bool(value.get("first_row_is_table_header"))
        written = [_row(row, "th" if is_headed and not number else "td") for number, row in enumerate(rows)]
        caption = _text(value, "table_caption")
        head = f"<caption>{escape(caption, quote=False)}</caption>" if caption else ""
        return f"<table>{head}<tbody>{''.join(written)}</tbody></table>" if written else ""

    def embed(self, value: Any) -> str:
        url, title = _text(value, "url"), _text(value, "title")
        if not url.startswith(("http://", "https://")):
            return ""
        words = f"<figcaption>{escape(title, quote=False)}</figcaption>" if title and title != url else ""
        # WordPress fetches the player of an address that is alone on its line.
        inside = f'<div class="wp-block-embed__wrapper">\n{escape(url)}\n</div>'
        return f'<figure class="wp-block-embed">{inside}{words}</figure>'

    def document(self, value: Any) -> str:
        found = self.sources.document(_number(value, "document"))
        if found is None:
            return ""
        title = _text(value, "title") or found.title
        credit = _text(value, "credit")
        words = f" {escape(credit, quote=False)}" if credit else ""
        return f'<p><a href="{escape(found.url)}">{escape(title, quote=False)}</a>{words}</p>'

    def read_also(self, value: Any) -> str:
        target = self.sources.article(_number(value, "article"))
        return f'<p><a href="{escape(target[0])}">{escape(target[1], quote=False)}</a></p>' if target else ""

    def fact_box(self, value: Any) -> str:
        return f"<aside>{_heading('h3', _text(value, 'title'))}{self.rich(_text(value, 'text'))}</aside>"

    def timeline(self, value: Any) -> str:
        events = [
            f"<dt>{escape(_text(one, 'date'), quote=False)}</dt><dd>{self.rich(_text(one, 'text'))}</dd>"
            for one in _entries(value, "events")
        ]
        return f"{_heading('h3', _text(value, 'title'))}<dl>{''.join(events)}</dl>" if events else ""

    def chart(self, value: Any) -> str:
        rows = [_cells(line) for line in _text(value, "figures").splitlines() if line.strip()]
        written = [_row(row, "td" if number else "th") for number, row in enumerate(rows)]
        words = " ".join(filter(None, (_text(value, "title"), _text(value, "unit"), _text(value, "source"))))
        return (
            f"<table><caption>{escape(words, quote=False)}</caption><tbody>{''.join(written)}</tbody></table>"
        )


def _cells(line: str) -> list[str]:
    mark = next((mark for mark in ("\t", ";", ",") if mark in line), "\t")
    return [cell.strip() for cell in line.split(mark)]


def _row(cells: Iterable[Any], tag: str) -> str:
    inside = "".join(
        f"<{tag}>{escape('' if cell is None else str(cell), quote=False)}</{tag}>" for cell in cells
    )
    return f"<tr>{inside}</tr>"


def _heading(tag: str, words: str) -> str:
    return f"<{tag}>{escape(words, quote=False)}</{tag}>" if words else ""


def _text(value: Any, name: str) -> str:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def _number(value: Any, name: str) -> int:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, int) else 0


def _entries(value: Any, name: str) -> list[Any]:
    found = value.get(name) if isinstance(value, Mapping) else None
    return [
        entry["value"] if isinstance(entry, Mapping) and {"type", "value"} <= entry.keys() else entry
        for entry in (found if isinstance(found, list) else [])
    ]


_BLOCKS: Final[dict[str, Callable[[_Body, Any], str]]] = {
    "paragraph": _Body.rich,
    "intertitle": lambda body, value: _heading("h2", str(value or "")),
    "subheading": lambda body, value: _heading("h3", str(value or "")),
    "picture": _Body.picture,
    "gallery": _Body.gallery,
    "quotation": _Body.quotation,
    "list": _Body.listing,
    "table": _Body.table,
    "embed": _Body.embed,
    "audio": _Body.document,
    "document": _Body.document,
    "read_also": _Body.read_also,
    "fact_box": _Body.fact_box,
    "timeline": _Body.timeline,
    "chart": _Body.chart,
    "rule": lambda body, value: "<hr />",
}
