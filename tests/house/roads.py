"""The roads of docs/flows.md are those of the code.

A drawing is a Mermaid flowchart. A solid arrow between two modules says that the first imports the second. A dotted
arrow has for a label the module by which they meet (a signal, a registry, a table): both import it.
Words without a dot are the world around: a reader, a mailbox.
"""

import re
from collections.abc import Iterator

import grimp

_DRAWING = re.compile(r"```mermaid\n(.*?)```", re.S)
_ARROW = re.compile(r"\s+(-->|-\.->)(?:\|([^|]*)\|)?\s+")


def false_roads(page: str, graph: grimp.ImportGraph) -> list[str]:
    """Name the modules of a page that are gone, and the arrows that no import explains."""
    found = []
    for drawing in _DRAWING.findall(page):
        for start, arrow, label, end in _arrows(drawing):
            modules = [name for name in (start, end) if "." in name]
            gone = [name for name in modules if _full(name) not in graph.modules]
            if gone:
                found += [f"{name} is gone" for name in gone]
            elif len(modules) == 2 and not (_meet if arrow == "-.->" else _goes)(start, label, end, graph):
                found.append(f"{start} {arrow} {end}")
    return found


def count_arrows(page: str) -> int:
    """Count the arrows between two modules, so that a page that cannot be read is noticed."""
    return sum(
        "." in start and "." in end
        for drawing in _DRAWING.findall(page)
        for start, _arrow, _label, end in _arrows(drawing)
    )


def _arrows(drawing: str) -> Iterator[tuple[str, str, str, str]]:
    for line in drawing.splitlines():
        start, *rest = _ARROW.split(line.strip())
        for arrow, label, end in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            yield start, arrow, label or "", end
            start = end


def _goes(start: str, label: str, end: str, graph: grimp.ImportGraph) -> bool:
    return graph.direct_import_exists(importer=_full(start), imported=_full(end))


def _meet(start: str, label: str, end: str, graph: grimp.ImportGraph) -> bool:
    named = [_full(word) for word in re.findall(r"[\w.]+", label) if _full(word) in graph.modules]
    return bool(named) and all(
        _full(one) == named[0] or graph.direct_import_exists(importer=_full(one), imported=named[0])
        for one in (start, end)
    )


def _full(name: str) -> str:
    return f"rotative.{name}"
