"""The motif “olive”."""

from __future__ import annotations

import math

from rotative.demo.art.canvas import Canvas, arc, curve, turned
from rotative.demo.art.palette import Ink, mix
from rotative.demo.art.registry import motif
from rotative.demo.art.scenery import hills, sky
from rotative.demo.art.still_life import table
from rotative.demo.art.trees import tree


def _leaf(c: Canvas, x: float, y: float, length: float, degrees: float, ink: Ink, vein: Ink) -> None:
    shape = [
        (x + a * length, y + b * length)
        for a, b in curve(
            [(0, 0), (0.35, -0.1), (0.7, -0.085), (1, 0), (0.7, 0.085), (0.35, 0.1)], closed=True
        )
    ]
    lower = [(x + a * length, y + b * length) for a, b in curve([(0, 0), (0.35, 0.1), (0.7, 0.085), (1, 0)])]
    c.poly(turned(shape, degrees, around=(x, y)), ink)
    c.poly(turned(lower, degrees, around=(x, y)), mix(ink, c.palette.ink, 0.28))
    c.shade(turned(shape, degrees, around=(x, y)), c.palette.ink, toward=(0.4, 1), amount=0.35, start=0.4)
    c.line(turned([(x, y), (x + length * 0.93, y)], degrees, around=(x, y)), vein, width=3)


@motif("olive")
def olive(c: Canvas) -> None:
    """Draw a branch with its fruit, or an old tree on a hill."""
    p, rng = c.palette, c.rng
    if rng.random() < 0.5:
        horizon = rng.uniform(640, 700)
        sky(c, horizon, sun=(rng.uniform(350, 1250), rng.uniform(280, 480)), radius=rng.choice((140, 200)))
        hills(c, horizon + 40, 150, p.far, shade=p.mid)
        ground = hills(
            c,
            horizon + 170,
            80,
            mix(p.second, p.leaf, 0.35) if not p.night else p.near,
            shade=mix(p.leaf, p.ink, 0.5),
        )
        c.shade(ground, p.ink, toward=(0.6, 1), amount=0.4, start=0.4)
        for k in range(7):
            x = k * 260 + rng.uniform(-40, 40)
            tree(
                c, x, horizon + 130 + rng.uniform(0, 40), rng.uniform(70, 120), tint=mix(p.leaf, p.pale, 0.15)
            )
        _olive_tree(c, rng.uniform(620, 980), 900, 640)
        return
    table(c, 1100)
    start, bend = rng.uniform(600, 760), rng.uniform(-110, 60)
    branch = curve(
        [
            (-60, start + 60),
            (380, start - 40),
            (800, 520 + bend * 0.4),
            (1180, 360 + bend),
            (1420, 240 + bend),
        ],
        steps=24,
    )
    c.line(branch, mix(p.ink, p.accent, 0.3), width=15)
    inks = (p.leaf, mix(p.leaf, p.pale, 0.28), mix(p.leaf, p.ink, 0.3))
    for k in range(8, len(branch) - 2, 6):
        (x, y), (nx, ny) = branch[k], branch[k + 1]
        heading = math.degrees(math.atan2(ny - y, nx - x))
        for side in (-1, 1):
            turn = heading + side * rng.uniform(28, 52)
            length = rng.uniform(230, 330) * (1.05 - 0.3 * k / len(branch))
            _leaf(c, x, y, length, turn, rng.choice(inks), mix(p.leaf, p.pale, 0.6))
    x, y = branch[-1]
    _leaf(c, x - 10, y + 6, 250, -30, p.leaf, mix(p.leaf, p.pale, 0.6))
    for k in rng.sample(range(16, len(branch) - 8, 7), k=rng.randint(4, 6)):
        x, y = branch[k]
        size = rng.uniform(46, 62)
        cx, cy = x + rng.uniform(-20, 20), y + rng.uniform(60, 125)
        c.line([(x, y), (cx, cy)], mix(p.ink, p.leaf, 0.5), width=5)
        tint = rng.choice((mix(p.near, p.ink, 0.5), mix(p.accent, p.ink, 0.55), mix(p.leaf, p.second, 0.45)))
        shape = arc((cx, cy + size), (size * 0.8, size), 0, 360)
        c.poly(shape, tint)
        c.shade(shape, p.ink, toward=(0.7, 0.7), amount=0.9, start=0.35)
        c.poly(
            turned(
                arc((cx - size * 0.3, cy + size * 0.65), (size * 0.12, size * 0.24), 0, 360),
                20,
                around=(cx, cy + size),
            ),
            mix(tint, p.pale, 0.7),
        )


def _olive_tree(c: Canvas, x: float, ground: float, h: float) -> None:
    p, rng = c.palette, c.rng
    bark = mix(p.ink, p.accent, 0.22)
    c.wash(arc((x + h * 0.22, ground), (h * 0.62, h * 0.055), 0, 360), p.near, amount=0.7)
    trunk = [
        *curve(
            [
                (x - h * 0.16, ground),
                (x - h * 0.07, ground - h * 0.16),
                (x - h * 0.1, ground - h * 0.32),
                (x - h * 0.26, ground - h * 0.52),
            ]
        ),
        (x - h * 0.2, ground - h * 0.54),
        *curve([(x - h * 0.03, ground - h * 0.36), (x + h * 0.02, ground - h * 0.56)]),
        (x + h * 0.07, ground - h * 0.56),
        *curve([(x + h * 0.07, ground - h * 0.34), (x + h * 0.24, ground - h * 0.5)]),
        (x + h * 0.27, ground - h * 0.47),
        *curve([(x + h * 0.1, ground - h * 0.22), (x + h * 0.08, ground - h * 0.1), (x + h * 0.2, ground)]),
    ]
    c.poly(trunk, bark)
    c.shade(trunk, p.ink, amount=0.9, start=0.35)
    inks = (mix(p.leaf, p.ink, 0.25), p.leaf, mix(p.leaf, p.pale, 0.22))
    for tier, ink in enumerate(inks):
        for _ in range(11):
            a, r = rng.uniform(0, math.tau), rng.uniform(0, 1) ** 0.5
            cx = x + math.cos(a) * r * h * 0.42 - tier * h * 0.035
            cy = ground - h * 0.68 + math.sin(a) * r * h * 0.2 - tier * h * 0.03
            size = h * rng.uniform(0.09, 0.15) * (1 - tier * 0.16)
            blob = arc((cx, cy), (size * 1.25, size), 0, 360)
            c.poly(blob, ink)
            c.shade(blob, p.ink, toward=(0.6, 0.8), amount=0.5, start=0.45)
