"""The words of the blocks of a body, and the things that they mention."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from rotative.articles import chart_figures
from rotative.articles.body import footnotes, rich_text, stored_values
from rotative.articles.errors import FiguresUnreadable
from rotative.core.text import flat, plain

_LINK = re.compile(r"<a\b[^<>]*>")
_LINKED_TO = re.compile(r'\blinktype="(article|subject)"')
_LINKED_ID = re.compile(r'\bid="([0-9]{1,18})"')


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """The ids of articles, subjects, pictures and documents that a body shows or links to."""

    articles: frozenset[int]
    subjects: frozenset[int]
    pictures: frozenset[int]
    documents: frozenset[int]


def texts(kind: str, value: Any) -> Iterator[str]:
    """Yield the plain texts that a reader reads in a block, without its footnotes."""
    find = _TEXTS.get(kind)
    if find is not None:
        yield from find(value)


def notes(kind: str, value: Any) -> Iterator[str]:
    """Yield the footnotes of a block."""
    for source in rich_texts(kind, value):
        yield from footnotes.texts(source)


def rich_texts(kind: str, value: Any) -> Iterator[str]:
    """Yield the rich texts of a block as they are stored."""
    if kind == "paragraph":
        yield stored_values.text(value)
    elif kind == "list":
        yield from stored_values.texts(value, "items")
    elif kind == "fact_box":
        yield stored_values.text(value, "text")
    elif kind == "timeline":
        for event in stored_values.entries(value, "events"):
            yield stored_values.text(event, "text")


def picture_ids(kind: str, value: Any) -> Iterator[int]:
    """Yield the pictures of a block."""
    if kind == "picture":
        places: Iterable[Any] = (value,)
    elif kind == "gallery":
        places = stored_values.entries(value, "pictures")
    else:
        return
    yield from filter(None, (stored_values.number(place, "image") for place in places))


def mentions(blocks: Iterable[tuple[str, Any]]) -> Mentions:
    """Return the articles, subjects, pictures and documents of blocks, given as kind and value."""
    linked: dict[str, set[int]] = {"article": set(), "subject": set()}
    pictures: set[int] = set()
    documents: set[int] = set()
    for kind, value in blocks:
        pictures.update(picture_ids(kind, value))
        if kind == "read_also" and (chosen := stored_values.number(value, "article")):
            linked["article"].add(chosen)
        if kind in ("audio", "document") and (chosen := stored_values.number(value, "document")):
            documents.add(chosen)
        for source in rich_texts(kind, value):
            _follow(source, linked)
    return Mentions(
        articles=frozenset(linked["article"]),
        subjects=frozenset(linked["subject"]),
        pictures=frozenset(pictures),
        documents=frozenset(documents),
    )


def _follow(source: str, linked: dict[str, set[int]]) -> None:
    """Add the articles and subjects that a rich text links to."""
    if "linktype" not in source:
        return
    for tag in _LINK.findall(source):
        kind, number = _LINKED_TO.search(tag), _LINKED_ID.search(tag)
        if kind and number:
            linked[kind[1]].add(int(number[1]))


def _paragraph(value: Any) -> Iterator[str]:
    source = stored_values.text(value)
    bare = rich_text.bare_parts(source)
    yield _rich(source) if bare is None else "\n".join(filter(None, map(flat, bare)))


def _rich(source: str) -> str:
    # The text of a note may hold what looks like a tag.
    return plain(footnotes.without(source) if footnotes.within(source) else source)


def _line(value: Any) -> Iterator[str]:
    yield stored_values.text(value)


def _quotation(value: Any) -> Iterator[str]:
    yield from (stored_values.text(value, "text"), stored_values.text(value, "source"))


def _list(value: Any) -> Iterator[str]:
    yield from map(_rich, stored_values.texts(value, "items"))


def _table(value: Any) -> Iterator[str]:
    for row in stored_values.entries(value, "data"):
        if isinstance(row, list | tuple):
            yield " ".join(str(cell or "") for cell in row)


def _picture(value: Any) -> Iterator[str]:
    yield stored_values.text(value, "caption")


def _gallery(value: Any) -> Iterator[str]:
    yield stored_values.text(value, "caption")
    for picture in stored_values.entries(value, "pictures"):
        yield stored_values.text(picture, "caption")


def _fact_box(value: Any) -> Iterator[str]:
    yield stored_values.text(value, "title")
    yield _rich(stored_values.text(value, "text"))


def _timeline(value: Any) -> Iterator[str]:
    yield stored_values.text(value, "title")
    for event in stored_values.entries(value, "events"):
        yield stored_values.text(event, "date")
        yield _rich(stored_values.text(event, "text"))


def _chart(value: Any) -> Iterator[str]:
    """Yield what a chart says in words; its figures are looked at."""
    yield from (stored_values.text(value, name) for name in ("title", "unit", "source"))
    with suppress(FiguresUnreadable):
        figures = chart_figures.read(stored_values.text(value, "figures"))
        yield " ".join(column.name for column in figures.columns)
        yield " ".join(figures.labels)


def _file(value: Any) -> Iterator[str]:
    yield from (stored_values.text(value, "title"), stored_values.text(value, "credit"))


_TEXTS: dict[str, Callable[[Any], Iterator[str]]] = {
    "paragraph": _paragraph,
    "intertitle": _line,
    "subheading": _line,
    "quotation": _quotation,
    "list": _list,
    "table": _table,
    "picture": _picture,
    "gallery": _gallery,
    "fact_box": _fact_box,
    "timeline": _timeline,
    "audio": _file,
    "document": _file,
    "chart": _chart,
}
