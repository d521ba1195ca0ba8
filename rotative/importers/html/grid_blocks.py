"""Lists and tables in a body."""

from __future__ import annotations

from typing import Any

from rotative.importers.html.walker import Walker
from rotative.importers.records import ListBlock, Table


class GridBlocks(Walker):
    """The handlers of lists and tables."""

    def listing(self, element: Any) -> None:
        items: list[str] = []
        with self.capturing():
            self.items(element, items, "")
        if self.words_only:
            for item in items:
                self.run.boundary()
                self.raw(f"– {item}")
            self.run.boundary()
            return
        if items:
            self.add(ListBlock(ordered=element.tag == "ol", items=tuple(items)))
        else:
            self.flush()
        self.release()

    def items(self, element: Any, items: list[str], prefix: str) -> None:
        """Add the items of a list and of the lists inside it to `items`, in reading order."""
        self.run.words(element.text or "")
        for child in element:
            if child.tag in ("ul", "ol", "menu"):
                self.item_end(items, prefix)
                self.items(child, items, prefix + "– " if element.tag == "li" else prefix)
            elif child.tag == "li":
                self.item_end(items, prefix)
                self.items(child, items, prefix)
                self.item_end(items, prefix)
            else:
                self.walk(child)
            self.text(child.tail)
        if element.tag != "li":
            self.item_end(items, prefix)

    def item_end(self, items: list[str], prefix: str) -> None:
        if html := self.run.take():
            items.append(prefix + html)

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
