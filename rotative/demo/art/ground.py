"""Ground: fields and pitches."""

from __future__ import annotations

from rotative.demo.art.canvas import Canvas, box
from rotative.demo.art.palette import Ink, mix


def patchwork(c: Canvas, horizon: float, *, vanish: float) -> None:
    """Draw fields in strips down to our feet, in several inks."""
    p, rng = c.palette, c.rng
    inks = [
        p.leaf,
        mix(p.leaf, p.second, 0.5),
        mix(p.second, p.pale, 0.3),
        mix(p.leaf, p.ink, 0.35),
        mix(p.accent, p.second, 0.5),
    ]
    if p.night:
        inks = [mix(one, p.near, 0.55) for one in inks]
    c.rect(-20, horizon, 1640, 1020 - horizon, inks[0])
    y = horizon
    while y < 1000:
        deep = 22 + (y - horizon) * 0.42
        x, tilt = -400 + rng.uniform(-200, 0), rng.uniform(-0.1, 0.1)
        while x < 2000:
            wide = rng.uniform(1.6, 4.2) * (70 + (y - horizon) * 0.7)
            top = [vanish + (v - vanish) * 0.8 for v in (x, x + wide)]
            field = [
                (top[0], y + tilt * 30),
                (top[1], y - tilt * 30),
                (x + wide, y + deep + 2),
                (x, y + deep + 2),
            ]
            tint = rng.choice(inks)
            c.poly(field, tint)
            c.shade(field, mix(tint, p.ink, 0.6), toward=(0.4, 1), amount=0.5, start=0.3)
            x += wide
        y += deep


def grass(c: Canvas, top: float, vanish: float, ink: Ink) -> None:
    """Draw a mown pitch, striped toward the far goal."""
    p = c.palette
    c.rect(-20, top, 1640, 1020 - top, ink)
    for k in range(-8, 9, 2):
        c.poly(
            [
                (vanish + k * 70, top),
                (vanish + (k + 1) * 70, top),
                (vanish + (k + 1) * 210, 1020),
                (vanish + k * 210, 1020),
            ],
            mix(ink, p.pale, 0.12),
        )
    c.shade(box(0, top, 1600, 1000 - top), p.ink, toward=(0.5, 1), amount=0.5, start=0.3)
