"""Houses, their doors and windows, far roofs."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, arc, box
from rotative.demo.art.palette import Ink, mix


def windows(
    c: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    columns: int,
    rows: int,
    tint: Ink,
    lit: float = 0.0,
    fill: float = 0.5,
) -> None:
    """Draw a grid of windows, some of them lit."""
    p, rng = c.palette, c.rng
    wide, high = width / columns, height / rows
    for row in range(rows):
        for column in range(columns):
            ink = p.second if rng.random() < lit else tint
            c.rect(
                x + (column + 0.5 - fill / 2) * wide,
                y + (row + 0.5 - fill * 0.62) * high,
                wide * fill,
                high * fill * 1.24,
                ink,
            )


def arch(c: Canvas, x: float, ground: float, width: float, height: float, ink: Ink) -> None:
    """Draw a doorway with a round head, from the ground up."""
    r = width / 2
    c.poly(
        [(x, ground), *arc((x + r, ground - height + r), (r, r), 180, 360, steps=24), (x + width, ground)],
        ink,
    )


def house(c: Canvas, x: float, ground: float, width: float, height: float, wall: Ink) -> None:
    """Draw a whitewashed cube with a shaded flank, a door and small windows."""
    p, rng = c.palette, c.rng
    c.rect(x, ground - height, width, height, wall)
    flank = rng.uniform(0.25, 0.4) * width
    c.rect(x + width - flank, ground - height, flank, height, mix(wall, p.near, 0.38))
    c.shade(
        box(x, ground - height, width - flank, height), mix(wall, p.near, 0.6), toward=(0.2, 1), amount=0.45
    )
    c.rect(x - 2, ground - height - 6, width + 4, 9, mix(wall, p.pale, 0.6))
    dark = p.second if p.night and rng.random() < 0.6 else mix(p.near, p.ink, 0.4)
    for _ in range(rng.randint(1, 3)):
        wide = width * 0.1
        c.rect(
            x + rng.uniform(0.08, 0.5) * width,
            ground - height * rng.uniform(0.45, 0.85),
            wide,
            wide * 1.5,
            dark,
        )


def skyline(c: Canvas, ground: float, height: float, ink: Ink) -> None:
    """Draw far roofs in one ink."""
    rng = c.rng
    x = -30.0
    while x < 1620:
        wide, high = rng.uniform(60, 150), height * rng.uniform(0.35, 1)
        c.rect(x, ground - high, wide + 2, high + 30, ink)
        if rng.random() < 0.2:
            c.poly(arc((x + wide / 2, ground - high), (wide * 0.36, wide * 0.36), 180, 360), ink)
        x += wide
