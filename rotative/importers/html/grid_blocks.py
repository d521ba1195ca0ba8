"""Lists and tables in a body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rotative.importers.html.walker import Walker
from rotative.importers.records import ListBlock, Table

_LISTS = ("ul", "ol", "menu")


@dataclass
class _Item:
    """An item of a list: its words, and the lists inside it, each with the name of its element."""

    parts: list[str | tuple[str, list[_Item]]] = field(default_factory=list)

    def add(self, html: str) -> None:
        if html:
            self.parts.append(html)


def _html(item: _Item) -> str:
    """Return an item as HTML; words next to inner lists are paragraphs."""
    alone = len(item.parts) == 1
    found: list[str] = []
    for part in item.parts:
        if isinstance(part, str):
            found.append(part if alone else f"<p>{part}</p>")
        else:
            tag, items = part
            name = "ol" if tag == "ol" else "ul"
            found.append(f"<{name}>{''.join(f'<li>{_html(one)}</li>' for one in items)}</{name}>")
    return "".join(found)


def _lines(items: list[_Item], mark: str) -> Iterator[str]:
    """Yield items as lines, one mark for each level, for places that have no lists."""
    for item in items:
        for part in item.parts:
            if isinstance(part, str):
                yield mark + part
            else:
                yield from _lines(part[1], f"– {mark}")


class GridBlocks(Walker):
    """The handlers of lists and tables."""

    def listing(self, element: Any) -> None:
        """Add a list; lists inside an item stay inside it."""
        if "gallery" in (element.get("class") or ""):
            self.wrapper(element, "div")
            return
        with self.capturing():
            items = self.items(element)
        if self.words_only:
            for line in _lines(items, "– "):
                self.run.boundary()
                self.raw(line)
            self.run.boundary()
            return
        if items:
            self.add(ListBlock(ordered=element.tag == "ol", items=tuple(map(_html, items))))
        else:
            self.flush()
        self.release()

    def items(self, element: Any) -> list[_Item]:
        """Return the items of a list, in reading order. Words outside of an item are items too."""
        items: list[_Item] = []
        self.run.words(element.text or "")
        for child in element:
            if child.tag == "li":
                self._loose(items)
                item = self._item(child)
                if items and item.parts and not any(isinstance(part, str) for part in item.parts):
                    # Some editors put an inner list into an item of its own.
                    items[-1].parts += item.parts
                else:
                    items.append(item)
            elif child.tag in _LISTS:
                self._loose(items)
                inner = self.items(child)
                if inner:
                    items = items or [_Item()]
                    items[-1].parts.append((child.tag, inner))
            else:
                self.walk(child)
            self.text(child.tail)
        self._loose(items)
        return [item for item in items if item.parts]

    def _item(self, element: Any) -> _Item:
        item = _Item()
        self.text(element.text)
        for child in element:
            if child.tag in _LISTS:
                item.add(self.run.take())
                if inner := self.items(child):
                    item.parts.append((child.tag, inner))
            else:
                self.walk(child)
            self.text(child.tail)
        item.add(self.run.take())
        return item

    def _loose(self, items: list[_Item]) -> None:
        if html := self.run.take():
            items.append(_Item([html]))

    def table(self, element: Any) -> None:
        if self.words_only or element.find(".//table") is not None or len(_cells(element)) <= 1:
            self.wrapper(element, "div")
            return
        self.flush()
        rows = self.rows(element)
        heads = [
            all(cell.tag == "th" for cell in row) or row.getparent().tag == "thead" for row in _rows(element)
        ]
        caption = next((child for child in element if child.tag == "caption"), None)
        text = self.flat(self.captured(caption), where="caption") if caption is not None else ""
        header = rows.pop(0) if heads and heads[0] and len(rows) > 1 else ()
        if any(any(row) for row in (header, *rows)):
            self.add(Table(caption=text, header=header, rows=tuple(rows)))
        self.release()

    def rows(self, element: Any) -> list[tuple[str, ...]]:
        """Return rows of plain text, equally long; a cell that spans several places fills the first and leaves the others empty."""
        covered: dict[tuple[int, int], bool] = {}
        rows: list[list[str]] = []
        for number, row in enumerate(_rows(element)):
            cells: list[str] = []
            for cell in row:
                while covered.pop((number, len(cells)), False):
                    cells.append("")
                self.cell(cell, number, cells, covered)
            rows.append(cells)
        width = max((len(cells) for cells in rows), default=0)
        return [tuple(cells + [""] * (width - len(cells))) for cells in rows]

    def cell(self, cell: Any, number: int, cells: list[str], covered: dict[tuple[int, int], bool]) -> None:
        if cell.tag not in ("td", "th"):
            return
        place = len(cells)
        wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
        cells.append(self.flat(self.captured(cell), where="table"))
        cells.extend([""] * (wide - 1))
        for down in range(1, high):
            for across in range(wide):
                covered[(number + down, place + across)] = True


def _rows(table: Any) -> list[Any]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _cells(table: Any) -> list[Any]:
    return [cell for row in _rows(table) for cell in row if cell.tag in ("td", "th")]


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), 100)) if value.isdecimal() else 1
