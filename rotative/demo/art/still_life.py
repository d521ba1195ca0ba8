"""A table by a window, and shadows on it."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box
from rotative.demo.art.palette import Ink, mix


def shadow(c: Canvas, x: float, y: float, radius: float, *, flat: float = 0.22, amount: float = 0.55) -> None:
    """Draw the shadow a thing leaves on the table or the ground."""
    c.wash(
        arc((x, y), (radius, radius * flat), 0, 360), mix(c.palette.near, c.palette.sky, 0.25), amount=amount
    )


def table(c: Canvas, edge: float, *, wall: Ink | None = None, top: Ink | None = None) -> None:
    """Draw a still life's wall with slanting light, and its table."""
    p, rng = c.palette, c.rng
    wall, top = wall or p.sky, top or mix(p.far, p.mid, 0.5)
    c.rect(-20, -20, 1640, 1040, wall)
    lean = rng.uniform(160, 420)
    start = rng.uniform(-100, 700)
    for k in range(2):
        left = start + k * 330
        c.beam(
            [(left, -10), (left + 270, -10), (left + 270 + lean, edge), (left + lean, edge)],
            p.pale if not p.night else p.glow,
            amount=0.14 if p.night else 0.38,
        )
    c.shade(box(0, 0, 1600, edge), mix(wall, p.near, 0.5), toward=(1, 0.2), amount=0.55, start=0.35)
    c.rect(-20, edge, 1640, 1020 - edge, top)
    c.shade(box(0, edge, 1600, 1000 - edge), p.near, toward=(0.5, 1), amount=0.6, start=0.2)
    c.rect(-20, edge, 1640, 5, mix(top, p.pale, 0.35))
