"""Palms, cypresses and round trees."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, arc, curve
from rotative.demo.art.palette import Ink, mix


def palm(c: Canvas, x: float, ground: float, height: float) -> None:
    """Draw a palm tree, leaning a little."""
    p, rng = c.palette, c.rng
    lean = rng.uniform(-0.12, 0.12) * height
    top = (x + lean, ground - height)
    trunk = curve([(x, ground), (x + lean * 0.35, ground - height * 0.5), top])
    broad = height * 0.022 + 2
    c.poly(
        [(a - broad, b) for a, b in trunk] + [(a + broad, b) for a, b in reversed(trunk)],
        mix(p.ink, p.accent, 0.25),
    )
    for k in range(11):
        angle = math.radians(-200 + 220 * k / 10 + rng.uniform(-7, 7))
        reach = height * rng.uniform(0.3, 0.38)
        tip = (top[0] + math.cos(angle) * reach, top[1] + math.sin(angle) * reach * 0.7 + reach * 0.33)
        bend = (
            top[0] + math.cos(angle) * reach * 0.6,
            top[1] + math.sin(angle) * reach * 0.75 - reach * 0.06,
        )
        low = (bend[0], bend[1] + reach * 0.17)
        c.poly(
            [*curve([top, bend, tip], steps=7), *curve([tip, low, top], steps=7)],
            p.leaf if k % 2 else mix(p.leaf, p.ink, 0.45),
        )


def cypress(c: Canvas, x: float, ground: float, height: float) -> None:
    """Draw a dark, narrow tree."""
    p = c.palette
    half = height * 0.13
    shape = curve(
        [
            (x, ground - height),
            (x + half * 0.8, ground - height * 0.5),
            (x + half, ground - height * 0.16),
            (x, ground),
            (x - half, ground - height * 0.16),
            (x - half * 0.8, ground - height * 0.5),
        ],
        closed=True,
    )
    c.poly(shape, mix(p.leaf, p.ink, 0.35))
    c.shade(shape, p.ink, amount=0.9, start=0.2)


def tree(c: Canvas, x: float, ground: float, height: float, *, tint: Ink | None = None) -> None:
    """Draw a round tree with its shaded side."""
    p, rng = c.palette, c.rng
    tint = tint or p.leaf
    c.rect(x - height * 0.03, ground - height * 0.5, height * 0.06, height * 0.5, p.ink)
    parts = [(rng.uniform(-0.2, 0.2), rng.uniform(-0.78, -0.5), rng.uniform(0.18, 0.26)) for _ in range(5)]
    parts.append((0, -0.7, 0.3))
    for dx, dy, r in parts:
        c.disc(x + dx * height, ground + dy * height, r * height, tint)
    for dx, dy, r in parts:
        c.shade(
            arc((x + dx * height, ground + dy * height), (r * height, r * height), 0, 360),
            p.ink,
            toward=(0.8, 0.6),
            amount=0.55,
            start=0.45,
        )
