"""Plots as plain numbers: the template writes them as SVG, without a script or style."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rotative.mail.sending.statistics import PLOTTED, Tally

# Sizes are in the plot's own units.
WIDTH, HEIGHT = 640, 180
_LEFT, _BOTTOM, _TOP = 44, 22, 8
_ROW = 26
# The widest bar, and how many bars a plot holds at most.
_BAR, _BARS = 24, 60
_STEPS_MIN = (1, 2, 5, 10, 15, 30, 60, 120, 240)


@dataclass(frozen=True, kw_only=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    # Its state or series: it gives the colour.
    kind: str
    # The text shown when the pointer is on it.
    title: str


@dataclass(frozen=True, kw_only=True)
class Label:
    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Plot:
    width: int
    height: int
    rects: tuple[Rect, ...]
    # Under the axis, and next to it.
    under: tuple[Label, ...]
    beside: tuple[Label, ...]
    # Heights of the lines that go with `beside`.
    lines: tuple[float, ...]


def over_time(
    tallies: Sequence[Tally], *, clock: Callable[[datetime], str], name: Callable[[str], str]
) -> Plot | None:
    """Plot letters by minute, in at most sixty bars of one or more minutes; None without a letter.

    clock: writes an instant for the axis. name: writes a state for people.
    """
    if not tallies:
        return None
    first, last = tallies[0].minute, tallies[-1].minute
    step = _step(first, last)
    bars: dict[int, Counter[str]] = defaultdict(Counter)
    for tally in tallies:
        bars[int((tally.minute - first) / step)][tally.state] += tally.count
    count = max(bars) + 1
    top = max(bar.total() for bar in bars.values())
    wide = min(_BAR, (WIDTH - _LEFT) / count)
    rects = [
        rect
        for place, bar in sorted(bars.items())
        for rect in _stack(
            bar, x=_LEFT + place * wide, wide=wide, top=top, at=clock(first + place * step), name=name
        )
    ]
    every = max(1, -(-count // 8))
    under = [
        Label(x=_LEFT + place * wide + wide / 2, y=HEIGHT - 6, text=clock(first + place * step))
        for place in range(0, count, every)
    ]
    beside, lines = _scale(top)
    return Plot(
        width=WIDTH, height=HEIGHT, rects=tuple(rects), under=tuple(under), beside=beside, lines=lines
    )


def by_provider(
    counts: Mapping[str, Mapping[str, int]], *, states: Sequence[str], name: Callable[[str], str]
) -> Plot | None:
    """Plot one row for each provider, the largest first, each state a piece of it; None without a provider."""
    rows = sorted(counts.items(), key=lambda row: -sum(row[1].values()))
    if not rows:
        return None
    left, top = 104, max(sum(row.values()) for _provider, row in rows)
    rects, beside = [], []
    for number, (provider, row) in enumerate(rows):
        x, y = float(left), number * _ROW + 4.0
        beside.append(Label(x=left - 8, y=y + 13, text=provider))
        for state in states:
            width = (WIDTH - left - 8) * row.get(state, 0) / top
            if width:
                title = f"{provider}: {name(state)} {row[state]}"
                rects.append(Rect(x=x, y=y, width=width, height=_ROW - 8, kind=state, title=title))
                x += width
    return Plot(
        width=WIDTH, height=len(rows) * _ROW + 4, rects=tuple(rects), under=(), beside=tuple(beside), lines=()
    )


def grouped(
    groups: Sequence[tuple[str, Mapping[str, int]]], *, series: Sequence[str], name: Callable[[str], str]
) -> Plot | None:
    """Plot bars side by side for each group, in its order; None when there is nothing to see."""
    top = max((count for _label, row in groups for count in row.values()), default=0)
    if not top:
        return None
    room = (WIDTH - _LEFT) / len(groups)
    wide = min(_BAR, room * 0.8 / len(series))
    rects, under = [], []
    every = max(1, -(-len(groups) // 8))
    for number, (label, row) in enumerate(groups):
        start = _LEFT + number * room + (room - wide * len(series)) / 2
        if number % every == 0:
            under.append(Label(x=_LEFT + number * room + room / 2, y=HEIGHT - 6, text=label))
        for place, one in enumerate(series):
            rects += _stack(
                Counter({one: row.get(one, 0)}),
                x=start + place * wide,
                wide=wide,
                top=top,
                at=label,
                name=name,
            )
    beside, lines = _scale(top)
    return Plot(
        width=WIDTH, height=HEIGHT, rects=tuple(rects), under=tuple(under), beside=beside, lines=lines
    )


def _step(first: datetime, last: datetime) -> timedelta:
    minutes = int((last - first).total_seconds() // 60) + 1
    return timedelta(minutes=next((step for step in _STEPS_MIN if minutes / step <= _BARS), _STEPS_MIN[-1]))


def _stack(
    bar: Counter[str], *, x: float, wide: float, top: int, at: str, name: Callable[[str], str]
) -> list[Rect]:
    """Build one bar, its pieces on top of each other."""
    rects, floor = [], float(HEIGHT - _BOTTOM)
    for kind in _ordered(bar):
        height = (HEIGHT - _BOTTOM - _TOP) * bar[kind] / top
        floor -= height
        title = f"{at}: {name(kind)} {bar[kind]}"
        rects.append(Rect(x=x, y=floor, width=max(wide - 1, 0.5), height=height, kind=kind, title=title))
    return rects


def _ordered(bar: Counter[str]) -> Iterable[str]:
    order = [str(state) for state in PLOTTED]
    return sorted(
        (kind for kind in bar if bar[kind]), key=lambda kind: order.index(kind) if kind in order else 0
    )


def _scale(top: int) -> tuple[tuple[Label, ...], tuple[float, ...]]:
    """Build the labels at the axis: zero, the half and the whole."""
    marks = sorted({0, top // 2, top})
    heights = {mark: HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * mark / top for mark in marks}
    labels = tuple(Label(x=_LEFT - 6, y=heights[mark] + 4, text=str(mark)) for mark in marks)
    return labels, tuple(heights.values())
