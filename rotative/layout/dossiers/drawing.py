"""Draws the commitments of a dossier by state, period after period, as SVG: a column for each, the states on top of each other.

Places across are percentages, heights are whole pixels. Each column is a drawing of its own, so that equal columns are equal
bytes. Each state has a colour and, in its part, its number.
"""

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

# Pixels.
_PLOT, _HEAD, _FOOT = 160, 6, 22
# Parts smaller than that have no number in them.
_LEGIBLE = 14
# Names under the columns that fit a phone.
_NAMES = 5
# Percents of the width in which a name in the middle of its column would be cut off on a phone.
_EDGE = 7


def draw(
    columns: Sequence[tuple[str, Sequence[int]]],
    states: Sequence[str],
    *,
    label: str,
    mirrored: bool,
    number: Callable[[object], str],
) -> Markup:
    """Return the drawing. columns: names, and numbers in the order of the states; oldest first."""
    highest = max((sum(counts) for _name, counts in columns), default=0) or 1
    wide = 100 / max(1, len(columns))
    every = -(-len(columns) // _NAMES)
    parts = []
    for at, (name, counts) in enumerate(columns):
        left = at * wide
        x = 100 - left - wide if mirrored else left
        column = _column(counts, states, high=max(1, _PLOT // highest), number=number)
        parts.append(f'<svg x="{_short(x + wide * 0.08)}%" width="{_short(wide * 0.84)}%">{column}</svg>')
        if (len(columns) - 1 - at) % every == 0:
            parts.append(_name(name, x + wide / 2))
    height = _HEAD + _PLOT + _FOOT
    return Markup(  # noqa: S704 every text is escaped
        f'<svg class="states" width="100%" height="{height}" role="img" text-anchor="middle" '
        f'aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def _name(name: str, x: float) -> str:
    """Write a name under its column; at the edges it stays within the drawing. `direction` keeps 4/2026 in its order."""
    anchor, x = ("start", 0.0) if x < _EDGE else ("end", 100.0) if x > 100 - _EDGE else ("middle", x)
    return f'<text x="{_short(x)}%" y="{_HEAD + _PLOT + 16}" text-anchor="{anchor}" direction="ltr">{escape(name)}</text>'


def _column(
    counts: Sequence[int], states: Sequence[str], *, high: int, number: Callable[[object], str]
) -> str:
    """Draw the parts of a column from its foot. high: pixels of one commitment."""
    drawn, bottom = [], _HEAD + _PLOT
    for state, count in zip(states, counts, strict=True):
        if not count:
            continue
        bottom -= count * high
        drawn.append(
            f'<rect class="states__{state}" y="{bottom}" width="100%" height="{max(count * high - 1, 1)}"/>'
        )
        if count * high >= _LEGIBLE:
            drawn.append(f'<text x="50%" y="{bottom + count * high // 2 + 4}">{escape(number(count))}</text>')
    return "".join(drawn)


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
