"""The motif “road”."""

from __future__ import annotations

from itertools import pairwise

from rotative.demo.art.canvas import Canvas, Point, arc, box, curve
from rotative.demo.art.ground import patchwork
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import peaks, sky


@motif("road")
def road(c: Canvas) -> None:
    """Draw a road that bends to the horizon, poles along it, a car."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(400, 470)
    end = rng.uniform(550, 1050)
    sky(
        c,
        horizon,
        sun=(end + rng.uniform(-300, 300), horizon - rng.uniform(20, 190)),
        radius=rng.choice((80, 120, 160)),
    )
    peaks(c, horizon + 15, 210, mix(p.far, p.sky, 0.2), p.mid, count=4)
    patchwork(c, horizon + 12, vanish=end)
    way = rng.choice((-1, 1))
    spine = [
        (end, horizon + 12, 5),
        (end + way * 130, horizon + 60, 16),
        (end + way * 60, horizon + 150, 48),
        (end - way * 130, horizon + 310, 130),
        (end - way * 30, 1040, 300),
    ]
    left, right = (curve([(x + s * w, y) for x, y, w in spine]) for s in (-1, 1))
    wide_left, wide_right = (curve([(x + s * w * 1.25, y) for x, y, w in spine]) for s in (-1, 1))
    c.poly([*wide_left, *reversed(wide_right)], mix(p.second, p.pale, 0.5))
    tar = mix(p.near, p.ink, 0.5)
    c.poly([*left, *reversed(right)], tar)
    c.shade([*left, *reversed(right)], p.glow, toward=(0.2, -1), amount=0.7, start=0.45)
    middle = curve([(x, y) for x, y, _ in spine], steps=24)
    for k in range(4, len(middle) - 4, 7):
        y = middle[k][1]
        c.line(middle[k : k + 4], p.pale, width=2 + (y - horizon) * 0.022)
    tops: list[Point] = []
    for x, y, w in [*spine[1:], (spine[-1][0] - way * 60, 1180, 520)]:
        px, high = x + way * w * 1.75, 46 + (y - horizon) * 0.95
        c.rect(px - high * 0.012 - 1, y - high, high * 0.03 + 3, high, p.ink)
        c.rect(px - high * 0.1, y - high * 0.94, high * 0.23, high * 0.02 + 2, p.ink)
        tops.append((px, y - high * 0.94))
    for (ax, ay), (bx, by) in pairwise(tops):
        c.line(
            curve([(ax, ay), ((ax + bx) / 2, (ay + by) / 2 + abs(bx - ax) * 0.12), (bx, by)]), p.ink, width=2
        )
    if rng.random() < 0.75:
        x, y = spine[3][0] - way * 20, spine[3][1] + 10
        _car(c, x + 55, y + 10, 150, rng.choice((p.accent, p.second, p.pale)))


def _car(c: Canvas, x: float, ground: float, size: float, ink: Ink) -> None:
    """Draw a car from behind."""
    p = c.palette
    c.wash(arc((x, ground), (size * 0.62, size * 0.1), 0, 360), p.near, amount=0.8)
    for side in (-1, 1):
        c.rect(x + side * size * 0.4 - size * 0.08, ground - size * 0.2, size * 0.16, size * 0.22, p.ink)
    c.poly(
        [
            (x - size * 0.36, ground - size * 0.78),
            (x + size * 0.36, ground - size * 0.78),
            (x + size * 0.47, ground - size * 0.42),
            (x - size * 0.47, ground - size * 0.42),
        ],
        ink,
    )
    c.poly(
        [
            (x - size * 0.31, ground - size * 0.72),
            (x + size * 0.31, ground - size * 0.72),
            (x + size * 0.38, ground - size * 0.44),
            (x - size * 0.38, ground - size * 0.44),
        ],
        mix(p.near, p.ink, 0.4),
    )
    c.panel(x - size * 0.5, ground - size * 0.46, size, size * 0.36, ink, radius=size * 0.06)
    c.shade(
        box(x - size * 0.5, ground - size * 0.46, size, size * 0.36),
        p.ink,
        toward=(0.6, 1),
        amount=0.6,
        start=0.3,
    )
    for side in (-1, 1):
        c.rect(
            x + side * size * 0.38 - size * 0.09,
            ground - size * 0.36,
            size * 0.18,
            size * 0.08,
            p.glow if ink == p.accent else p.accent,
        )
    c.rect(x - size * 0.13, ground - size * 0.26, size * 0.26, size * 0.1, p.pale)
