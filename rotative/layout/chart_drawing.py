"""Draws the charts of articles as SVG: bars or lines that keep the size of their letters on a screen of any width.

Places across are percentages, heights are pixels: no view box shrinks the words on a phone. Lines run from the side where
a page begins, so a chart in Arabic is mirrored. Colours are those of the page, by class.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from rotative.articles.cards import ChartColumn, ChartView

# Pixels.
_BAR, _GAP, _LABEL, _BETWEEN = 16, 3, 20, 14
_PLOT, _HEAD, _FOOT = 220, 18, 26
# Percents that bars leave to the figures at their ends.
_ROOM = 24
# Letters of a name under or over the drawing; the table has it whole.
_LONGEST, _SHORT = 46, 12
# Names under a line chart; steps of its scale.
_NAMES, _STEPS = 5, 4
# Up to so many points are marked.
_DOTS = 16
_CLOSE = {"%", "‰", "€", "$", "£", "٪"}

# Writes a number of the scale.
Written = Callable[[float], str]
# Sets a text by the rules of the language, escaped.
TypeSet = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Pen:
    """A pen that writes as the page does."""

    mirrored: bool
    written: Written
    set: TypeSet

    def across(self, percent: float) -> str:
        """Return a place by its distance from the side where the page begins."""
        return f"{_short(100 - percent if self.mirrored else percent)}%"

    def text(self, words: str, x: float, y: float, *, anchor: str = "start", aside: int = 0) -> str:
        """Write words. anchor: the end of the words that is at x. aside: pixels towards the end of the line."""
        dx = f' dx="{-aside if self.mirrored else aside}"' if aside else ""
        held = "" if anchor == "start" else f' text-anchor="{anchor}"'
        return f'<text x="{self.across(x)}" y="{_short(y)}"{dx}{held}>{self.set(words)}</text>'


def draw(chart: ChartView, pen: Pen) -> Markup:
    """Return a chart as an SVG element."""
    parts, height = _lines(chart, pen) if chart.kind == "line" else _bars(chart, pen)
    label = escape(chart.title) or escape(chart.columns[0].name)
    return Markup(  # noqa: S704 every text is escaped by the pen
        f'<svg class="chart__drawing" width="100%" height="{_short(height)}" role="img" aria-label="{label}">'
        f"{''.join(parts)}</svg>"
    )


def _bars(chart: ChartView, pen: Pen) -> tuple[Iterable[str], float]:
    values = [value for column in chart.columns for value in column.values if value is not None]
    low, high = min(0, *values), max(0, *values)
    start = _ROOM if low < 0 else 0
    wide = 100 - start - (_ROOM if high > 0 or low == 0 else 0)
    scale = wide / ((high - low) or 1)
    zero = start - low * scale
    step = len(chart.columns) * (_BAR + _GAP) + _LABEL + _BETWEEN
    parts = [pen.text(_cut(label, _LONGEST), 0, at * step + 14) for at, label in enumerate(chart.labels)]
    for number, column in enumerate(chart.columns):
        drawn = []
        for at, value in enumerate(column.values):
            if value is not None:
                top = at * step + _LABEL + number * (_BAR + _GAP)
                end = start + (value - low) * scale
                drawn.append(_bar(pen, zero, end, top))
                drawn.append(_at_end(pen, _figure(chart, column, at), end, top, below=value < 0))
        parts.append(_group(number, drawn))
    height = len(chart.labels) * step - _BETWEEN
    if low < 0:
        x = pen.across(zero)
        parts.append(f'<line class="chart__axis" x1="{x}" x2="{x}" y1="0" y2="{height}"/>')
    return parts, height


def _bar(pen: Pen, zero: float, end: float, top: float) -> str:
    left, right = sorted((zero, end))
    x = pen.across(right if pen.mirrored else left)
    return f'<rect x="{x}" y="{_short(top)}" width="{_short(right - left)}%" height="{_BAR}"/>'


def _at_end(pen: Pen, words: str, end: float, top: float, *, below: bool) -> str:
    anchor, aside = ("end", -6) if below else ("start", 6)
    return pen.text(words, end, top + 13, anchor=anchor, aside=aside)


def _figure(chart: ChartView, column: ChartColumn, at: int) -> str:
    """Return a figure as it was pasted, with a short unit that it lacks."""
    written = column.written[at]
    return f"{written} {chart.unit}" if chart.unit in _CLOSE and chart.unit not in written else written


def _lines(chart: ChartView, pen: Pen) -> tuple[Iterable[str], float]:
    steps = _scale([value for column in chart.columns for value in column.values if value is not None])
    low, high = steps[0], steps[-1]

    def down(value: float) -> float:
        return _HEAD + (high - value) / (high - low) * _PLOT

    places = _places(len(chart.labels))
    parts = list(_grid(pen, steps, down))
    for number, column in enumerate(chart.columns):
        points = [
            (x, down(value)) if value is not None else None
            for x, value in zip(places, column.values, strict=True)
        ]
        parts.append(_group(number, _curve(pen, points)))
    parts += _names(pen, chart.labels, places)
    return parts, _HEAD + _PLOT + _FOOT


def _grid(pen: Pen, steps: Sequence[float], down: Callable[[float], float]) -> Iterator[str]:
    for value in steps:
        kind = "chart__axis" if value == 0 or value == steps[0] else "chart__grid"
        y = _short(down(value))
        yield f'<line class="{kind}" x1="0" x2="100%" y1="{y}" y2="{y}"/>'
        yield pen.text(pen.written(value), 0, down(value) - 4)


def _curve(pen: Pen, points: Sequence[tuple[float, float] | None]) -> Iterator[str]:
    for before, after in pairwise(points):
        if before and after:
            yield (
                f'<line x1="{pen.across(before[0])}" y1="{_short(before[1])}"'
                f' x2="{pen.across(after[0])}" y2="{_short(after[1])}"/>'
            )
    for at, point in enumerate(points):
        alone = not any(points[max(at - 1, 0) : at]) and not any(points[at + 1 : at + 2])
        if point and (alone or len(points) <= _DOTS):
            yield f'<circle cx="{pen.across(point[0])}" cy="{_short(point[1])}" r="3"/>'


def _names(pen: Pen, labels: Sequence[str], places: Sequence[float]) -> Iterator[str]:
    """Write the names of some of the points: the first, the last, and as many between as fit a phone."""
    last = len(labels) - 1
    every = max(1, math.ceil(last / (_NAMES - 1)))
    for at in range(0, last + 1, every):
        anchor = "end" if at == last > 0 else "middle"
        x = 100 if anchor == "end" else places[at]
        yield pen.text(_cut(labels[at], _SHORT), x, _HEAD + _PLOT + 18, anchor=anchor)


def _places(count: int) -> list[float]:
    # Room for the words of the scale at the beginning, and for the last mark.
    return [56.0] if count == 1 else [13 + at * 85 / (count - 1) for at in range(count)]


def _scale(values: Sequence[float]) -> list[float]:
    """Return the round steps of a scale that holds the values, lowest first; at least two."""
    low, high = min(values), max(values)
    if 0 <= low < high / 2 or low == high >= 0:
        low = 0
    elif low / 2 < high <= 0 or low == high:
        high = 0
    wide = (high - low) or 1
    rough = wide / _STEPS
    unit = 10 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    if first == last:
        last += 1
    return [float(f"{at * step:.12g}") for at in range(first, last + 1)]


def _group(number: int, drawn: Iterable[str]) -> str:
    return f'<g class="chart__series{number + 1}">{"".join(drawn)}</g>'


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _short(value: float) -> str:
    """Write a measure without needless digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
