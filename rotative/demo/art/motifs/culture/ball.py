"""The motif “ball”."""

from __future__ import annotations

import math
from itertools import pairwise

from rotative.demo.art.canvas import Canvas, Point, arc, box, turned
from rotative.demo.art.ground import grass
from rotative.demo.art.palette import mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import hills, sky


@motif("ball")
def ball(c: Canvas) -> None:
    """Draw a football, huge, on the grass before a goal, or already in the net."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(520, 600)
    flying = rng.random() < 0.45
    if flying:
        c.rect(-20, -20, 1640, 1040, p.sky if not p.night else p.near)
        c.shade(box(0, 0, 1600, 1000), p.mid, toward=(1, 1), amount=0.75, start=0.15)
        x, y, r = rng.uniform(620, 980), rng.uniform(440, 560), rng.uniform(230, 270)
        _net(c, x, y, r)
    else:
        sky(
            c,
            horizon,
            sun=(rng.uniform(300, 1300), horizon - rng.uniform(60, 260)),
            radius=rng.choice((100, 150)),
        )
        hills(c, horizon + 15, 90, p.far, shade=p.mid)
        grass(c, horizon, rng.uniform(500, 1100), p.leaf)
        gx = rng.uniform(840, 980)
        c.beam(box(gx, horizon - 190, 520, 230), p.pale, amount=0.12)
        for k in range(1, 26):
            c.line(
                [(gx + k * 20, horizon - 190), (gx + 20 + k * 18.5, horizon + 26)],
                mix(p.pale, p.far, 0.5),
                width=1.3,
            )
        for k in range(1, 11):
            c.line(
                [(gx, horizon - 190 + k * 21), (gx + 520, horizon - 190 + k * 21)],
                mix(p.pale, p.far, 0.5),
                width=1.3,
            )
        c.line(
            [(gx, horizon + 44), (gx, horizon - 190), (gx + 520, horizon - 190), (gx + 520, horizon + 44)],
            p.pale,
            width=13,
        )
        c.line([(-20, horizon + 46), (1620, horizon + 46)], mix(p.pale, p.leaf, 0.2), width=5)
        r = rng.uniform(215, 260)
        x, y = rng.uniform(430, 640), 915 - r
        c.wash(arc((x + r * 0.55, 908), (r * 1.25, r * 0.16), 0, 360), p.near, amount=0.85)
    _football(c, x, y, r, rng.uniform(0, 72))


def _net(c: Canvas, x: float, y: float, r: float) -> None:
    """Draw cords pulled outward by what they stopped."""
    p = c.palette

    def pulled(a: float, b: float) -> Point:
        far = math.hypot(a - x, b - y)
        push = 1 + 0.75 * math.exp(-((far / (r * 1.5)) ** 2))
        return x + (a - x) * push, y + (b - y) * push

    cord = mix(p.pale, p.far, 0.25)
    for k in range(-12, 30):
        c.line([pulled(k * 95 + t * 40 - 300, t * 50) for t in range(-4, 26)], cord, width=5)
        c.line([pulled(k * 95 - t * 40 + 500, t * 50) for t in range(-4, 26)], cord, width=5)


def _football(c: Canvas, x: float, y: float, r: float, spin: float) -> None:
    p = c.palette
    dark = p.ink
    c.disc(x, y, r, p.pale)

    def project(points: list[Point]) -> list[Point]:
        """Map a point of the plane onto the ball, so that far patches shrink toward its edge."""
        found = []
        for a, b in points:
            far = math.hypot(a, b) or 1e-6
            squeeze = math.sin(min(far, math.pi / 2)) / far
            found.append((x + a * squeeze * r, y + b * squeeze * r))
        return turned(found, spin, around=(x, y))

    def pentagon(cx: float, cy: float, size: float, turn: float) -> list[Point]:
        corners = [
            (
                cx + size * math.cos(math.radians(turn + 72 * k)),
                cy + size * math.sin(math.radians(turn + 72 * k)),
            )
            for k in range(6)
        ]
        return [
            (a[0] + (b[0] - a[0]) * t / 5, a[1] + (b[1] - a[1]) * t / 5)
            for a, b in pairwise(corners)
            for t in range(5)
        ]

    c.poly(project(pentagon(0, 0, 0.37, -90)), dark)
    for k in range(5):
        way = math.radians(-90 + 72 * k)
        cx, cy = 1.16 * math.cos(way), 1.16 * math.sin(way)
        c.poly(project(pentagon(cx, cy, 0.42, -90 + 72 * k + 180)), dark)
        c.line(
            project(
                [(0.37 * math.cos(way), 0.37 * math.sin(way)), (0.74 * math.cos(way), 0.74 * math.sin(way))]
            ),
            dark,
            width=6,
        )
        side = math.radians(-54 + 72 * k)
        fork = (0.8 * math.cos(side), 0.8 * math.sin(side))
        for whose, turn in ((k, 72), (k + 1, -72)):
            towards = math.radians(-90 + 72 * whose)
            corner = math.radians(90 + 72 * whose - turn)
            found = (
                1.16 * math.cos(towards) + 0.42 * math.cos(corner),
                1.16 * math.sin(towards) + 0.42 * math.sin(corner),
            )
            c.line(project([fork, found]), dark, width=6)
    round_edge = arc((x, y), (r, r), 0, 360)
    c.shade(round_edge, p.near, toward=(0.75, 0.7), amount=1.0, start=0.42)
    c.shade(round_edge, p.glow, toward=(-0.75, -0.7), amount=0.6, start=0.6)
    c.line(round_edge, mix(p.pale, p.near, 0.5), width=3)
